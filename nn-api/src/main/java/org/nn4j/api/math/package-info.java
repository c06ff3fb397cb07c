/** Elementary functions with the same bits everywhere: {@link org.nn4j.api.math.NnMath}. */
package org.nn4j.api.math;
