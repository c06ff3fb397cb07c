/**
 * Cross-validation: a model trained for each fold on the rows of the others, and the scores and
 * predictions that result.
 */
@NullMarked
package org.nn4j.core.crossval;

import org.jspecify.annotations.NullMarked;
