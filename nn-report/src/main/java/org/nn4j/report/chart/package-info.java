/** The figures of training runs, models and parts. */
@NullMarked
package org.nn4j.report.chart;

import org.jspecify.annotations.NullMarked;
