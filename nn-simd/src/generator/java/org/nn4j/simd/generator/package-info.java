/**
 * The generator of the loops over vectors: run by the build of nn-simd, no part of its jar.
 *
 * <p>An element-wise function is defined once, as a scalar method that calls {@code NnMath}. {@link
 * org.nn4j.simd.generator.LoopGenerator} parses that method and those that it calls, and writes the
 * same operations in the same order as one loop of the Vector API: same operations, same bits. By
 * hand it would be thousands of lines, for a loop may share no helper methods: C2 stops inlining
 * them in a long loop, and turns the vectors that they pass into objects.
 */
package org.nn4j.simd.generator;
