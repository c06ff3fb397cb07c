/** Draws figures: one layout, written as SVG, PNG or characters of a terminal. */
@NullMarked
package org.nn4j.report.render;

import org.jspecify.annotations.NullMarked;
