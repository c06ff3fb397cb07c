/**
 * What every part of a kind promises, as checks that run anywhere; {@link
 * org.nn4j.testkit.Verifier} runs all of a part's.
 *
 * <p>A check that fails throws a {@link org.nn4j.testkit.check.Counterexample}: the broken rule,
 * the point, the expected and the actual value. Points are drawn from fixed seeds, so that a
 * failure repeats. Derivatives are checked in float64 against central differences of the fourth
 * order.
 */
@NullMarked
package org.nn4j.testkit.check;

import org.jspecify.annotations.NullMarked;
