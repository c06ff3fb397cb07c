/**
 * Elementary functions that return the same bits on every JVM.
 *
 * <p>{@link java.lang.Math}'s are free to differ between JDKs, processors and even between
 * interpreter and compiler; these are polynomials evaluated by {@code fma} in a fixed order, and
 * the SIMD kernels evaluate the same ones lane by lane.
 */
@NullMarked
package org.nn4j.api.math;

import org.jspecify.annotations.NullMarked;
