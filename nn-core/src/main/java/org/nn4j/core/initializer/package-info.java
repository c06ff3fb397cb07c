/**
 * The built-in rules for a parameter's values before training.
 *
 * <p>All draw in row order from the stream that they are given, in double, and round once to the
 * parameter's precision; the same stream gives the same bytes on every JVM.
 */
@NullMarked
package org.nn4j.core.initializer;

import org.jspecify.annotations.NullMarked;
