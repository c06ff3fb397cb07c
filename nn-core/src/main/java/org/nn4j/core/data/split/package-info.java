/** Which rows are for training, validation and test: splits and folds. */
@NullMarked
package org.nn4j.core.data.split;

import org.jspecify.annotations.NullMarked;
