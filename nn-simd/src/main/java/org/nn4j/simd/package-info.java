/** Kernels. */
@NullMarked
package org.nn4j.simd;

import org.jspecify.annotations.NullMarked;
