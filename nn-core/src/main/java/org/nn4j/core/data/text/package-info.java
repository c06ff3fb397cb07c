/** What the texts of cells and headers mean: numbers, missing values, names of columns. */
@NullMarked
package org.nn4j.core.data.text;

import org.jspecify.annotations.NullMarked;
