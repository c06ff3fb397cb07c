package org.nn4j.core.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.Kernels;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;
import org.nn4j.core.activation.Relu;
import org.nn4j.core.activation.Softmax;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.network.Network;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.DifferentiableFunction;

/** The mistakes that people make in back-propagation are found; what is right passes. */
class GradientCheckTest {
  private static final Catalog CATALOG = Catalog.standard();
  private static final Loss MSE = CATALOG.create(Loss.class, "mse");
  private static final GradientCheck CHECK = new GradientCheck();
  private static final long SEED = 8;

  /** A dense layer whose backward pass is tampered with after the true one. */
  private record Tampered(Dense dense, BiConsumer<LayerContext, Matrix> mistake) implements Layer {
    @Override
    public String name() {
      return "tampered";
    }

    @Override
    public int outputWidth(int inputWidth) {
      return dense.outputWidth(inputWidth);
    }

    @Override
    public List<ParameterSpec> declare(int inputWidth) {
      return dense.declare(inputWidth);
    }

    @Override
    public BoundLayer bind(LayerContext context) {
      BoundLayer right = dense.bind(context);
      return new BoundLayer() {
        @Override
        public Matrix forward(Matrix input, boolean training) {
          return right.forward(input, training);
        }

        @Override
        public Matrix backward(Matrix gradient) {
          Matrix inputGradient = right.backward(gradient);
          mistake.accept(context, inputGradient);
          return inputGradient;
        }
      };
    }
  }

  private static void scale(Matrix matrix, double factor) {
    for (int r = 0; r < matrix.rows(); r++) {
      for (int c = 0; c < matrix.columns(); c++) {
        matrix.set(r, c, factor * matrix.get(r, c));
      }
    }
  }

  static final Map<String, BiConsumer<LayerContext, Matrix>> MISTAKES =
      Map.of(
          "flipped sign",
          (c, g) -> scale(c.parameter("weight").gradient(), -1),
          "factor 2",
          (c, g) -> scale(c.parameter("weight").gradient(), 2),
          "forgotten 1/N",
          (c, g) -> scale(c.parameter("bias").gradient(), 5),
          "one part in a hundred thousand",
          (c, g) -> scale(c.parameter("weight").gradient(), 1 + 1e-5),
          "forgotten bias",
          (c, g) -> c.parameter("bias").gradient().fill(0),
          "transposed weight gradient",
          (c, g) -> {
            Matrix weight = c.parameter("weight").gradient();
            double[][] rows = weight.toRows();
            for (int i = 0; i < rows.length; i++) {
              for (int j = 0; j < rows.length; j++) {
                weight.set(i, j, rows[j][i]);
              }
            }
          },
          "one element",
          (c, g) -> c.parameter("weight").gradient().set(2, 1, 0.3),
          "NaN",
          (c, g) -> c.parameter("weight").gradient().set(1, 1, Double.NaN),
          "input gradient halved",
          (c, g) -> scale(g, 0.5));

  static Stream<String> mistakes() {
    return MISTAKES.keySet().stream().sorted();
  }

  private static Network network(BiConsumer<LayerContext, Matrix> mistake) {
    Dense middle = new Dense(3, CATALOG.create(org.nn4j.api.Activation.class, "tanh"));
    return Network.builder(4)
        .seed(SEED)
        .dense(3, "tanh")
        .layer(new Tampered(middle, mistake))
        .dense(2, "identity")
        .build();
  }

  private static Matrix numbers(int rows, int columns, String purpose) {
    RandomStream random = new RandomStream(SEED, purpose);
    Matrix matrix = Matrix.zeros(Precision.FLOAT64, rows, columns);
    for (int i = 0; i < matrix.size(); i++) {
      matrix.set(i / columns, i % columns, random.nextGaussian());
    }
    return matrix;
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsFoundAndNamed(String name) {
    Network network = network(MISTAKES.get(name));
    GradientReport report = CHECK.check(network, MSE, numbers(5, 4, "x"), numbers(5, 2, "y"), null);
    assertThat(report.passed()).as("%s: %s", name, report).isFalse();
    String layer = name.startsWith("input") ? "layers.0" : "layers.1";
    assertThat(report.worst().variable()).startsWith(layer);
    assertThat(report.kinks()).isZero();
  }

  @Test
  void withoutAMistakeItPasses() {
    GradientReport report =
        CHECK.check(network((c, g) -> {}), MSE, numbers(5, 4, "x"), numbers(5, 2, "y"), null);
    assertThat(report.passed()).as("%s", report).isTrue();
    assertThat(report.maxRelativeError()).isLessThan(1e-8);
  }

  /** Softmax' Jacobian taken for its diagonal, a·(1 − a). */
  private record DiagonalSoftmax() implements org.nn4j.api.Activation {
    @Override
    public String name() {
      return "diagonal_softmax";
    }

    @Override
    public void forward(Matrix z, Matrix a, Kernels kernels) {
      new Softmax().forward(z, a, kernels);
    }

    @Override
    public void backward(Matrix z, Matrix a, Matrix gradient, Kernels kernels) {
      for (int r = 0; r < a.rows(); r++) {
        for (int c = 0; c < a.columns(); c++) {
          gradient.set(r, c, gradient.get(r, c) * a.get(r, c) * (1 - a.get(r, c)));
        }
      }
    }
  }

  @Test
  void aSoftmaxWithAnElementwiseDerivativeIsFound() {
    Network network = Network.builder(4).seed(SEED).dense(3, new DiagonalSoftmax()).build();
    assertThat(CHECK.check(network, MSE, numbers(5, 4, "x"), numbers(5, 3, "y"), null).passed())
        .isFalse();
  }

  /** relu, its derivative scaled. */
  private record WrongRelu(double factor) implements ElementwiseActivation {
    @Override
    public String name() {
      return "wrong_relu";
    }

    @Override
    public double value(double z) {
      return Math.max(z, 0);
    }

    @Override
    public double derivative(double z, double a) {
      return z > 0 ? factor : 0;
    }
  }

  /** With biases of 0 the row of zeros puts every hidden unit on relu's kink. */
  private static GradientReport onKinks(org.nn4j.api.Activation activation) {
    Network network =
        Network.builder(2).seed(SEED).dense(6, activation).dense(1, "identity").build();
    Matrix x =
        Matrix.of(
            new double[] {0, 0}, new double[] {0, 1}, new double[] {1, 0}, new double[] {1, 1});
    Matrix y = Matrix.of(new double[] {1}, new double[] {0}, new double[] {0}, new double[] {1});
    return CHECK.check(network, MSE, x, y, null);
  }

  @Test
  void aKinkPassesAndIsCounted() {
    GradientReport report = onKinks(new Relu());
    assertThat(report.passed()).as("%s", report).isTrue();
    assertThat(report.kinks()).isEqualTo(6);
    assertThat(report.checked()).isEqualTo(2 * 6 + 6 + 6 + 1);
  }

  @Test
  void aKinkDoesNotHideAWrongDerivative() {
    assertThat(onKinks(new WrongRelu(0.9)).passed()).isFalse();
    assertThat(onKinks(new WrongRelu(2)).passed()).isFalse();
    assertThat(onKinks(new WrongRelu(1)).passed()).isTrue();
  }

  /** |x₁| + 3·x₂, its gradient given. */
  private static DifferentiableFunction tent(double first, double beside) {
    return new DifferentiableFunction() {
      @Override
      public int dimension() {
        return 2;
      }

      @Override
      public double value(double[] x) {
        return Math.abs(x[0]) + 3 * x[1];
      }

      @Override
      public void gradient(double[] x, double[] gradient) {
        gradient[0] = x[0] == 0 ? first : beside * Math.signum(x[0]);
        gradient[1] = 3;
      }
    };
  }

  @Test
  void aSubgradientPassesOnAKinkAndNothingElseDoes() {
    double[] kink = {0, 1};
    assertThat(CHECK.check(tent(0, 1), kink).passed()).isTrue();
    assertThat(CHECK.check(tent(0.5, 1), kink).passed()).isTrue();
    assertThat(CHECK.check(tent(-1, 1), kink).kinks()).isEqualTo(1);
    assertThat(CHECK.check(tent(1.1, 1), kink).passed()).as("outside").isFalse();
    assertThat(CHECK.check(tent(Double.NaN, 1), kink).passed()).as("NaN").isFalse();
    assertThat(CHECK.check(tent(0.5, 0.9), kink).passed()).as("wrong beside it").isFalse();
    assertThat(kink).containsExactly(0, 1);
  }

  /** Σ fₖ(xₖ) + offset, the derivatives given. */
  private static DifferentiableFunction sum(
      double offset, DoubleUnaryOperator[] values, DoubleUnaryOperator[] derivatives) {
    return new DifferentiableFunction() {
      @Override
      public int dimension() {
        return values.length;
      }

      @Override
      public double value(double[] x) {
        double sum = offset;
        for (int i = 0; i < x.length; i++) {
          sum += values[i].applyAsDouble(x[i]);
        }
        return sum;
      }

      @Override
      public void gradient(double[] x, double[] gradient) {
        for (int i = 0; i < x.length; i++) {
          gradient[i] = derivatives[i].applyAsDouble(x[i]);
        }
      }
    };
  }

  private static DifferentiableFunction sine(double offset, double factor) {
    return sum(
        offset,
        new DoubleUnaryOperator[] {Math::sin},
        new DoubleUnaryOperator[] {x -> factor * Math.cos(x)});
  }

  @Test
  void aDerivativeSmallBesideTheLossIsStillHeldToTheTolerance() {
    for (double x = -1; x < 1.05; x += 0.1) {
      GradientReport right = CHECK.check(sine(1e7, 1), new double[] {x});
      assertThat(right.passed()).as("x = %s: %s", x, right).isTrue();
      assertThat(right.kinks() + right.unresolved()).as("x = %s", x).isZero();
    }
    GradientReport wrong = CHECK.check(sine(1e7, 1 + 1e-4), new double[] {0.3});
    assertThat(wrong.passed()).as("%s", wrong).isFalse();
    assertThat(wrong.unresolved()).isZero();
    assertThat(wrong.maxRelativeError()).isBetween(0.5e-4, 1.1e-4);
  }

  @Test
  void whatRoundingHidesIsCountedAndIsNoPassByItself() {
    GradientReport hidden = CHECK.check(sine(1e12, 1), new double[] {0.3});
    assertThat(hidden.passed()).as("%s", hidden).isFalse();
    assertThat(hidden.unresolved()).isEqualTo(1);
    assertThat(hidden.kinks()).isZero();
    assertThat(hidden.worst().analytic()).isEqualTo(Math.cos(0.3));

    DoubleUnaryOperator[] values = {Math::sin, x -> 1e7 * x * x};
    DoubleUnaryOperator[] derivatives = {Math::cos, x -> 2e7 * x};
    double[] x = {0.3, 0.7};
    GradientReport beside = CHECK.check(sum(1e12, values, derivatives), x);
    assertThat(beside.passed()).as("%s", beside).isTrue();
    assertThat(beside.unresolved()).isEqualTo(1);
    assertThat(beside.maxRelativeError()).isLessThan(1e-6);

    DoubleUnaryOperator[] wrong = {v -> Math.cos(v) + 10, derivatives[1]};
    GradientReport beyond = CHECK.check(sum(1e12, values, wrong), x);
    assertThat(beyond.passed()).as("off by more than rounding: %s", beyond).isFalse();
  }

  @Test
  void roundingIsTakenForNoKinkAndAKinkIsSeenThroughIt() {
    DoubleUnaryOperator[] square = {v -> v * v};
    DoubleUnaryOperator[] slope = {v -> 2 * v};
    for (double at : new double[] {0, 1e-6, 0.3, -0.7}) {
      GradientReport smooth = CHECK.check(sum(1e9, square, slope), new double[] {at});
      assertThat(smooth.kinks()).as("%s: %s", at, smooth).isZero();
    }
    DoubleUnaryOperator[] kinked = {v -> 1000 * Math.max(v, 0), Math::sin};
    DoubleUnaryOperator[] right = {v -> v > 0 ? 1000 : 0, Math::cos};
    DoubleUnaryOperator[] wrong = {v -> v > 0 ? 900 : 0, Math::cos};
    double[] x = {0, 0.3};
    GradientReport kink = CHECK.check(sum(1e5, kinked, right), x);
    assertThat(kink.passed()).as("%s", kink).isTrue();
    assertThat(kink.kinks()).isEqualTo(1);
    assertThat(CHECK.check(sum(1e5, kinked, wrong), x).passed()).isFalse();
  }

  @Test
  void stepsGrowWithTheVariable() {
    DoubleUnaryOperator[] values = {v -> (v / 1e6 - 3) * (v / 1e6 - 3), Math::sin};
    DoubleUnaryOperator[] derivatives = {v -> 2e-6 * (v / 1e6 - 3), Math::cos};
    double[] x = {2.3e9 + 0.3, 0.3};
    GradientReport report = CHECK.check(sum(0, values, derivatives), x);
    assertThat(report.passed()).as("%s", report).isTrue();
    assertThat(report.unresolved()).isZero();
  }

  /** Targets in the hundred thousands, not scaled: a loss of 2e10. */
  private static GradientReport prices(
      org.nn4j.api.Activation activation, BiConsumer<LayerContext, Matrix> mistake) {
    Dense hidden = new Dense(8, activation);
    Network network =
        Network.builder(4)
            .seed(SEED)
            .layer(new Tampered(hidden, mistake))
            .dense(1, "identity")
            .build();
    Matrix y = numbers(32, 1, "price");
    for (int r = 0; r < 32; r++) {
      y.set(r, 0, 77_000 * y.get(r, 0) + 152_000);
    }
    return CHECK.check(network, MSE, numbers(32, 4, "x"), y, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "sigmoid", "elu", "relu", "softsign", "gelu", "leaky_relu"})
  void unscaledTargetsDoNotFailARightGradientNorHideAWrongOne(String name) {
    org.nn4j.api.Activation activation = CATALOG.create(org.nn4j.api.Activation.class, name);
    GradientReport right = prices(activation, (c, g) -> {});
    assertThat(right.passed()).as("%s, seed %d: %s", name, SEED, right).isTrue();
    assertThat(right.kinks()).as("%s, seed %d", name, SEED).isZero();
    assertThat(right.unresolved()).isLessThan(right.checked() / 4);
    GradientReport wrong =
        prices(activation, (c, g) -> scale(c.parameter("weight").gradient(), 1 + 1e-4));
    assertThat(wrong.passed()).as("%s, seed %d: %s", name, SEED, wrong).isFalse();
    assertThat(wrong.worst().group()).isEqualTo("layers.0.weight");
  }

  @Test
  void nothingButKinksIsNoPass() {
    DifferentiableFunction single =
        new DifferentiableFunction() {
          @Override
          public int dimension() {
            return 1;
          }

          @Override
          public double value(double[] x) {
            return Math.abs(x[0]);
          }

          @Override
          public void gradient(double[] x, double[] gradient) {
            gradient[0] = x[0] < 0 ? -1 : 1;
          }
        };
    assertThat(CHECK.check(single, new double[] {0}).passed()).isFalse();
    assertThat(CHECK.check(single, new double[] {0.5}).passed()).isTrue();
  }

  @Test
  void aFunctionThatIsNotANumberFails() {
    DifferentiableFunction nan =
        new DifferentiableFunction() {
          @Override
          public int dimension() {
            return 1;
          }

          @Override
          public double value(double[] x) {
            return Double.NaN;
          }

          @Override
          public void gradient(double[] x, double[] gradient) {
            gradient[0] = 0;
          }
        };
    GradientReport report = CHECK.check(nan, new double[] {1});
    assertThat(report.passed()).isFalse();
    assertThat(report.maxRelativeError()).isNaN();
  }

  @Test
  void asManyVariablesOfAGroupAsAskedForAreCheckedAndTheSameEveryTime() {
    Network network = network((c, g) -> {});
    GradientCheck some = new GradientCheck(1e-5, 1e-6, 4, 3);
    GradientReport report = some.check(network, MSE, numbers(5, 4, "x"), numbers(5, 2, "y"), null);
    // Six groups, of which three biases have fewer than four members.
    assertThat(report.checked()).isEqualTo(4 + 3 + 4 + 3 + 4 + 2);
    assertThat(some.check(network, MSE, numbers(5, 4, "x"), numbers(5, 2, "y"), null))
        .isEqualTo(report);
  }

  @Test
  void theNetworkIsNotChanged() {
    Network network =
        Network.builder(4).seed(SEED).layer("batch_norm").dropout(0.5).dense(2, "tanh").build();
    String before = network.parameters().sha256();
    CHECK.check(network, MSE, numbers(5, 4, "x"), numbers(5, 2, "y"), null);
    assertThat(network.parameters().sha256()).isEqualTo(before);
  }

  @Test
  void wrongNumbersAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new GradientCheck(0, 1e-6, 0, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CHECK.check(tent(0, 1), new double[3]))
        .withMessage("gradient check: the point has 3 numbers, the function 2");
    assertThatThrownBy(
            () ->
                CHECK.check(
                    network((c, g) -> {}), MSE, numbers(5, 3, "x"), numbers(5, 2, "y"), null))
        .hasMessageContaining("gradient check: the features are 5×3 but the network has 4 inputs");
  }

  /** f(x) = eˣ·y at (0, 2): each difference's error has the order that its formula says. */
  @Test
  void aSweepShowsTruncationAndRounding() {
    DifferentiableFunction f =
        new DifferentiableFunction() {
          @Override
          public int dimension() {
            return 2;
          }

          @Override
          public double value(double[] x) {
            return Math.exp(x[0]) * x[1];
          }

          @Override
          public void gradient(double[] x, double[] gradient) {
            gradient[0] = value(x);
            gradient[1] = Math.exp(x[0]);
          }
        };
    List<StepSweep.Row> rows = StepSweep.run(f, new double[] {0, 2}, 1e-1, 1e-2, 1e-3, 1e-13);
    StepSweep.Row coarse = rows.get(1);
    StepSweep.Row finer = rows.get(2);
    assertThat(coarse.forward() / finer.forward()).as("first order, squared").isBetween(80., 120.);
    assertThat(coarse.backward() / finer.backward()).isBetween(80., 120.);
    assertThat(coarse.central() / finer.central()).as("second order, squared").isBetween(8e3, 12e3);
    assertThat(coarse.central()).isLessThan(coarse.forward() / 1000);
    assertThat(rows.get(3).central()).as("rounding").isGreaterThan(finer.central());
    assertThat(StepSweep.run(f, new double[] {0, 2})).hasSize(10);
  }

  @Test
  void aReportIsALineForPeople() {
    GradientReport.Deviation worst =
        new GradientReport.Deviation("layers.0.weight", "layers.0.weight[3,2]", 0.5, 0.25, 0.5);
    assertThat(new GradientReport(false, 1e-6, 131, 2, 1, List.of(worst)))
        .hasToString(
            "failed: 131 derivatives, 2 on kinks, 1 unresolved; the worst: layers.0.weight[3,2]:"
                + " analytic 0.5000, numeric 0.2500, relative error 0.5000");
    assertThat(new GradientReport(true, 1e-6, 1, 0, 0, List.of()))
        .hasToString("passed: 1 derivative");
  }
}
