/** What an activation costs that only has its two scalar functions. */
@NullMarked
package org.nn4j.bench.plugin;

import org.jspecify.annotations.NullMarked;
