/** Searching for the best of many settings. */
@NullMarked
package org.nn4j.experiment.search;

import org.jspecify.annotations.NullMarked;
