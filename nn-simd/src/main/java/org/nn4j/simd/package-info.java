/**
 * The kernels: scalar ones for every JVM, and the same on the Vector API, bit for bit.
 *
 * <p>A class named Float… is written for float32; its twin Double… for float64 is made from it at
 * build time by replacing the words float and Float and the suffix of literals. So constants carry
 * the digits of a double, and nothing in a Float… class may depend on the width of a number. What
 * does depend on it, the bits of numbers, is in {@code NnMath}.
 *
 * <p>{@link org.nn4j.simd.FloatFunctions} is the one definition of the element-wise functions. The
 * build generates {@code FloatSimdLoops}, the same on vectors, from it and from {@code NnMath}: see
 * {@code src/generator}.
 *
 * <p>Classes that name the Vector API are reached through {@link org.nn4j.simd.SimdKernelsProvider}
 * alone, which asks first whether it is there.
 */
@NullMarked
package org.nn4j.simd;

import org.jspecify.annotations.NullMarked;
