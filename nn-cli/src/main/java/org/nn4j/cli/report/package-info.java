/** What users see: the console, JSON, tables, progress, and the rendering of results. */
@NullMarked
package org.nn4j.cli.report;

import org.jspecify.annotations.NullMarked;
