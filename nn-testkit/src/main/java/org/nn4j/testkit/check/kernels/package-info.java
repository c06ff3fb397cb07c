/** Checks of kernels, which are compared with reference kernels. */
@NullMarked
package org.nn4j.testkit.check.kernels;

import org.jspecify.annotations.NullMarked;
