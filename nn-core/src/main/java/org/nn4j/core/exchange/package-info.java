/** Models of other programs: read, and written for them. */
@NullMarked
package org.nn4j.core.exchange;

import org.jspecify.annotations.NullMarked;
