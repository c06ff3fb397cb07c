/**
 * Cross-validation: rows divided into folds at random, by class, by group or as given, a model
 * trained for each fold on the rows of the others, and what came of it.
 */
@NullMarked
package org.nn4j.core.crossval;

import org.jspecify.annotations.NullMarked;
