/** Optimizers and learning-rate schedules. */
@NullMarked
package org.nn4j.optim;

import org.jspecify.annotations.NullMarked;
