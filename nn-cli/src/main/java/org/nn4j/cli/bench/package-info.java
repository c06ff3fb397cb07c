/** The workloads by which a user measures a machine. */
@NullMarked
package org.nn4j.cli.bench;

import org.jspecify.annotations.NullMarked;
