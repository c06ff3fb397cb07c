/** Figures as data: axes and marks, independent of how they are drawn. */
@NullMarked
package org.nn4j.report.figure;

import org.jspecify.annotations.NullMarked;
