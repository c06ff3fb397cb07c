package org.nn4j.testkit.check.loss;

import org.nn4j.api.DensityLoss;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.core.random.RandomStream;
import org.nn4j.testkit.check.support.Links;
import org.nn4j.testkit.check.support.TestMatrices;

/** Outputs and targets in a loss' domain. */
final class LossBatches {
  private LossBatches() {}

  /** Returns the number of outputs that a loss reads for some columns of targets. */
  static int width(Loss loss, int targets) {
    return loss instanceof DensityLoss density ? targets * density.outputsPerTarget() : targets;
  }

  /** Returns numbers that a network's last layer puts out before any link. */
  static Matrix logits(Precision precision, int rows, int columns, long seed) {
    return TestMatrices.normal(precision, rows, columns, 1.5, seed);
  }

  /** Returns outputs that the loss reads, for logits: what its kind of targets requires. */
  static Matrix outputs(Loss loss, Matrix logits) {
    if (loss.appliedLink() == OutputLink.EXPONENTIAL
        && loss.targetKind() == TargetKind.DISTRIBUTION) {
      return rounded(Links.logSoftmax(logits));
    }
    if (loss.appliedLink() != OutputLink.NONE) {
      return logits;
    }
    return switch (loss.targetKind()) {
      case PROBABILITY -> rounded(Links.apply(OutputLink.LOGISTIC, logits));
      case DISTRIBUTION -> rounded(Links.apply(OutputLink.SOFTMAX, logits));
      case COUNT -> rates(logits);
      case REAL, SIGN -> logits;
    };
  }

  private static Matrix rates(Matrix logits) {
    Matrix rates = TestMatrices.copy(logits);
    for (int r = 0; r < rates.rows(); r++) {
      for (int c = 0; c < rates.columns(); c++) {
        double z = logits.get(r, c);
        double tail = StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
        rates.set(r, c, (float) (Math.max(z, 0) + tail));
      }
    }
    return rates;
  }

  private static Matrix rounded(Matrix matrix) {
    return TestMatrices.convert(
        TestMatrices.convert(matrix, Precision.FLOAT32), matrix.precision());
  }

  static Matrix targets(TargetKind kind, Precision precision, int rows, int columns, long seed) {
    RandomStream random = TestMatrices.random(seed + 500);
    Matrix logits = TestMatrices.normal(precision, rows, columns, 1, seed + 600);
    Matrix targets = rounded(Links.apply(OutputLink.SOFTMAX, logits));
    for (int r = 0; r < rows && kind != TargetKind.DISTRIBUTION; r++) {
      for (int c = 0; c < columns; c++) {
        targets.set(r, c, target(kind, random));
      }
    }
    return targets;
  }

  private static double target(TargetKind kind, RandomStream random) {
    return switch (kind) {
      case REAL, DISTRIBUTION -> (float) (2 * random.nextGaussian());
      case COUNT -> 1 + random.nextInt(5); // some of these losses refuse 0
      case PROBABILITY -> random.nextInt(2) == 0 ? random.nextInt(2) : (float) random.nextDouble();
      case SIGN -> 2 * random.nextInt(2) - 1;
    };
  }

  /** Returns weights of which some are 0 and none is equal to another. */
  static Matrix weights(Precision precision, int rows, long seed) {
    RandomStream random = TestMatrices.random(seed + 700);
    Matrix weights = Matrix.zeros(precision, rows, 1);
    for (int r = 0; r < rows; r++) {
      weights.set(r, 0, r % 3 == 2 ? 0 : (float) (0.25 + 2 * random.nextDouble()));
    }
    return weights;
  }
}
