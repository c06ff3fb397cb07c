/** The verbs, one per class: each reads its flags, runs a job and prints the result. */
@NullMarked
package org.nn4j.cli.command;

import org.jspecify.annotations.NullMarked;
