/**
 * The built-in metrics and the confusion matrix that most of those for classes derive from.
 *
 * <p>Definitions and the values of the undefined cases are scikit-learn's unless a metric says
 * otherwise.
 */
@NullMarked
package org.nn4j.core.metric;

import org.jspecify.annotations.NullMarked;
