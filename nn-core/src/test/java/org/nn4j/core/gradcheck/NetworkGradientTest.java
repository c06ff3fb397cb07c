package org.nn4j.core.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Activation;
import org.nn4j.api.DensityLoss;
import org.nn4j.api.Kernels;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.core.network.Network;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.Catalog;

/** Back-propagation against central differences for every activation, loss and layer. */
class NetworkGradientTest {
  private static final Catalog CATALOG = Catalog.standard();
  private static final int ROWS = 6;
  private static final int OUTPUTS = 3;
  private static final long SEED = 20;

  static Stream<Arguments> activationsAndLosses() {
    List<Arguments> pairs = new ArrayList<>();
    for (Activation activation : CATALOG.all(Activation.class)) {
      for (Loss loss : CATALOG.all(Loss.class)) {
        pairs.add(arguments(activation.name(), loss.name()));
      }
    }
    assertThat(pairs).hasSizeGreaterThan(200);
    return pairs.stream();
  }

  /** Every activation in the hidden layer and, where the loss' domain allows, in the output. */
  @ParameterizedTest
  @MethodSource("activationsAndLosses")
  void everyActivationWithEveryLoss(String activation, String loss) {
    check(activation, output(loss), loss);
    if (fitsAsOutput(activation, loss)) {
      check(activation, activation, loss);
    }
  }

  private static void check(String hidden, String output, String lossName) {
    Loss loss = CATALOG.create(Loss.class, lossName);
    int width = loss instanceof DensityLoss density ? density.outputsPerTarget() : 1;
    Network network =
        Network.builder(4)
            .precision(Precision.FLOAT64)
            .seed(SEED)
            .dense(5, hidden)
            .dense(OUTPUTS * width, output)
            .build();
    jitter(network);
    GradientReport report =
        new GradientCheck().check(network, loss, features(), targets(loss), weights());
    assertThat(report.passed()).as(hidden + "-" + output + " " + lossName + " " + report).isTrue();
    assertThat(report.checked()).isEqualTo(network.parameters().trainable().size());
    assertThat(report.kinks()).as("kinks in " + report).isLessThan(report.checked() / 4);
  }

  /** An activation whose range is what the loss reads. */
  private static String output(String loss) {
    return switch (loss) {
      case "binary_cross_entropy", "binary_focal", "tversky" -> "sigmoid";
      case "categorical_cross_entropy", "categorical_focal", "kl_divergence" -> "softmax";
      case "nll" -> "log_softmax";
      case "poisson", "msle", "tweedie", "gamma" -> "softplus";
      default -> "identity";
    };
  }

  private static boolean fitsAsOutput(String activation, String loss) {
    return switch (loss) {
      case "binary_cross_entropy",
          "binary_focal",
          "tversky",
          "categorical_cross_entropy",
          "categorical_focal",
          "kl_divergence" ->
          List.of("sigmoid", "softmax", "softmin", "elliott").contains(activation);
      case "nll" -> activation.equals("log_softmax");
      case "poisson", "msle", "tweedie", "gamma" ->
          List.of("sigmoid", "softmax", "softplus", "squareplus", "exponential")
              .contains(activation);
      default -> true;
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dense(units=5, activation=tanh, l1=0.01, l2=0.02)",
        "dense(units=5, activation=tanh, use_bias=false)",
        "sequential([dense(5, tanh, use_bias=false), dense(5, prelu, use_bias=false)])",
        "activation(function=silu)",
        "activation(function=prelu)",
        "dense(5, prelu)",
        "dropout(rate=0.3)",
        "alpha_dropout(rate=0.3)",
        "batch_norm",
        "layer_norm",
        "scale",
        "rms_norm",
        "gaussian_noise",
        "dropconnect(dense(5, tanh), 0.3)",
        "dropconnect(dense(5, prelu, use_bias=false), 0.3)",
        "glu",
        "glu(prelu(shared=false))",
        "glu(identity)",
        "geglu",
        "swiglu",
        "maxout",
        "maxout(pieces=4)",
        "activation(rrelu)",
        "dense(5, parametric(mish), ntk=true)",
        "activation(parametric(selu))",
        "activation(parametric(tanh))",
        "pbld(frequencies=3)",
        "pbld(columns=2, frequencies=9, size=3, sigma=1)",
        "piecewise_linear(bins=5, size=2)",
        "piecewise_linear(columns=2, bins=1, size=1)",
        "embedding(categories=[3, 5], size=2)",
        "ensemble([dense(3, tanh), sequential([dense(6, silu), dense(3)])], [0.3, -1.5])",
        "ensemble([sequential, dropout(0.5), activation(tanh)])",
        "sequential([dense(7, tanh), layer_norm, dense(5, gelu)])",
        "residual([dense(4, tanh), dense(4, identity)])",
        "residual([])",
        "concat([dense(3, tanh), sequential, dense(2, sigmoid)])",
        "concat([residual([batch_norm, dense(4, selu)]), dropout(0.5)])"
      })
  void everyLayerInTheMiddleAndFirst(String layer) {
    Network network =
        Network.builder(4)
            .precision(Precision.FLOAT64)
            .seed(SEED)
            .layer(layer)
            .dense(4, "tanh")
            .layer(layer)
            .dense(OUTPUTS, "softmax")
            .build();
    jitter(network);
    Loss loss = CATALOG.create(Loss.class, "categorical_cross_entropy");
    GradientReport report =
        new GradientCheck().check(network, loss, features(), targets(loss), weights());
    assertThat(report.passed()).as(layer + " " + report).isTrue();
  }

  @Test
  void logProbabilitiesWithNllHaveTheGradientOfSoftmaxWithCrossEntropy() {
    double[] expected = gradient("softmax", "categorical_cross_entropy");
    assertThat(gradient("log_softmax", "nll")).containsExactly(expected, within(1e-15));
    assertThat(Arrays.stream(expected).map(Math::abs).max().orElse(0)).isGreaterThan(0.1);
  }

  private static double[] gradient(String output, String lossName) {
    Network network =
        Network.builder(4)
            .precision(Precision.FLOAT64)
            .seed(SEED)
            .dense(5, "tanh")
            .dense(OUTPUTS, output)
            .build();
    Loss loss = CATALOG.create(Loss.class, lossName);
    NetworkFunction f = new NetworkFunction(network, loss, features(), targets(loss), weights());
    double[] gradient = new double[f.dimension()];
    f.gradient(f.parameters(), gradient);
    return gradient;
  }

  @Test
  void aWrongDerivativeIsFoundAndNamed() {
    Network network =
        Network.builder(4)
            .seed(SEED)
            .dense(3, new SignFlipped())
            .dense(OUTPUTS, "identity")
            .build();
    Loss loss = CATALOG.create(Loss.class, "mse");
    GradientReport report =
        new GradientCheck().check(network, loss, features(), targets(loss), null);
    assertThat(report.passed()).isFalse();
    assertThat(report.maxRelativeError()).isGreaterThan(1);
    assertThat(report.worst().group()).startsWith("layers.0");
  }

  /** tanh with the sign of its derivative flipped. */
  private record SignFlipped() implements Activation {
    @Override
    public String name() {
      return "sign_flipped";
    }

    @Override
    public void forward(Matrix z, Matrix a, Kernels kernels) {
      kernels.apply(org.nn4j.api.ElementwiseFunction.TANH, 0, z, a);
    }

    @Override
    public void backward(Matrix z, Matrix a, Matrix gradient, Kernels kernels) {
      kernels.applyGradient(org.nn4j.api.ElementwiseFunction.TANH, 0, z, a, gradient);
      for (int r = 0; r < gradient.rows(); r++) {
        for (int c = 0; c < gradient.columns(); c++) {
          gradient.set(r, c, -gradient.get(r, c));
        }
      }
    }
  }

  /** Moves all parameters off symmetric points such as zero biases. */
  private static void jitter(Network network) {
    RandomStream random = new RandomStream(SEED, "jitter");
    Matrix all = network.parameters().trainable();
    for (int i = 0; i < all.columns(); i++) {
      all.set(0, i, all.get(0, i) + 0.1 * random.nextGaussian());
    }
  }

  private static Matrix features() {
    RandomStream random = new RandomStream(SEED, "features");
    Matrix x = Matrix.zeros(Precision.FLOAT64, ROWS, 4);
    for (int i = 0; i < x.size(); i++) {
      x.set(i / 4, i % 4, random.nextGaussian());
    }
    return x;
  }

  private static Matrix weights() {
    return Matrix.of(
        new double[] {1},
        new double[] {2},
        new double[] {0.5},
        new double[] {0},
        new double[] {1},
        new double[] {3});
  }

  private static Matrix targets(Loss loss) {
    RandomStream random = new RandomStream(SEED, "targets");
    Matrix y = Matrix.zeros(Precision.FLOAT64, ROWS, OUTPUTS);
    TargetKind kind = loss.targetKind();
    for (int r = 0; r < ROWS; r++) {
      int chosen = random.nextInt(OUTPUTS);
      for (int c = 0; c < OUTPUTS; c++) {
        double value =
            switch (kind) {
              case REAL -> random.nextGaussian();
              case COUNT -> random.nextInt(5) + (loss.name().equals("poisson") ? 0 : 1);
              case PROBABILITY -> random.nextInt(2);
              case DISTRIBUTION -> c == chosen ? 1 : 0;
              case SIGN -> 2 * random.nextInt(2) - 1;
            };
        y.set(r, c, value);
      }
    }
    return y;
  }

  @Test
  void reportsTheWorstOfEveryParameter() {
    Network network =
        Network.builder(4).seed(SEED).dense(5, "tanh").dense(OUTPUTS, "identity").build();
    Loss loss = CATALOG.create(Loss.class, "mse");
    GradientReport report =
        new GradientCheck().check(network, loss, features(), targets(loss), null);
    assertThat(report.groups())
        .extracting(GradientReport.Deviation::group)
        .containsExactly("layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias");
    assertThat(Optional.of(report.worst())).isPresent();
  }
}
