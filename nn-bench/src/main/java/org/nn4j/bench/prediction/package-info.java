/** Predictions of single samples. */
@NullMarked
package org.nn4j.bench.prediction;

import org.jspecify.annotations.NullMarked;
