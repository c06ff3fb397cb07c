/** What a step and a prediction cost, over rows, width and depth. */
@NullMarked
package org.nn4j.bench.cost;

import org.jspecify.annotations.NullMarked;
