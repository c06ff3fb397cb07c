/**
 * Elementary functions that return the same bits on every JVM.
 *
 * <p>Those of {@link java.lang.Math} may differ between JDKs, processors and even between
 * interpreter and compiler; these are polynomials evaluated with {@code fma} in a fixed order,
 * which the SIMD kernels evaluate lane by lane.
 */
@NullMarked
package org.nn4j.api.math;

import org.jspecify.annotations.NullMarked;
