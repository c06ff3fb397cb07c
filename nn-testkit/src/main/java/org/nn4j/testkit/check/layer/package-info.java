/** Checks of layers and initializers. */
@NullMarked
package org.nn4j.testkit.check.layer;

import org.jspecify.annotations.NullMarked;
