/**
 * What turns a table's rows into a network's inputs and targets: fitted on the training rows, saved
 * with the model, applied to any table with the same columns.
 */
@NullMarked
package org.nn4j.core.preprocess;

import org.jspecify.annotations.NullMarked;
