/** The command-line runner. */
@NullMarked
package org.nn4j.cli;

import org.jspecify.annotations.NullMarked;
