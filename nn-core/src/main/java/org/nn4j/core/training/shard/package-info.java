/** Batches divided into shards, whose gradients are summed alike on one machine and on many. */
@NullMarked
package org.nn4j.core.training.shard;

import org.jspecify.annotations.NullMarked;
