/**
 * Model files: networks with their loss, preprocessing and provenance as safetensors.
 *
 * <p>Files hold names and parameters of parts, never class names, and reading trusts nothing.
 */
@NullMarked
package org.nn4j.core.model;

import org.jspecify.annotations.NullMarked;
