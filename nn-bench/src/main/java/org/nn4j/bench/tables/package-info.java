/** Whole runs on tables, ours and others', each a process: read, train, evaluate, save. */
@NullMarked
package org.nn4j.bench.tables;

import org.jspecify.annotations.NullMarked;
