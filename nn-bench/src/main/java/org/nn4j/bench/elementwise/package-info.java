/** Element-wise functions, ours and the Vector API's own. */
@NullMarked
package org.nn4j.bench.elementwise;

import org.jspecify.annotations.NullMarked;
