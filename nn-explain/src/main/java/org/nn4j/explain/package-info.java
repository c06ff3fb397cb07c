/** Importance, dependence and interaction of columns, and what they add in single rows. */
@NullMarked
package org.nn4j.explain;

import org.jspecify.annotations.NullMarked;
