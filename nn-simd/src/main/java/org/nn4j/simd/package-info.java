/**
 * The kernels: scalar ones for every JVM, and equal ones, bit for bit, on the Vector API.
 *
 * <p>A class named Float… is written for float32; its twin Double… for float64 is generated from it
 * by the build, which replaces the words float and Float and the suffix of literals. So constants
 * have the digits of a double, and nothing in a Float… class may depend on the width of a number.
 * Code that does, on the bits of numbers, is in {@code NnMath}.
 *
 * <p>{@link org.nn4j.simd.FloatFunctions} is the one definition of the element-wise functions. From
 * it and from {@code NnMath} the build generates the loops over them, {@code FloatScalarLoops} and
 * {@code FloatSimdLoops}; it also generates {@code FloatMicroKernels} and {@code
 * FloatBlockKernels}. See {@code src/generator}.
 *
 * <p>Classes that refer to the Vector API are reached only through {@link
 * org.nn4j.simd.SimdKernelsProvider}, which first checks that it is present.
 */
@NullMarked
package org.nn4j.simd;

import org.jspecify.annotations.NullMarked;
