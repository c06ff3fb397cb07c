/** Parsing of CSV text into columns. */
@NullMarked
package org.nn4j.core.data.csv;

import org.jspecify.annotations.NullMarked;
