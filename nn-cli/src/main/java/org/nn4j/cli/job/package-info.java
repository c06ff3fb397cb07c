/** What the verbs do: they call the library, listen for signals, and write a run's files. */
@NullMarked
package org.nn4j.cli.job;

import org.jspecify.annotations.NullMarked;
