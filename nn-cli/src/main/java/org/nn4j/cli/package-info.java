/**
 * The command-line runner: its entry point, its wiring and its error messages.
 *
 * <p>{@code command} holds the verbs, one per class, {@code job} what they do besides calling
 * nn-experiment, {@code report} renders results.
 */
@NullMarked
package org.nn4j.cli;

import org.jspecify.annotations.NullMarked;
