/** Checks of losses and metrics. */
@NullMarked
package org.nn4j.testkit.check.loss;

import org.jspecify.annotations.NullMarked;
