/** Losses. */
@NullMarked
package org.nn4j.losses;

import org.jspecify.annotations.NullMarked;
