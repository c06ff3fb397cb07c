/** Pages of tables and figures as one HTML file that needs no network. */
@NullMarked
package org.nn4j.report.page;

import org.jspecify.annotations.NullMarked;
