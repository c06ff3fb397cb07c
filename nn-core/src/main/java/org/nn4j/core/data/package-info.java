/**
 * Data sets: tables read from CSV and what plug-ins read, in memory or mapped from a cache, images
 * from IDX, their splits, and batches of them.
 */
@NullMarked
package org.nn4j.core.data;

import org.jspecify.annotations.NullMarked;
