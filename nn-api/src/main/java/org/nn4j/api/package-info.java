/** Contracts of nn4j. */
@NullMarked
package org.nn4j.api;

import org.jspecify.annotations.NullMarked;
