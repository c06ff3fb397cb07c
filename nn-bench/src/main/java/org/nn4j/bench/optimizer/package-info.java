/** Optimizers' updates and the memory's speed. */
@NullMarked
package org.nn4j.bench.optimizer;

import org.jspecify.annotations.NullMarked;
