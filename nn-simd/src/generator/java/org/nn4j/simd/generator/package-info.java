/**
 * The generator of the loops over vectors, run by the build of nn-simd and not part of it.
 *
 * <p>An element-wise function is defined once, as a scalar method that calls {@code NnMath}. {@link
 * org.nn4j.simd.generator.LoopGenerator} parses that method and the ones that it calls, and writes
 * the same operations in the same order as one loop of the Vector API. Written by hand it would be
 * several thousand lines, since a helper method in such a loop turns vectors into objects.
 */
package org.nn4j.simd.generator;
