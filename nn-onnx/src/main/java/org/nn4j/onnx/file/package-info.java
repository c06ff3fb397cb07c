/** ONNX files as data: protocol buffers, and the records that they hold. */
@NullMarked
package org.nn4j.onnx.file;

import org.jspecify.annotations.NullMarked;
