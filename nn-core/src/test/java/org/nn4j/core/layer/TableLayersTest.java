package org.nn4j.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nn4j.api.Layer;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.activation.Identity;
import org.nn4j.core.gradcheck.GradientCheck;
import org.nn4j.core.gradcheck.GradientReport;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.objective.Objective;

/** The layers for tables; their numbers are those of {@code golden/differential/tables.json}. */
class TableLayersTest {
  private static final Catalog CATALOG = Catalog.standard();

  private static Layer read(String expression) {
    return CATALOG.create(Layer.class, expression);
  }

  private static ParameterSpec spec(String layer, int width, String name) {
    return read(layer).declare(width).stream()
        .filter(spec -> spec.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "scale, 4, weight, 6, 0",
    "scale(rate=2), 4, weight, 2, 0",
    "'dense(3, parametric)', 4, activation.alpha, 0.1, 0",
    "'dense(3, parametric)', 4, weight, 1, 1",
    "'dense(3, ntk=true)', 16, weight, 0.25, 4",
    "'dense(3, ntk=true)', 16, bias, 1, 1",
    "'sequential([dense(3), dense(3, ntk=true)])', 4, 1.weight, 0.5773502691896258,"
        + " 1.7320508075688772",
    "pbld, 4, frequency, 0.1, 0",
    "pbld, 4, phase, 0.1, 0",
    "pbld(rate=0.5), 4, weight, 0.5, 0",
    "piecewise_linear, 4, weight, 1, 1",
    "embedding([3]), 4, 0.weight, 1, 0"
  })
  void parametersLearnAtRatesOfTheirOwn(
      String layer, int width, String parameter, double rate, double decay) {
    ParameterSpec spec = spec(layer, width, parameter);
    assertThat(spec.rateFactor()).isEqualTo(rate);
    assertThat(spec.decayFactor()).isCloseTo(decay, within(1e-15));
  }

  @ParameterizedTest
  @CsvSource({
    "scale, 5, 5",
    "pbld, 5, 20",
    "'pbld(columns=2, size=3)', 5, 9",
    "piecewise_linear, 5, 40",
    "'piecewise_linear(columns=2, size=1)', 5, 5",
    "'embedding([3, 4], 8)', 5, 19",
    "'embedding([3, 4], 8)', 2, 16",
    "'ensemble([dense(3), sequential([dense(9), dense(3)])])', 5, 3"
  })
  void widths(String layer, int inputs, int outputs) {
    assertThat(read(layer).outputWidth(inputs)).isEqualTo(outputs);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pbld(columns=6) | pbld: the first 6 columns are to be embedded, but the input has 5; give"
            + " at most that many, or 0 for all",
        "piecewise_linear(columns=6) | piecewise_linear: the first 6 columns are to be embedded,"
            + " but the input has 5; give at most that many, or 0 for all",
        "pbld(size=2000000000) | pbld: its output has 10000000000 columns; one array holds at most"
            + " 2147483647",
        "embedding([1, 1, 1, 1, 1, 1]) | embedding: the last 6 columns are categories, but the"
            + " input has 5; give as many numbers of categories as there are such columns",
        "ensemble([dense(3), dense(4)]) | ensemble: member 0 has 3 outputs but member 1 has 4;"
            + " outputs are averaged, so the widths must be equal"
      })
  void widthsThatDoNotFit(String layer, String message) {
    Layer made = read(layer);
    assertThatThrownBy(() -> made.outputWidth(5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scale(rate=-1) | rate must be a finite number ≥ 0 but is -1.0",
        "dense(3, parametric(softmax)) | activation must be element-wise and without trained"
            + " parameters but is 'softmax'",
        "dense(3, parametric(prelu)) | activation must be element-wise and without trained"
            + " parameters but is 'prelu(initial=0.25, shared=true)'",
        "pbld(size=1) | size must be at least 2 but is 1",
        "pbld(sigma=0) | sigma must be a finite number > 0 but is 0.0",
        "piecewise_linear(bins=0) | bins must be at least 1 but is 0",
        "embedding([3, 0]) | categories[1] must be at least 1 but is 0",
        "ensemble([]) | members must hold at least one layer but is empty",
        "ensemble([dense(3), dense(3)], [1]) | weights must hold a number for each of the 2"
            + " members, or none, but holds 1"
      })
  void parametersOutOfRange(String layer, String message) {
    assertThatThrownBy(() -> read(layer))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void expressionsTellOfNtkOnlyWhereItIsSo() {
    Dense dense = new Dense(3, new Identity());
    assertThat(dense.expression()).doesNotContain("ntk");
    assertThat(read(dense.expression())).isEqualTo(dense);
    Dense ntk = dense.withNtk(true);
    assertThat(ntk.expression()).endsWith("max_norm=0.0, ntk=true)");
    assertThat(read(ntk.expression())).isEqualTo(ntk);
    for (String text :
        List.of(
            "embedding(categories=[3, 40], size=2)",
            "ensemble(members=[sequential(layers=[scale(rate=6.0)])], weights=[])")) {
      assertThat(read(text).expression()).isEqualTo(text);
    }
  }

  private static Matrix codes(Precision precision) {
    return Matrix.of(
        precision,
        new double[] {1.5, 1, 2},
        new double[] {-2, 3, 0},
        new double[] {0, 4, -1}, // beyond the three categories; no code
        new double[] {7, 2.5, Double.NaN},
        new double[] {9, Double.POSITIVE_INFINITY, 1});
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoCodeIsUnknown(Precision precision) {
    Bench bench = new Bench("embedding(categories=[3, 2], size=2)", precision, 5, 3, true);
    Matrix output = bench.layer.forward(codes(precision), false);
    int[][] rows = {{1, 2}, {3, 0}, {0, 0}, {0, 0}, {0, 1}};
    for (int r = 0; r < rows.length; r++) {
      assertThat(output.get(r, 0)).isEqualTo(codes(precision).get(r, 0));
      for (int j = 0; j < 2; j++) {
        assertThat(output.get(r, 1 + j)).isEqualTo(bench.value("0.weight").get(rows[r][0], j));
        assertThat(output.get(r, 3 + j)).isEqualTo(bench.value("1.weight").get(rows[r][1], j));
      }
    }
    Matrix back = bench.layer.backward(Bench.batch(precision, 5, 5, "g"));
    Matrix g = Bench.batch(precision, 5, 5, "g");
    for (int r = 0; r < 5; r++) {
      assertThat(back.toRows()[r]).containsExactly(g.get(r, 0), 0, 0);
    }
    double unknown = 0;
    for (int r = 2; r < 5; r++) {
      unknown = precision.round(unknown + g.get(r, 1));
    }
    assertThat(bench.gradient("0.weight").get(0, 0)).isEqualTo(unknown);
    assertThat(bench.gradient("0.weight").toRows()[2]).containsExactly(0, 0);
  }

  @Test
  void gradientsOfTablesOfCodesAreThoseOfDifferences() {
    Network network =
        Network.builder(3)
            .precision(Precision.FLOAT64)
            .layer("embedding(categories=[3, 2], size=2)")
            .layer("pbld(columns=1, frequencies=3)")
            .dense(4, "parametric(mish)")
            .dense(2)
            .seed(3)
            .build();
    Matrix x = Matrix.zeros(Precision.FLOAT64, 3, 3);
    for (int r = 0; r < 3; r++) {
      x.copyRow(r, codes(Precision.FLOAT64), r);
    }
    GradientReport report =
        new GradientCheck()
            .check(
                network,
                CATALOG.create(Loss.class, "mse"),
                x,
                Bench.batch(Precision.FLOAT64, 3, 2, "y"),
                null);
    assertThat(report.passed()).as("%s", report).isTrue();
    assertThat(report.checked()).isEqualTo(network.parameters().trainable().size());
  }

  @ParameterizedTest
  @EnumSource
  void wavesAreThoseOfTheFormula(Precision precision) {
    Bench bench = new Bench("pbld(columns=1, frequencies=2, size=2)", precision, 3, 2, false);
    bench.value("frequency").copyFrom(Matrix.of(new double[] {0.25, 1}));
    bench.value("phase").copyFrom(Matrix.of(new double[] {0, Math.PI / 2}));
    bench.value("weight").copyFrom(Matrix.of(new double[] {2}, new double[] {3}));
    bench.value("bias").copyFrom(Matrix.of(new double[] {0.5}));
    Matrix output =
        bench.layer.forward(
            Matrix.of(precision, new double[] {0, 7}, new double[] {2, 8}, new double[] {0.25, 9}),
            false);
    double[][] expected = {
      {2.5, 0, 7}, {-1.5, 2, 8}, {0.5 + 2 * Math.cos(Math.PI / 8) - 3, 0.25, 9}
    };
    for (int r = 0; r < 3; r++) {
      for (int c = 0; c < 3; c++) {
        assertThat(output.get(r, c)).isCloseTo(expected[r][c], offset(1e-6));
      }
    }
  }

  @Test
  void boundsOfBinsAreQuantilesOfTheSample() {
    Bench bench =
        new Bench("piecewise_linear(columns=2, bins=4, size=1)", Precision.FLOAT64, 9, 3, false);
    assertThat(bench.value("bounds").toRows()[0]).containsExactly(-2, -1, 0, 1, 2);
    double[] first = {3, 1, 2, 5, 4};
    double[] second = {0, 0, 9, 0, 0};
    Matrix sample = Matrix.zeros(Precision.FLOAT64, 5, 3);
    for (int r = 0; r < 5; r++) {
      sample.set(r, 0, first[r]);
      sample.set(r, 1, second[r]);
    }
    bench.layer.adapt(sample);
    assertThat(bench.value("bounds").toRows()[0]).containsExactly(1, 2, 3, 4, 5);
    assertThat(bench.value("bounds").toRows()[1]).containsExactly(0, 0, 0, 0, 9);
    bench.value("bias").fill(0);
    bench
        .value("weight")
        .copyFrom(
            Matrix.column(1, 10, 100, 1000, 5, 5, 5, 2)); // bins without width count for nothing
    Matrix output =
        bench.layer.forward(
            Matrix.of(new double[] {2.5, 4.5, 1}, new double[] {0, -9, 1}, new double[] {6, 18, 1}),
            false);
    assertThat(output.toRows())
        .isDeepEqualTo(new double[][] {{6, 1, 1}, {-1, -2, 1}, {2111, 4, 1}});
  }

  @Test
  void aSampleOfOneValueGivesNoBin() {
    Bench bench = new Bench("piecewise_linear(bins=3, size=2)", Precision.FLOAT32, 2, 1, true);
    Matrix sample = Matrix.of(Precision.FLOAT32, new double[] {4}, new double[] {4});
    bench.layer.adapt(sample);
    Matrix output = bench.layer.forward(sample, true);
    assertThat(output.toRows()[0]).containsExactly(bench.value("bias").toRows()[0]);
    assertThat(bench.layer.backward(Bench.batch(Precision.FLOAT32, 2, 2, "g")).toRows())
        .isDeepEqualTo(new double[][] {{0}, {0}});
    assertThat(bench.gradient("weight").toRows())
        .isDeepEqualTo(new double[][] {{0, 0}, {0, 0}, {0, 0}});
  }

  private static Network ensemble(String weights, String activation) {
    return Network.builder(4)
        .precision(Precision.FLOAT64)
        .layer(
            "ensemble([sequential([dense(5, tanh), dense(3)]), dense(3), sequential([dense(3)])]"
                + weights
                + ")")
        .layer("activation(" + activation + ")")
        .seed(5)
        .build();
  }

  @Test
  void anEnsembleAveragesItsMembers() {
    Network network = ensemble("", "identity");
    Matrix x = Bench.batch(Precision.FLOAT64, 300, 4, "x");
    double[][] all = network.predict(x).toRows();
    double[][] first = ensemble(", weights=[1, 0, 0]", "identity").predict(x).toRows();
    double[][] second = ensemble(", weights=[0, 1, 0]", "identity").predict(x).toRows();
    double[][] third = ensemble(", weights=[0, 0, 1]", "identity").predict(x).toRows();
    for (int r = 0; r < all.length; r++) {
      for (int c = 0; c < 3; c++) {
        assertThat(all[r][c])
            .isCloseTo((first[r][c] + second[r][c] + third[r][c]) / 3, within(1e-14));
      }
    }
    assertThat(network).hasToString("4 → ensemble 3 → activation 3, 73 parameters, float64");
  }

  @Test
  void lossesFuseWithTheActivationBehindAnEnsemble() {
    for (String[] pair :
        new String[][] {
          {"softmax", "categorical_cross_entropy"}, {"sigmoid", "binary_cross_entropy"}
        }) {
      Network network = ensemble("", pair[0]);
      Objective objective = new Objective(network, CATALOG.create(Loss.class, pair[1]), 6);
      assertThat(objective.fused()).as(pair[0]).isTrue();
      Matrix y = Matrix.zeros(Precision.FLOAT64, 6, 3);
      for (int r = 0; r < 6; r++) {
        y.set(r, r % 3, 1);
      }
      Matrix x = Bench.batch(Precision.FLOAT64, 6, 4, "x");
      GradientReport report =
          new GradientCheck().check(network, CATALOG.create(Loss.class, pair[1]), x, y, null);
      assertThat(report.passed()).as("%s", report).isTrue();
    }
  }

  @Test
  void aMixAtZeroIsTheIdentity() {
    Bench bench = new Bench("activation(parametric(mish))", Precision.FLOAT32, 6, 4, true);
    Matrix x = Bench.batch(Precision.FLOAT32, 6, 4, "x");
    bench.value("activation.alpha").fill(0);
    assertThat(bench.layer.forward(x, true).toRows()).isDeepEqualTo(x.toRows());
    bench.value("activation.alpha").fill(1);
    Bench mish = new Bench("activation(mish)", Precision.FLOAT32, 6, 4, true);
    assertThat(bench.layer.forward(x, true).toRows())
        .isDeepEqualTo(mish.layer.forward(x, true).toRows());
  }
}
