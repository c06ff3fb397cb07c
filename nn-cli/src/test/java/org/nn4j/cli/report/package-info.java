/** Tests of what is printed. */
@NullUnmarked
package org.nn4j.cli.report;

import org.jspecify.annotations.NullUnmarked;
