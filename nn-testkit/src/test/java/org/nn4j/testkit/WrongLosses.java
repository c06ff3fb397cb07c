package org.nn4j.testkit;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.ElementwiseLoss;
import org.nn4j.api.Kernels;
import org.nn4j.api.Loss;
import org.nn4j.api.LossBatch;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.api.TargetKind;
import org.nn4j.api.math.NnMath;

/** Losses with one fault each. */
final class WrongLosses {
  private WrongLosses() {}

  /** The squared error, right in all. */
  interface Right extends ElementwiseLoss {
    @Override
    default String name() {
      return "test.loss";
    }

    @Override
    default double value(double output, double target) {
      return (output - target) * (output - target);
    }

    @Override
    default double derivative(double output, double target) {
      return 2 * (output - target);
    }
  }

  public record Plain() implements Right {}

  /** A slip of the field: the derivative of half the square. */
  public record HalfDerivative() implements Right {
    @Override
    public double derivative(double output, double target) {
      return output - target;
    }
  }

  /** Sums over the rows, value and gradient alike, so that these two agree. */
  public record SumsRows() implements Right {
    @Override
    public double value(Matrix output, Matrix target, @Nullable Matrix weights, Kernels kernels) {
      double rows = LossBatch.require(this, output, target, weights, null);
      return rows * Right.super.value(output, target, weights, kernels);
    }

    @Override
    public double gradient(
        Matrix output, Matrix target, @Nullable Matrix weights, Matrix gradient, Kernels kernels) {
      double rows = LossBatch.require(this, output, target, weights, gradient);
      double value = Right.super.gradient(output, target, weights, gradient, kernels);
      for (int r = 0; r < gradient.rows(); r++) {
        for (int c = 0; c < gradient.columns(); c++) {
          gradient.set(r, c, rows * gradient.get(r, c));
        }
      }
      return rows * value;
    }
  }

  public record IgnoresWeights() implements Right {
    @Override
    public double value(Matrix output, Matrix target, @Nullable Matrix weights, Kernels kernels) {
      return Right.super.value(output, target, null, kernels);
    }

    @Override
    public double gradient(
        Matrix output, Matrix target, @Nullable Matrix weights, Matrix gradient, Kernels kernels) {
      return Right.super.gradient(output, target, null, gradient, kernels);
    }
  }

  /** Divides by the batch's weights, so that they say nothing in a batch of one row. */
  public record DividesByWeights() implements Right {
    private static double factor(@Nullable Matrix weights) {
      double sum = 0;
      for (int r = 0; weights != null && r < weights.rows(); r++) {
        sum += weights.get(r, 0);
      }
      return sum == 0 ? 1 : Objects.requireNonNull(weights).rows() / sum;
    }

    @Override
    public double value(Matrix output, Matrix target, @Nullable Matrix weights, Kernels kernels) {
      return factor(weights) * Right.super.value(output, target, weights, kernels);
    }

    @Override
    public double gradient(
        Matrix output, Matrix target, @Nullable Matrix weights, Matrix gradient, Kernels kernels) {
      double value = Right.super.gradient(output, target, weights, gradient, kernels);
      for (int r = 0; r < gradient.rows(); r++) {
        for (int c = 0; c < gradient.columns(); c++) {
          gradient.set(r, c, factor(weights) * gradient.get(r, c));
        }
      }
      return factor(weights) * value;
    }
  }

  /** Multiplies by the weight 0, which leaves NaN what it is. */
  public record MultipliesByZero() implements Right {
    @Override
    public double value(Matrix output, Matrix target, @Nullable Matrix weights, Kernels kernels) {
      double nothing = weights == null ? 0 : weighed(output, weights);
      return nothing + Right.super.value(output, target, weights, kernels);
    }

    @Override
    public double gradient(
        Matrix output, Matrix target, @Nullable Matrix weights, Matrix gradient, Kernels kernels) {
      double nothing = weights == null ? 0 : weighed(output, weights);
      return nothing + Right.super.gradient(output, target, weights, gradient, kernels);
    }

    private static double weighed(Matrix output, Matrix weights) {
      double sum = 0;
      for (int r = 0; r < output.rows(); r++) {
        sum += weights.get(r, 0) == 0 ? 0 * output.get(r, 0) : 0;
      }
      return sum;
    }
  }

  public record OtherBits() implements Right {
    @Override
    public double gradient(
        Matrix output, Matrix target, @Nullable Matrix weights, Matrix gradient, Kernels kernels) {
      return Math.nextUp(Right.super.gradient(output, target, weights, gradient, kernels));
    }
  }

  public record HidesNan() implements Right {
    @Override
    public double value(double output, double target) {
      return Double.isNaN(output) ? 0 : Right.super.value(output, target);
    }
  }

  /** Fuses to a loss whose gradient is by the outputs. */
  public record WronglyFused() implements Right {
    @Override
    public TargetKind targetKind() {
      return TargetKind.PROBABILITY;
    }

    @Override
    public Optional<Loss> fusedWith(OutputLink link) {
      return link == OutputLink.LOGISTIC ? Optional.of(new Fused()) : Optional.empty();
    }
  }

  /** Forgets the factor a·(1−a) of the link. */
  record Fused() implements Right {
    @Override
    public TargetKind targetKind() {
      return TargetKind.PROBABILITY;
    }

    @Override
    public OutputLink appliedLink() {
      return OutputLink.LOGISTIC;
    }

    @Override
    public double value(double output, double target) {
      return Right.super.value(NnMath.sigmoid(output), target);
    }

    @Override
    public double derivative(double output, double target) {
      return Right.super.derivative(NnMath.sigmoid(output), target);
    }
  }

  public record TakesAnyShape() implements Right {
    @Override
    public double value(Matrix output, Matrix target, @Nullable Matrix weights, Kernels kernels) {
      return output.columns() == target.columns()
          ? Right.super.value(output, target, weights, kernels)
          : 0;
    }
  }
}
