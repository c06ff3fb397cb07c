/**
 * The same training by nn4j and by other libraries, side by side.
 *
 * <p>Each library is a {@link org.nn4j.bench.training.Contestant} in a JVM of its own, which {@link
 * org.nn4j.bench.training.Worker} runs; {@link org.nn4j.bench.training.TrainingReport} lets them
 * train in turn.
 */
@NullMarked
package org.nn4j.bench.training;

import org.jspecify.annotations.NullMarked;
