/** Computes what a graph says, by ONNX's definitions of its operators. */
@NullMarked
package org.nn4j.onnx.run;

import org.jspecify.annotations.NullMarked;
