/** Predictions of single samples and small batches, ours and others'. */
@NullMarked
package org.nn4j.bench.prediction;

import org.jspecify.annotations.NullMarked;
