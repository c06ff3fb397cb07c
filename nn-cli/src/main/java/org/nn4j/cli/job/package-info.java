/**
 * What the verbs do: they call the library, listen for signals, and write what a run leaves behind.
 */
@NullMarked
package org.nn4j.cli.job;

import org.jspecify.annotations.NullMarked;
