/** What training minimizes, and its gradient: loss and penalties over batches. */
@NullMarked
package org.nn4j.core.training.objective;

import org.jspecify.annotations.NullMarked;
