package org.nn4j.core.training;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.DensityLoss;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.core.data.TargetDecoder;

/**
 * Predicted numbers in the units of the data, and how sure the model is of each.
 *
 * @param values N×T means where the loss is one over densities, else what the outputs are
 * @param deviations N×T standard deviations, or null where the loss is another
 */
public record Moments(Matrix values, @Nullable Matrix deviations) {

  /** Decodes a network's outputs, N×K, which are not changed. */
  public static Moments of(Loss loss, Matrix outputs, TargetDecoder decoder) {
    if (!(loss instanceof DensityLoss density)) {
      return new Moments(decoder.decode(outputs), null);
    }
    int targets = outputs.columns() / density.outputsPerTarget();
    Matrix means = Matrix.zeros(outputs.precision(), outputs.rows(), targets);
    Matrix deviations = Matrix.zeros(outputs.precision(), outputs.rows(), targets);
    density.moments(outputs, means, deviations);
    decoder.decodeDeviations(deviations);
    return new Moments(decoder.decode(means), deviations);
  }
}
