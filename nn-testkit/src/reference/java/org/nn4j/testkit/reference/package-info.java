/**
 * What kernels are compared with: the functions and the orders of operations of {@link
 * org.nn4j.api.Kernels}, written the plainest way. The tests of nn-simd compile these sources too.
 */
@NullMarked
package org.nn4j.testkit.reference;

import org.jspecify.annotations.NullMarked;
