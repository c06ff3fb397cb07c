/** Curves over a classifier's threshold, and how far its probabilities can be trusted. */
@NullMarked
package org.nn4j.report.curve;

import org.jspecify.annotations.NullMarked;
