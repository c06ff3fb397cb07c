package org.nn4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.Activation;
import org.nn4j.api.Component;
import org.nn4j.api.Initializer;
import org.nn4j.api.Metric;
import org.nn4j.api.Parameters;
import org.nn4j.core.activation.Entmax;
import org.nn4j.core.activation.Tanh;
import org.nn4j.core.metric.D2;

/** What holds of every built-in activation, initializer and metric as a component. */
class BuiltInPartsTest {

  static Stream<Component> parts() {
    return Stream.of(Activation.class, Initializer.class, Metric.class)
        .flatMap(kind -> ServiceLoader.load(kind).stream())
        .map(provider -> (Component) provider.get())
        .filter(part -> part.getClass().getName().startsWith("org.nn4j.core."))
        .sorted(Comparator.comparing(Component::name));
  }

  static Stream<Component> partsWithParameters() {
    return parts().filter(part -> !part.parameters().isEmpty());
  }

  @Test
  void allNamesAreThere() {
    assertThat(parts().map(Component::name))
        .containsExactlyInAnyOrder(
            ("accuracy balanced_accuracy brier celu clamp constant cube d2 data_driven ece elliott elu entmax"
                    + " error_rate explained_variance exponential f1 gaussian gelu gelu_tanh"
                    + " gini glorot_normal glorot_uniform hamming_loss hard_shrink hard_sigmoid hard_swish hard_tanh"
                    + " he_normal he_uniform identity identity kappa label_f1 label_roc_auc leaky_relu lecun_normal"
                    + " mape msle nguyen_widrow lecun_uniform log_loss log_sigmoid log_softmax mae mcc mish mse normal ones ordered"
                    + " orthogonal parametric pinball pr_auc precision prelu r2 rational_tanh recall"
                    + " rectified_tanh relu relu6 rmse rrelu"
                    + " roc_auc selu sigmoid silu sin soft_shrink sparse variance_scaling softmax softmin softplus softsign"
                    + " sparse_plus sparse_sigmoid sparsemax squareplus subset_accuracy symlog tanh"
                    + " tanh_shrink threshold top_k truncated_normal uniform zeros")
                .split(" "));
    assertThat(parts().flatMap(part -> part.aliases().stream()))
        .containsExactlyInAnyOrder("swish", "thresholded_relu");
  }

  @ParameterizedTest
  @MethodSource("parts")
  void describesItselfInOneLine(Component part) {
    assertThat(part.description()).isNotBlank().doesNotContain("\n").hasSizeLessThan(90);
    assertThat(part.description()).isNotEqualTo(part.name());
    assertThat(part.expression()).startsWith(part.name());
  }

  @ParameterizedTest
  @MethodSource("parts")
  void isRebuiltFromItsParameters(Component part) {
    assertThat(part.with(part.parameters())).isEqualTo(part).hasSameHashCodeAs(part);
  }

  @ParameterizedTest
  @MethodSource("partsWithParameters")
  void takesOtherParameters(Component part) {
    Parameters.Entry first = part.parameters().entries().get(0);
    Object changed = other(part, first.value());
    Component result = part.with(Parameters.of(first.name(), changed));
    assertThat(result).isNotEqualTo(part).hasSameClassAs(part);
    assertThat(result.parameters().value(first.name())).isEqualTo(changed);
    assertThat(result.parameters().names()).isEqualTo(part.parameters().names());
  }

  private static Object other(Component part, Object value) {
    if (value instanceof Double number) {
      return part instanceof Entmax || part instanceof D2 ? 1.25 : number == 0.03 ? 0.04 : 0.03;
    }
    if (value instanceof Integer number) {
      return number + 1;
    }
    if (value instanceof Activation) {
      return new Tanh();
    }
    if (value instanceof List<?>) {
      return List.of(0.25, 0.75);
    }
    List<Object> constants = Arrays.asList(value.getClass().getEnumConstants());
    return constants.get(constants.size() - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "leaky_relu, slope, NaN",
    "elu, alpha, -0.1",
    "celu, alpha, 0",
    "prelu, initial, Infinity",
    "glorot_uniform, gain, 0",
    "glorot_normal, gain, -1",
    "orthogonal, gain, NaN",
    "uniform, high, -1",
    "uniform, low, -Infinity",
    "normal, std, -1",
    "truncated_normal, mean, NaN",
    "constant, value, Infinity",
    "soft_shrink, threshold, -1",
    "hard_shrink, threshold, NaN",
    "threshold, value, Infinity",
    "squareplus, b, 0",
    "entmax, alpha, 1",
    "entmax, alpha, 2.5",
    "rrelu, upper, 0",
    "variance_scaling, scale, 0",
    "sparse, sparsity, 1",
    "d2, power, 0.5",
    "top_k, k, 0"
  })
  void rejectsParametersOutOfRange(String name, String parameter, double value) {
    Component part = parts().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    assertThatThrownBy(() -> part.with(Parameters.of(parameter, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(parameter + " must be")
        .hasMessageContaining(name.equals("top_k") ? "0" : String.valueOf(value));
  }
}
