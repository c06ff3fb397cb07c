/** Whether one model is better than another, or the difference may be chance. */
@NullMarked
package org.nn4j.core.comparison;

import org.jspecify.annotations.NullMarked;
