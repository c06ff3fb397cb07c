package org.nn4j.core.model;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.Loss;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.Preprocessor;

/**
 * Everything a prediction needs: a network, what its outputs mean, and how raw data become inputs.
 *
 * @param network the network
 * @param loss the loss it was trained with, whose link and targets tell what the outputs mean
 * @param preprocessor how tables become inputs and outputs become labels, or null for a network
 *     over plain matrices
 * @param provenance where it came from
 */
public record Model(
    Network network, Loss loss, @Nullable Preprocessor preprocessor, Provenance provenance) {}
