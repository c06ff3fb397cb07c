/** Random streams that are the same on every JVM. */
@NullMarked
package org.nn4j.core.random;

import org.jspecify.annotations.NullMarked;
