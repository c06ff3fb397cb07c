/** The engine of nn4j; this package holds its exceptions. */
@NullMarked
package org.nn4j.core;

import org.jspecify.annotations.NullMarked;
