/**
 * Data sets, and the tables of named columns that they are made from; {@link
 * org.nn4j.core.data.read} reads tables, {@link org.nn4j.core.data.split} divides their rows.
 */
@NullMarked
package org.nn4j.core.data;

import org.jspecify.annotations.NullMarked;
