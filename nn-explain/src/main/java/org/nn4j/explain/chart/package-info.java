/** Figures and pages of explanations; they need nn-report. */
@NullMarked
package org.nn4j.explain.chart;

import org.jspecify.annotations.NullMarked;
