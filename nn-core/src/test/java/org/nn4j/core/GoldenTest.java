package org.nn4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Optimizer;
import org.nn4j.api.Precision;
import org.nn4j.api.TrainingClock;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.network.ParameterStore;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.History;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.core.training.objective.Objective;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reproduces outputs, losses, gradients and trained parameters that PyTorch computed in float64.
 * {@code -Dgolden.dir=DIR} reads another folder of the same form.
 */
class GoldenTest {
  private static final Catalog CATALOG = Catalog.standard();
  private static final String SCHEDULES = "schedules.json";

  static Path folder() {
    String given = System.getProperty("golden.dir", "");
    return given.isBlank() ? Path.of("..", "golden") : Path.of(given);
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
  }

  static Stream<Path> networks() throws IOException {
    return files().stream().filter(f -> !f.endsWith(SCHEDULES));
  }

  @Test
  void thereIsSomethingToAgreeWith() throws IOException {
    assertThat(files()).as("golden files in " + folder().toAbsolutePath()).isNotEmpty();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("networks")
  void agreesInFloat64(Path file) {
    verify(read(file), Precision.FLOAT64, 1e-10);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("networks")
  void agreesInFloat32(Path file) {
    verify(read(file), Precision.FLOAT32, 1e-4);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("schedules")
  void scheduleGivesTheRates(String expression, JsonNode expected) {
    LearningRateSchedule schedule = CATALOG.create(LearningRateSchedule.class, expression);
    double base = expected.get("base_lr").asDouble();
    double[] state = new double[schedule.stateSize()];
    schedule.initialise(state);
    JsonNode rates = expected.get("lr");
    for (int epoch = 0; epoch < rates.size(); epoch++) {
      double rate = schedule.rate(base, new EpochClock(epoch, rates.size()), state);
      assertClose(expression + " epoch " + epoch, rate, rates.get(epoch).asDouble(), 1e-10, base);
      if (expected.has("metric")) {
        schedule.observe(expected.get("metric").get(epoch).asDouble(), state);
      }
    }
  }

  static Stream<Arguments> schedules() {
    Path file = folder().resolve(SCHEDULES);
    return Files.exists(file)
        ? read(file).properties().stream().map(e -> Arguments.of(e.getKey(), e.getValue()))
        : Stream.of();
  }

  private static void verify(JsonNode golden, Precision precision, double tolerance) {
    Network network = network(golden, precision);
    Loss loss = CATALOG.create(Loss.class, golden.get("loss_function").asString());
    Matrix x = matrix(golden.get("x"), precision);
    Matrix y = matrix(golden.get("y"), precision);

    assertClose("output", network.predict(x), golden.get("output"), tolerance);
    Objective objective = new Objective(network, loss, x.rows());
    double value = objective.gradient(x, y, null);
    double expected = golden.get("loss").asDouble();
    assertClose("loss", value, expected, tolerance, Math.abs(expected));
    for (int l = 0; l < golden.get("weights").size(); l++) {
      ParameterStore store = network.parameters();
      Matrix dw = store.part(objective.gradients(), "layers." + l + ".weight");
      Matrix db = store.part(objective.gradients(), "layers." + l + ".bias");
      assertClose("weight gradient " + l, dw, golden.get("weight_gradients").get(l), tolerance);
      assertClose("bias gradient " + l, db, row(golden.get("bias_gradients").get(l)), tolerance);
    }
    if (golden.has("train")) {
      verifyTraining(golden.get("train"), network, loss, new MatrixDataset(x, y), tolerance);
    }
  }

  private static void verifyTraining(
      JsonNode train, Network network, Loss loss, MatrixDataset data, double tolerance) {
    Optimizer optimizer = CATALOG.create(Optimizer.class, train.get("optimizer").asString());
    LearningRateSchedule constant = CATALOG.create(LearningRateSchedule.class, "constant");
    TrainingPlan plan =
        new TrainingPlan(loss, optimizer, constant, train.get("steps").asInt(), 0, 0)
            .withShuffle(false);
    History history = new Trainer(plan).fit(network, data);
    double scale = train.get("losses").get(0).asDouble();
    for (int i = 0; i < history.epochs().size(); i++) {
      double expected = train.get("losses").get(i).asDouble();
      assertClose("loss of step " + i, history.epochs().get(i).loss(), expected, tolerance, scale);
    }
    for (int l = 0; l < train.get("weights").size(); l++) {
      ParameterStore store = network.parameters();
      Matrix w = store.value("layers." + l + ".weight");
      Matrix b = store.value("layers." + l + ".bias");
      assertClose("trained weights " + l, w, train.get("weights").get(l), tolerance);
      assertClose("trained bias " + l, b, row(train.get("biases").get(l)), tolerance);
    }
  }

  private static Network network(JsonNode golden, Precision precision) {
    JsonNode sizes = golden.get("sizes");
    Network.Builder builder = Network.builder(sizes.get(0).asInt()).precision(precision);
    for (int l = 0; l + 1 < sizes.size(); l++) {
      builder.dense(sizes.get(l + 1).asInt(), golden.get("activations").get(l).asString());
    }
    Network network = builder.build();
    for (int l = 0; l + 1 < sizes.size(); l++) {
      ParameterStore store = network.parameters();
      store
          .value("layers." + l + ".weight")
          .copyFrom(matrix(golden.get("weights").get(l), precision));
      store
          .value("layers." + l + ".bias")
          .copyFrom(matrix(row(golden.get("biases").get(l)), precision));
    }
    return network;
  }

  static JsonNode row(JsonNode vector) {
    return JsonMapper.shared().createArrayNode().add(vector);
  }

  static JsonNode read(Path file) {
    try {
      return JsonMapper.shared().readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Matrix matrix(JsonNode rows, Precision precision) {
    List<double[]> values = new ArrayList<>();
    for (JsonNode row : rows) {
      double[] numbers = new double[row.size()];
      for (int c = 0; c < numbers.length; c++) {
        numbers[c] = row.get(c).asDouble();
      }
      values.add(numbers);
    }
    return Matrix.of(precision, values.toArray(double[][]::new));
  }

  /** Relative to the element, or to a hundredth of the tensor's greatest where it is smaller. */
  private static void assertClose(String what, Matrix actual, JsonNode rows, double tolerance) {
    Matrix expected = matrix(rows, Precision.FLOAT64);
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    double greatest = 0;
    for (double[] row : expected.toRows()) {
      for (double value : row) {
        greatest = Math.max(greatest, Math.abs(value));
      }
    }
    for (int r = 0; r < expected.rows(); r++) {
      for (int c = 0; c < expected.columns(); c++) {
        double value = expected.get(r, c);
        double scale = Math.max(Math.abs(value), 0.01 * greatest);
        assertClose(what + "[" + r + "," + c + "]", actual.get(r, c), value, tolerance, scale);
      }
    }
  }

  private static void assertClose(
      String what, double actual, double expected, double tolerance, double scale) {
    assertThat(Math.abs(actual - expected))
        .as("%s: %s, golden %s", what, actual, expected)
        .isLessThanOrEqualTo(tolerance * scale);
  }

  private record EpochClock(long epoch, long totalEpochs) implements TrainingClock {
    @Override
    public long step() {
      return epoch;
    }

    @Override
    public long stepsPerEpoch() {
      return 1;
    }
  }
}
