/**
 * Experiments on tables in a few lines: {@link org.nn4j.experiment.Experiment} reads data, fills in
 * what is left open, trains, cross-validates and searches, as the command line does.
 */
@NullMarked
package org.nn4j.experiment;

import org.jspecify.annotations.NullMarked;
