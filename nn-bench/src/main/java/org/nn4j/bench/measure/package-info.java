/** How two things are timed against each other, and how the outcome is printed. */
@NullMarked
package org.nn4j.bench.measure;

import org.jspecify.annotations.NullMarked;
