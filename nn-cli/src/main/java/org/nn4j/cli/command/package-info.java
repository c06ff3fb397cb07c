/** The verbs, one a class: each reads its flags, has a job done and prints what came out. */
@NullMarked
package org.nn4j.cli.command;

import org.jspecify.annotations.NullMarked;
