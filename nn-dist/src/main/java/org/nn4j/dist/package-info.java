/**
 * What the build of an installable nn4j computes: manual pages and completion. Nothing of it is
 * installed.
 */
@NullMarked
package org.nn4j.dist;

import org.jspecify.annotations.NullMarked;
