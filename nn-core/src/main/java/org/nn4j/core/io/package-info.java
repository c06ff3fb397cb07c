/**
 * Files as bytes and text: atomic writing, safetensors, reading of packed, piped and encoded input.
 */
@NullMarked
package org.nn4j.core.io;

import org.jspecify.annotations.NullMarked;
