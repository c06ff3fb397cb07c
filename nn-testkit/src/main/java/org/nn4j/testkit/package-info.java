/**
 * JUnit 5 contracts, one for each kind of plug-in: extend one, name an instance, and it is checked.
 *
 * <pre>{@code
 * class BentIdentityTest extends ActivationContract {
 *   @Override
 *   protected Activation instance() {
 *     return new BentIdentity();
 *   }
 * }
 * }</pre>
 *
 * <p>The checks themselves are in {@link org.nn4j.testkit.check} and need no JUnit.
 */
@NullMarked
package org.nn4j.testkit;

import org.jspecify.annotations.NullMarked;
