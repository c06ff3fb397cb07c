package org.nn4j.cli.run;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.core.preprocess.NumericTarget;
import org.nn4j.core.preprocess.Preprocessor;

/** Turns what a network puts out into the data's units. */
final class Decoder {
  private Decoder() {}

  static UnaryOperator<Matrix> of(@Nullable Preprocessor preprocessor) {
    return preprocessor != null && preprocessor.target() instanceof NumericTarget target
        ? encoded -> decode(target, encoded)
        : UnaryOperator.identity();
  }

  private static Matrix decode(NumericTarget target, Matrix encoded) {
    Matrix values = Matrix.zeros(encoded.precision(), encoded.rows(), encoded.columns());
    values.copyFrom(encoded);
    target.decode(values);
    return values;
  }
}
