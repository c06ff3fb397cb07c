/** The built-in layers: definitions (records) and beside each the bound form that computes. */
@NullMarked
package org.nn4j.core.layer;

import org.jspecify.annotations.NullMarked;
