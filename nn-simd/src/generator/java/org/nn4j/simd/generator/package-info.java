/**
 * The generator of the kernels' loops: run by the build of nn-simd, not part of its jar.
 *
 * <p>An element-wise function is defined once, as a scalar method that calls {@code NnMath}. {@link
 * org.nn4j.simd.generator.SimdLoops} parses that method and those that it calls, and writes the
 * same operations in the same order as a loop of the Vector API: same operations, same bits. {@link
 * org.nn4j.simd.generator.ScalarLoops} writes the loop that calls the method. {@link
 * org.nn4j.simd.generator.MicroKernels} writes the innermost loops of the products.
 *
 * <p>By hand that would be thousands of lines, because such a loop can share no helper methods: C2
 * stops inlining them in a long loop, and turns the vectors that they pass into objects.
 */
package org.nn4j.simd.generator;
