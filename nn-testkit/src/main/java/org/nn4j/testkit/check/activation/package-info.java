/** Checks of activations. */
@NullMarked
package org.nn4j.testkit.check.activation;

import org.jspecify.annotations.NullMarked;
