/** Runs side by side: what is known of each, and whether they differ by more than chance. */
@NullMarked
package org.nn4j.cli.compare;

import org.jspecify.annotations.NullMarked;
