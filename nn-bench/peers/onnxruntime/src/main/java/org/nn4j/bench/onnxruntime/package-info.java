/** ONNX Runtime, for predictions. */
@NullMarked
package org.nn4j.bench.onnxruntime;

import org.jspecify.annotations.NullMarked;
