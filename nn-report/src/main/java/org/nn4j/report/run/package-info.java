/** The report of a training run: what it consisted of, as a page. */
@NullMarked
package org.nn4j.report.run;

import org.jspecify.annotations.NullMarked;
