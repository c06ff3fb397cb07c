/**
 * Parts that are written as formulas: {@code formula(z*sigmoid(1.702*z))} is an activation.
 *
 * <p>A text is parsed into a {@link org.nn4j.formula.Graph} of operations, simplified while it is
 * built, differentiated by the chain rule from its end to its variables, and compiled to a hidden
 * class when it is first needed. What it computes has its own fixed bits: those of the operations
 * of the simplified graph in their order, with the elementary functions of {@link
 * org.nn4j.api.math.NnMath}. Everything is bounded: the length and depth of a text, the number of
 * operations of it and its derivatives. A formula can do nothing but arithmetic.
 */
@NullMarked
package org.nn4j.formula;

import org.jspecify.annotations.NullMarked;
