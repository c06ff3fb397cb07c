/** Checks of optimizers and learning-rate schedules. */
@NullMarked
package org.nn4j.testkit.check.optimizer;

import org.jspecify.annotations.NullMarked;
