package org.nn4j.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Layer;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.activation.Identity;
import org.nn4j.core.activation.Tanh;
import org.nn4j.core.registry.Catalog;

/** What every layer promises, composites around troublesome children above all. */
class LayerContractTest {
  private static final int ROWS = 6;
  private static final int WIDTH = 4;

  static Stream<String> layers() {
    return Stream.of(
        "dense(units=3, activation=tanh)",
        "dense(units=4, activation=identity)",
        "dense(5, prelu)",
        "dense(units=4, activation=relu, use_bias=false)",
        "activation(function=identity)",
        "activation(function=softmax)",
        "activation(prelu(shared=false))",
        "dropout(rate=0.3)",
        "alpha_dropout(rate=0.3)",
        "batch_norm",
        "layer_norm",
        "scale",
        "rms_norm",
        "gaussian_noise",
        "dropconnect(dense(4, tanh), 0.3)",
        "glu",
        "glu(prelu(shared=false))",
        "geglu",
        "swiglu",
        "maxout",
        "activation(rrelu)",
        "dense(5, rrelu)",
        "dense(5, parametric(mish), ntk=true)",
        "activation(parametric(tanh))",
        "pbld",
        "pbld(columns=3, frequencies=5, size=3)",
        "piecewise_linear",
        "piecewise_linear(columns=3, bins=3, size=2)",
        "embedding(categories=[3], size=2)",
        "ensemble",
        "ensemble([dropout(0.5), sequential, batch_norm], weights=[1, 2, -0.5])",
        "ensemble([dense(3, tanh), sequential([dense(6, silu), dense(3)])])",
        "sequential",
        "sequential([dropout(0.4), activation(tanh), dense(3, relu), batch_norm])",
        "residual",
        "residual([activation(identity)])",
        "residual([dropout(0.5)])",
        "residual([batch_norm, dropout(0.2), dense(4, silu)])",
        "residual([residual([dropout(0.3)]), layer_norm])",
        "concat",
        "concat([dropout(0.5), sequential, activation(tanh), batch_norm])",
        "concat([sequential([dropout(0.5), dense(2, tanh)]), residual([concat([layer_norm])])])");
  }

  static Stream<Layer> kinds() {
    return Catalog.standard().all(Layer.class).stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindIsAmongTheLayersTested(Layer kind) {
    assertThat(layers()).anyMatch(expression -> expression.startsWith(kind.name()));
  }

  private static Bench bench(String layer, Precision precision, boolean needsGradient) {
    return new Bench(layer, precision, ROWS, WIDTH, needsGradient);
  }

  private static Matrix x(Precision precision, int rows) {
    return Bench.batch(precision, rows, WIDTH, "x");
  }

  private static Matrix g(Matrix output) {
    return Bench.batch(output.precision(), output.rows(), output.columns(), "g");
  }

  private static Map<String, double[][]> gradients(Bench bench) {
    Map<String, double[][]> gradients = new TreeMap<>();
    bench.parameters.forEach(
        (name, parameter) -> {
          if (parameter.spec().trainable()) {
            gradients.put(name, parameter.gradient().toRows());
          }
        });
    return gradients;
  }

  private static void assertSame(Map<String, double[][]> actual, Map<String, double[][]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, rows) -> assertThat(actual.get(name)).as(name).isDeepEqualTo(rows));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void parameterGradientsAreTheSameWhetherOrNotTheInputGradientIsAskedFor(String layer) {
    for (Precision precision : Precision.values()) {
      Bench first = bench(layer, precision, false);
      Bench inner = bench(layer, precision, true);
      Matrix output = first.layer.forward(x(precision, ROWS), true);
      inner.layer.forward(x(precision, ROWS), true);
      first.layer.backward(g(output));
      Matrix inputGradient = inner.layer.backward(g(output));
      assertSame(gradients(first), gradients(inner));
      assertThat(inputGradient.shape()).isEqualTo(ROWS + "×" + WIDTH);
      for (double[] row : inputGradient.toRows()) {
        assertThat(row).doesNotContain(Double.NaN);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void neitherPassChangesTheInput(String layer) {
    Bench bench = bench(layer, Precision.FLOAT64, true);
    Matrix x = x(Precision.FLOAT64, ROWS);
    bench.layer.forward(x, false);
    bench.layer.backward(g(bench.layer.forward(x, true)));
    assertThat(x.toRows()).isDeepEqualTo(x(Precision.FLOAT64, ROWS).toRows());
  }

  /** The short last batch of an epoch, a single row, and back to full batches. */
  @ParameterizedTest
  @MethodSource("layers")
  void memoryOfEarlierBatchesDoesNotShineThrough(String layer) {
    if (layer.matches(".*(dropout|dropconnect|noise|rrelu).*")) {
      return; // Its masks go on from batch to batch.
    }
    Bench used = bench(layer, Precision.FLOAT32, true);
    for (int rows : new int[] {ROWS, 4, ROWS, 1, 4, ROWS}) {
      Bench fresh = new Bench(layer, Precision.FLOAT32, rows, WIDTH, true);
      Matrix x = x(Precision.FLOAT32, rows);
      Matrix output = used.layer.forward(x, true);
      assertThat(output.toRows()).isDeepEqualTo(fresh.layer.forward(x, true).toRows());
      assertThat(used.layer.backward(g(output)).toRows())
          .isDeepEqualTo(fresh.layer.backward(g(output)).toRows());
      assertSame(gradients(used), gradients(fresh));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aResidualAddsItsInput(Precision precision) {
    Bench residual = bench("residual([dense(4, tanh)])", precision, true);
    Bench dense = bench("dense(4, tanh)", precision, true);
    dense.value("weight").copyFrom(residual.value("0.weight"));
    Matrix x = x(precision, ROWS);
    Matrix output = residual.layer.forward(x, true);
    Matrix inner = dense.layer.forward(x, true);
    Matrix g = g(output);
    Matrix through = residual.layer.backward(g(output));
    Matrix throughDense = dense.layer.backward(g(output));
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < WIDTH; c++) {
        assertThat(output.get(r, c)).isEqualTo(precision.round(x.get(r, c) + inner.get(r, c)));
        assertThat(through.get(r, c))
            .isEqualTo(precision.round(g.get(r, c) + throughDense.get(r, c)));
      }
    }
    assertThat(residual.gradient("0.weight").toRows())
        .isDeepEqualTo(dense.gradient("weight").toRows());
  }

  @ParameterizedTest
  @EnumSource
  void aResidualAroundNothingDoubles(Precision precision) {
    for (String nothing : List.of("residual", "residual([activation(identity), sequential])")) {
      Bench bench = bench(nothing, precision, true);
      Matrix x = x(precision, ROWS);
      Matrix output = bench.layer.forward(x, true);
      Matrix g = g(output);
      Matrix back = bench.layer.backward(g(output));
      for (int r = 0; r < ROWS; r++) {
        for (int c = 0; c < WIDTH; c++) {
          assertThat(output.get(r, c)).isEqualTo(2 * x.get(r, c));
          assertThat(back.get(r, c)).isEqualTo(2 * g.get(r, c));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aConcatStandsItsBranchesSideBySideAndAddsTheirGradients(Precision precision) {
    Bench concat = bench("concat([activation(tanh), sequential, dense(2, relu)])", precision, true);
    Bench tanh = bench("activation(tanh)", precision, true);
    Bench dense = bench("dense(2, relu)", precision, true);
    dense.value("weight").copyFrom(concat.value("2.weight"));
    Matrix x = x(precision, ROWS);
    Matrix output = concat.layer.forward(x, true);
    assertThat(output.shape()).isEqualTo(ROWS + "×10");
    assertThat(output.columns(0, 4).toRows()).isDeepEqualTo(tanh.layer.forward(x, true).toRows());
    assertThat(output.columns(4, 8).toRows()).isDeepEqualTo(x.toRows());
    assertThat(output.columns(8, 10).toRows()).isDeepEqualTo(dense.layer.forward(x, true).toRows());
    Matrix g = g(output);
    Matrix back = concat.layer.backward(g(output));
    Matrix a = tanh.layer.backward(copy(g.columns(0, 4)));
    Matrix c = dense.layer.backward(copy(g.columns(8, 10)));
    for (int r = 0; r < ROWS; r++) {
      for (int k = 0; k < WIDTH; k++) {
        double two = precision.round(a.get(r, k) + g.get(r, 4 + k));
        assertThat(back.get(r, k)).isEqualTo(precision.round(two + c.get(r, k)));
      }
    }
  }

  private static Matrix copy(Matrix matrix) {
    Matrix copy = Matrix.zeros(matrix.precision(), matrix.rows(), matrix.columns());
    copy.copyFrom(matrix);
    return copy;
  }

  @Test
  void nestedParametersAreNamedByTheirPath() {
    Layer layer = Bench.create("concat([residual([batch_norm, dense(4, prelu)]), dropout(0.5)])");
    assertThat(layer.declare(WIDTH))
        .extracting(spec -> spec.name())
        .containsExactly(
            "0.0.weight",
            "0.0.bias",
            "0.0.running_mean",
            "0.0.running_var",
            "0.1.weight",
            "0.1.bias",
            "0.1.activation.slope");
  }

  @Test
  void aChainOffersTheLinkOfItsLastLayer() {
    BoundLayer nested =
        new Bench("sequential([sequential([dense(3, softmax)])])", Precision.FLOAT64, 2, 4, true)
            .layer;
    assertThat(nested.linkedOutput()).isNotNull();
    assertThat(new Bench("sequential", Precision.FLOAT64, 2, 4, true).layer.linkedOutput())
        .isNull();
  }

  @Test
  void widthsThatDoNotFitAreRefused() {
    Concat wide =
        new Concat(
            List.of(new Dense(2_000_000_000, new Tanh()), new Dense(1_000_000_000, new Tanh())));
    assertThatThrownBy(() -> wide.outputWidth(1))
        .hasMessage(
            "concat: its branches have 3000000000 columns; one array holds at most"
                + " 2147483647");
    assertThatThrownBy(() -> new Dense(3, new Identity()).outputWidth(0))
        .hasMessage("dense: the input width must be at least 1 but is 0");
    assertThatThrownBy(() -> new Concat(List.of())).hasMessageContaining("at least one layer");
  }
}
