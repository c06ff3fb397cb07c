/** Writes models as ONNX files, and reads such files. */
@NullMarked
package org.nn4j.onnx;

import org.jspecify.annotations.NullMarked;
