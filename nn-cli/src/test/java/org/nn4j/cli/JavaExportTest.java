package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Activation;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.activation.Parametric;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.exchange.JavaSource;
import org.nn4j.core.layer.ActivationLayer;
import org.nn4j.core.layer.BatchNorm;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.layer.LayerNorm;
import org.nn4j.core.layer.Residual;
import org.nn4j.core.layer.Scale;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Prediction;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.TrainingPlan;

/**
 * {@code nn export --java}: the class is compiled with nothing beside it, and predicts the same.
 */
class JavaExportTest {
  @TempDir private Path folder;

  private Class<?> compile(Path source) throws IOException, ReflectiveOperationException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    PluginBuild.javac(source, classes, "-Werror", "-Xlint:all", "-cp", classes.toString());
    String name = source.getFileName().toString().replace(".java", "");
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      return loader.loadClass(name);
    }
  }

  private static double[] predict(Class<?> type, double... x) throws ReflectiveOperationException {
    return (double[]) type.getMethod("predict", double[].class).invoke(null, x);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iris.csv/species", "diabetes.csv/progression"})
  void predictsTablesOfNumbers(String data) throws Exception {
    Path file = Cli.DATA.resolve(data.substring(0, data.indexOf('/')));
    Path model = folder.resolve("model.safetensors");
    Path source = folder.resolve("Predictor.java");
    Cli.ok(
        "train",
        "--data",
        file,
        "--target",
        data.substring(data.indexOf('/') + 1),
        "--layers",
        "12:gelu,8:silu",
        "--epochs",
        "20",
        "--model",
        model);
    Cli.ok("export", model, "--java", source);
    Class<?> type = compile(source);
    Method label = data.startsWith("iris") ? type.getMethod("label", double[].class) : null;
    Model loaded = Model.load(model);
    Table table = TableReader.read(file, TableOptions.DEFAULT);
    Prediction wanted = loaded.predict(table);
    for (int row = 0; row < table.rows(); row++) {
      double[] x = new double[loaded.columns().size()];
      for (int c = 0; c < x.length; c++) {
        x[c] = Double.parseDouble(table.column(loaded.columns().get(c)).text(row));
      }
      double[] y = predict(type, x);
      for (int k = 0; k < y.length; k++) {
        double expected = wanted.values().get(row, k);
        assertThat(y[k]).isCloseTo(expected, within(1e-5 * Math.max(1, Math.abs(expected))));
      }
      if (label != null) {
        assertThat(label.invoke(null, (Object) x)).isEqualTo(wanted.labels().get(row));
      }
    }
    double[] missing = new double[loaded.columns().size()];
    missing[0] = Double.NaN;
    assertThat(predict(type, missing)).doesNotContain(Double.NaN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gaussian_nll", "mixture_density(components=2)"})
  void predictsMeansAndDeviations(String loss) throws Exception {
    Path file = Cli.DATA.resolve("diabetes.csv");
    Path model = folder.resolve("model.safetensors");
    Path source = folder.resolve("Density" + loss.length() + ".java");
    Cli.ok(
        "train",
        "--data",
        file,
        "--target",
        "progression",
        "--loss",
        loss,
        "--epochs",
        "5",
        "--model",
        model);
    Cli.ok("export", model, "--java", source);
    Class<?> type = compile(source);
    assertThat((String[]) type.getField("OUTPUTS").get(null))
        .containsExactly("progression", "progression_std");
    Model loaded = Model.load(model);
    Table table = TableReader.read(file, TableOptions.DEFAULT);
    Prediction wanted = loaded.predict(table);
    for (int row = 0; row < table.rows(); row++) {
      double[] x = new double[loaded.columns().size()];
      for (int c = 0; c < x.length; c++) {
        x[c] = Double.parseDouble(table.column(loaded.columns().get(c)).text(row));
      }
      double[] y = predict(type, x);
      assertThat(y).hasSize(2);
      double mean = wanted.values().get(row, 0);
      double deviation = wanted.deviations().get(row, 0);
      assertThat(y[0]).isCloseTo(mean, within(1e-5 * Math.max(1, Math.abs(mean))));
      assertThat(y[1]).isCloseTo(deviation, within(1e-5 * deviation));
    }
  }

  /** Gaps, curves, labels, orders and dates: what is given is what the table has. */
  @ParameterizedTest
  @ValueSource(strings = {"standardize", "robust", "min_max"})
  void preparesWhatItIsGiven(String scaling) throws Exception {
    Path file = Cli.DATA.resolve("orders.csv");
    Path model = folder.resolve("orders.safetensors");
    Cli.ok(
        "train",
        "--data",
        file,
        "--target",
        "returned",
        "--features",
        "price,weight,size,shop",
        "--ordinal",
        "size=S<M<L<XL",
        "--missing-indicators",
        "--scaling",
        scaling,
        "--layers",
        "8:tanh",
        "--epochs",
        "5",
        "--model",
        model);
    Path source = folder.resolve("Orders" + scaling + ".java");
    Cli.ok("export", model, "--java", source);
    Class<?> type = compile(source);
    List<String> names = List.of((String[]) type.getField("INPUTS").get(null));
    assertThat(names)
        .startsWith("price", "weight", "size as a number from 0: S < M < L < XL")
        .contains("shop=web")
        .doesNotContain("weight is missing");
    Model loaded = Model.load(model);
    Table table = TableReader.read(file, TableOptions.DEFAULT);
    Prediction wanted = loaded.predict(table);
    int gaps = 0;
    for (int row = 0; row < table.rows(); row++) {
      double[] x = new double[names.size()];
      for (int i = 0; i < x.length; i++) {
        String name = names.get(i);
        String column = name.split("[ =]")[0];
        boolean missing = table.column(column).missing(row);
        String cell = missing ? "" : table.column(column).text(row);
        gaps += missing ? 1 : 0;
        x[i] =
            name.contains("=")
                ? (name.equals(column + "=" + cell) ? 1 : 0)
                : missing
                    ? Double.NaN
                    : column.equals("size")
                        ? List.of("S", "M", "L", "XL").indexOf(cell)
                        : Double.parseDouble(cell);
      }
      assertThat(predict(type, x)[0])
          .as("row %s", row)
          .isCloseTo(wanted.values().get(row, 1), within(1e-5));
    }
    assertThat(gaps).isPositive();
  }

  @Test
  void isNotCalledAsAWordOfJava() {
    Path model = folder.resolve("words.safetensors");
    Cli.ok(
        "train",
        "--data",
        Cli.DATA.resolve("iris.csv"),
        "--target",
        "species",
        "--epochs",
        "1",
        "--model",
        model);
    Cli.Result result = Cli.asTyped("export", model, "--java", folder.resolve("class.java"));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("must be called as a class");
  }

  @Test
  void writesEveryActivation() throws Exception {
    List<Activation> activations = new ArrayList<>(Catalog.standard().all(Activation.class));
    activations.add(new Parametric());
    int number = 0;
    activations.removeIf(activation -> List.of("entmax", "sparsemax").contains(activation.name()));
    for (Activation activation : activations) {
      Network network =
          Network.builder(3)
              .layer(new Dense(5, activation))
              .layer(new BatchNorm())
              .layer(new Residual(List.of(new LayerNorm(), new Scale())))
              .layer(new ActivationLayer(activation))
              .dense(2)
              .seed(number)
              .build();
      String name = "Net" + number++;
      Path source = folder.resolve(name + ".java");
      TrainingPlan plan = TrainingPlan.builder().loss("mse").optimizer("sgd").build();
      new JavaSource(Model.of(network, plan)).write(source);
      Class<?> type = compile(source);
      Network exact = network.withPrecision(Precision.FLOAT64); // e^(e^z) magnifies rounding
      for (double[] x : new double[][] {{0.3, -1.2, 2}, {-3, 4, 0.1}, {0, 0, 0}, {9, -8, 7}}) {
        Matrix wanted = exact.predict(Matrix.of(x));
        double[] y = predict(type, x);
        for (int k = 0; k < y.length; k++) {
          double expected = wanted.get(0, k);
          assertThat(y[k])
              .as("%s of %s", activation.expression(), x[0])
              .isCloseTo(expected, within(1e-5 * Math.max(1, Math.abs(expected))));
        }
      }
    }
    assertThat(number).isGreaterThan(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"entmax", "sparsemax"})
  void sumsOverPairsOfColumnsAreNotWritten(String activation) {
    Network network = Network.builder(3).dense(5, activation).build();
    TrainingPlan plan = TrainingPlan.builder().loss("mse").optimizer("sgd").build();
    Path source = folder.resolve("Pairs.java");
    assertThatThrownBy(() -> new JavaSource(Model.of(network, plan)).write(source))
        .hasMessageStartingWith(
            "the layer dense with the activation " + activation + " cannot be written in Java")
        .hasMessageEndingWith("nn export MODEL --onnx FILE writes more");
    assertThat(source).doesNotExist();
  }

  @Test
  void namesThePartThatItCannotWrite() {
    Path model = folder.resolve("table.safetensors");
    Cli.ok(
        "train",
        "--data",
        Cli.DATA.resolve("iris.csv"),
        "--target",
        "species",
        "--layers",
        "piecewise_linear,8:relu",
        "--epochs",
        "1",
        "--model",
        model);
    Cli.Result result = Cli.asTyped("export", model, "--java", folder.resolve("Table.java"));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("the layer piecewise_linear cannot be written in Java");
    Cli.Result name = Cli.asTyped("export", model, "--java", folder.resolve("my-class.java"));
    assertThat(name.code()).isEqualTo(2);
  }
}
