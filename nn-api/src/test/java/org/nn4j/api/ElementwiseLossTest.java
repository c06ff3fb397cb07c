package org.nn4j.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A third party's loss needs two scalar functions. */
class ElementwiseLossTest {
  private static final Kernels KERNELS =
      (Kernels)
          Proxy.newProxyInstance(
              Kernels.class.getClassLoader(),
              new Class<?>[] {Kernels.class},
              (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
              });

  /** Quantile regression: |d| weighted by q above the target and 1−q below. */
  record Pinball(double quantile) implements ElementwiseLoss {
    @Override
    public String name() {
      return "acme.pinball";
    }

    @Override
    public double value(double output, double target) {
      double d = target - output;
      return Math.max(quantile * d, (quantile - 1) * d);
    }

    @Override
    public double derivative(double output, double target) {
      return output < target ? -quantile : 1 - quantile;
    }
  }

  /** Σ(−t·ŷ) over classes, for outputs below 10. */
  record Score() implements ElementwiseLoss {
    @Override
    public String name() {
      return "acme.score";
    }

    @Override
    public boolean averagesColumns() {
      return false;
    }

    @Override
    public TargetKind targetKind() {
      return TargetKind.DISTRIBUTION;
    }

    @Override
    public double value(double output, double target) {
      return -target * output;
    }

    @Override
    public double derivative(double output, double target) {
      return -target;
    }

    @Override
    public void requireDomain(double output, double target, int row, int column) {
      if (output >= 10) {
        throw new IllegalArgumentException(row + ", " + column + ": " + output + " for " + target);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void columnsAndRowsAreAveraged(Precision precision) {
    Loss loss = new Pinball(0.75);
    Matrix output = Matrix.of(precision, new double[] {1, 4}, new double[] {0, 0});
    Matrix target = Matrix.of(precision, new double[] {3, 2}, new double[] {4, 8});
    Matrix gradient = Matrix.zeros(precision, 2, 2);
    assertThat(loss.gradient(output, target, null, gradient, KERNELS))
        .isEqualTo((1.5 + 0.5 + 3 + 6) / 4);
    assertThat(gradient.toRows())
        .isDeepEqualTo(new double[][] {{-0.1875, 0.0625}, {-0.1875, -0.1875}});
    Matrix weights = Matrix.of(precision, new double[] {3}, new double[] {1});
    assertThat(loss.value(output, target, weights, KERNELS)).isEqualTo((3 * 2 + 9) / 4.0);
  }

  @ParameterizedTest
  @EnumSource
  void columnsAreAddedUpAndClassIndicesUnderstood(Precision precision) {
    Loss loss = new Score();
    Matrix output = Matrix.of(precision, new double[] {1, 2, 3}, new double[] {4, 5, 6});
    Matrix target = Matrix.of(precision, new double[] {2}, new double[] {0});
    Matrix gradient = Matrix.zeros(precision, 2, 3);
    assertThat(loss.gradient(output, target, null, gradient, KERNELS)).isEqualTo(-3.5);
    assertThat(gradient.get(0, 2)).isEqualTo(-0.5);
    assertThat(gradient.get(1, 0)).isEqualTo(-0.5);
    assertThat(gradient.get(1, 1)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void theDomainIsCheckedWithRowAndColumn(Precision precision) {
    Matrix output = Matrix.of(precision, new double[] {1, 2}, new double[] {3, 11});
    Matrix target = Matrix.of(precision, new double[] {1}, new double[] {1});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Score().value(output, target, null, KERNELS))
        .withMessage("1, 1: 11.0 for 1.0");
  }

  @ParameterizedTest
  @EnumSource
  void aRowOfWeight0CostsNothingAndHasNoGradient(Precision precision) {
    Matrix memory = Matrix.zeros(precision, 3, 5);
    Matrix gradient = memory.columns(1, 4);
    Matrix output =
        Matrix.of(
            precision,
            new double[] {1, 2, 3},
            new double[] {Double.NaN, 2, 3},
            new double[] {4, 5, 6});
    Matrix target = Matrix.of(precision, new double[] {2}, new double[] {-9}, new double[] {0});
    Matrix weights = Matrix.of(precision, new double[] {1}, new double[] {0}, new double[] {2});
    memory.fill(7);
    assertThat(new Score().gradient(output, target, weights, gradient, KERNELS))
        .isEqualTo((-3 - 2 * 4) / 3.0);
    double third = precision.round(1 / 3.0);
    double twoThirds = precision.round(2 / 3.0);
    assertThat(memory.toRows())
        .isDeepEqualTo(
            new double[][] {
              {7, -0.0, -0.0, -third, 7}, {7, 0, 0, 0, 7}, {7, -twoThirds, -0.0, -0.0, 7}
            });
    gradient.fill(Double.NaN);
    Matrix wide = Matrix.zeros(precision, 3, 3);
    assertThat(new Pinball(0.5).gradient(output, wide, weights, gradient, KERNELS))
        .isCloseTo((3 + 2 * 7.5) / 3 / 3, within(1e-15));
    assertThat(gradient.rows(1, 2).toRows()).isDeepEqualTo(new double[][] {{0, 0, 0}});
  }

  @ParameterizedTest
  @EnumSource
  void whatDoesNotFitTheOutputIsRefused(Precision precision) {
    Loss loss = new Score();
    Matrix output = Matrix.zeros(precision, 2, 3);
    Matrix target = Matrix.zeros(precision, 2, 1);
    assertRefused(loss, output, Matrix.zeros(precision, 2, 2), null, "targets have 2 columns");
    assertRefused(loss, output, Matrix.zeros(precision, 1, 3), null, "the target is");
    for (int[] shape : new int[][] {{1, 1}, {2, 2}}) {
      Matrix weights = Matrix.zeros(precision, shape[0], shape[1]);
      assertRefused(loss, output, target, weights, "there must be one weight a row");
    }
    for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      Matrix weights = Matrix.of(precision, new double[] {1}, new double[] {wrong});
      assertRefused(loss, output, target, weights, "the weight of row 1 is " + wrong);
    }
    for (double index : new double[] {-1, 3, 0.5, Double.NaN}) {
      Matrix indices = Matrix.of(precision, new double[] {0}, new double[] {index});
      String rule = "with 3 outputs a class index is a whole number from 0 to 2";
      assertRefused(loss, output, indices, null, "target row 1 is " + index + "; " + rule);
    }
  }

  private static void assertRefused(
      Loss loss, Matrix output, Matrix target, @Nullable Matrix weights, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss.value(output, target, weights, KERNELS))
        .withMessageContaining(message);
  }
}
