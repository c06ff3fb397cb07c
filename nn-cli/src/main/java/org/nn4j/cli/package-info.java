/**
 * The command-line runner: its entry point, its wiring and its error messages.
 *
 * <p>{@code config} holds the settings of a run, {@code run} does the work, {@code report} renders
 * results, {@code command} holds the verbs, one a class.
 */
@NullMarked
package org.nn4j.cli;

import org.jspecify.annotations.NullMarked;
