package org.nn4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Activation;
import org.nn4j.api.Layer;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.activation.Gelu;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Provenance;
import org.nn4j.core.network.Network;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.Catalog;
import org.nn4j.onnx.file.OnnxFile;
import org.nn4j.onnx.file.Tensor;
import org.nn4j.onnx.run.Interpreter;

/** Networks of all built-in parts by nn4j, by ONNX Runtime and by nn4j's interpreter. */
@Tag("once")
class NetworksTest {
  private static final int NETWORKS = 500;
  private static final Loss LOSS = Catalog.standard().create(Loss.class, "mse");

  @ParameterizedTest
  @EnumSource
  void networksOfAllPartsComputeTheSameElsewhere(Precision precision) {
    Set<String> seen = new HashSet<>();
    for (int seed = 0; seed < NETWORKS; seed++) {
      Network network = new RandomNetworks(seed).next(precision);
      String text = network.layers().stream().map(Layer::expression).toList().toString();
      OnnxFile file;
      try {
        file = Exporter.file(new Model(network, LOSS, null, Provenance.NONE));
      } catch (InputException e) {
        assertThat(precision).as(text).isEqualTo(Precision.FLOAT64);
        assertThat(text).containsPattern("geg?lu");
        assertThat(e).hasMessageContaining("ONNX Runtime has the operator Erf in float32 alone");
        continue;
      }
      seen.add(text);
      try (OnnxRuntime runtime = new OnnxRuntime(file.toBytes())) {
        for (int rows : new int[] {1, 2, seed % 50 == 0 ? 1000 : 20}) {
          Case one = new Case(network, rows, seed);
          one.requireSame(runtime.run(one.given()), "ONNX Runtime");
          one.requireSame(Interpreter.run(file.graph(), one.given()), "the interpreter");
        }
      }
    }
    assertThat(seen).hasSizeGreaterThan(NETWORKS * 2 / 3);
    for (Activation activation : Catalog.standard().all(Activation.class)) {
      if (precision == Precision.FLOAT32 || !(activation instanceof Gelu)) {
        assertThat(seen).anyMatch(text -> text.contains(activation.name()));
      }
    }
    for (Layer layer : Catalog.standard().all(Layer.class)) {
      if (precision == Precision.FLOAT32 || !layer.name().equals("geglu")) {
        assertThat(seen).anyMatch(text -> text.matches(".*\\b" + layer.name() + "\\b.*"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "z",
        "2*z - 3",
        "relu(z)",
        "max(z, 0.01*z)",
        "clamp(z, 0, 6)",
        "clamp(z, -1, 1)",
        "abs(z)",
        "z^2",
        "z^3",
        "relu(z)^2",
        "sigmoid(z)",
        "1/(1 + e^-z)",
        "tanh(z)",
        "1.7159*tanh(0.6667*z)",
        "softplus(z)",
        "log(1 + exp(z))",
        "-log(sigmoid(-z))",
        "z*sigmoid(z)",
        "z*sigmoid(1.702*z)",
        "z*normal_cdf(z)",
        "z*(1 + erf(z/sqrt(2)))/2",
        "z*tanh(z)",
        "z - tanh(z)",
        "z/(1 + abs(z))",
        "where(z > 0, z, exp(z) - 1)",
        "relu(z) + expm1(min(z, 0))",
        "1.0507*where(z > 0, z, 1.6733*expm1(z))",
        "z*clamp(z + 3, 0, 6)/6",
        "exp(-z^2)",
        "z*exp(-z^2)",
        "sin(z)",
        "z + sin(z)^2",
        "cos(z)",
        "(sqrt(z^2 + 1) - 1)/2 + z",
        "z/sqrt(1 + z^2)",
        "sign(z)*log1p(abs(z))",
        "log(z^2 + 1)",
        "erf(z)",
        "2^z",
        "where(z <= -1, -1, where(z < 1, z, 1))",
        "softplus(z) - log(2)"
      })
  void formulasComputeTheSameElsewhere(String formula) {
    for (Precision precision : Precision.values()) {
      if (precision == Precision.FLOAT64 && formula.matches(".*(erf|normal_cdf|sin|cos).*")) {
        continue; // ONNX Runtime has these in float32 alone
      }
      Network network =
          Network.builder(4)
              .precision(precision)
              .seed(formula.hashCode())
              .dense(16, "formula(\"" + formula + "\")")
              .dense(3, "identity")
              .build();
      OnnxFile file = Exporter.file(new Model(network, LOSS, null, Provenance.NONE));
      try (OnnxRuntime runtime = new OnnxRuntime(file.toBytes())) {
        for (int rows : new int[] {1, 100}) {
          Case one = new Case(network, rows, rows);
          one.requireSame(runtime.run(one.given()), "ONNX Runtime");
          one.requireSame(Interpreter.run(file.graph(), one.given()), "the interpreter");
        }
      }
    }
  }

  /** Rows and what a network makes of them. */
  private static final class Case {
    private final Matrix x;
    private final Matrix wanted;
    private final double tolerance;
    private final String name;

    Case(Network network, int rows, long seed) {
      x = Matrix.zeros(network.precision(), rows, network.inputWidth());
      RandomStream random = new RandomStream(seed, "rows");
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < x.columns(); c++) {
          x.set(r, c, random.nextInt(3) == 0 ? random.nextInt(4) : random.nextGaussian());
        }
      }
      wanted = network.predict(x);
      Matrix exact = network.withPrecision(Precision.FLOAT64).predict(x);
      double size = 1;
      double rounding = 0;
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < wanted.columns(); c++) {
          size = Math.max(size, Math.abs(wanted.get(r, c)));
          rounding = Math.max(rounding, Math.abs(wanted.get(r, c) - exact.get(r, c)));
        }
      }
      // Some networks, such as those that normalize two columns, magnify rounding.
      tolerance = size * (network.precision() == Precision.FLOAT32 ? 1e-6 : 1e-12) + 3 * rounding;
      name = rows + " rows of network " + seed + ", " + network;
    }

    Map<String, Tensor> given() {
      return Map.of("input", Tensor.of(x, x.rows(), x.columns()));
    }

    void requireSame(Map<String, Tensor> outputs, String by) {
      Tensor found = outputs.get("output");
      assertThat(found.dims()).as(name).containsExactly(wanted.rows(), wanted.columns());
      for (int r = 0; r < wanted.rows(); r++) {
        for (int c = 0; c < wanted.columns(); c++) {
          double other = found.number(r * wanted.columns() + c);
          assertThat(other)
              .as("%s in row %d, column %d of %s", by, r, c, name)
              .isCloseTo(wanted.get(r, c), within(tolerance));
        }
        requireSameClass(found, r);
      }
    }

    /** The greatest number is the same column's, unless two are equal within the tolerance. */
    private void requireSameClass(Tensor found, int row) {
      int best = Predictions.argmax(wanted, row);
      for (int c = 0; c < wanted.columns() && wanted.columns() > 1; c++) {
        if (wanted.get(row, best) - wanted.get(row, c) > 2 * tolerance) {
          assertThat(found.number(row * wanted.columns() + c))
              .as("row %d of %s", row, name)
              .isLessThan(found.number(row * wanted.columns() + best));
        }
      }
    }
  }
}
