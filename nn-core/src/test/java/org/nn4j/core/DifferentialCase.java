package org.nn4j.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Activation;
import org.nn4j.api.DensityLoss;
import org.nn4j.api.Kernels;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Metric;
import org.nn4j.api.Optimizer;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.ClassTarget;
import org.nn4j.core.preprocess.FeatureOptions;
import org.nn4j.core.preprocess.Imputation;
import org.nn4j.core.preprocess.NumericOptions;
import org.nn4j.core.preprocess.PreprocessOptions;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.SampleWeights;
import org.nn4j.core.preprocess.Scaling;
import org.nn4j.core.preprocess.SmoothedLabels;
import org.nn4j.core.preprocess.TargetOptions;
import org.nn4j.core.preprocess.WeightOptions;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.core.training.Evaluator;
import org.nn4j.core.training.GradientClipping;
import org.nn4j.core.training.History;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.core.training.objective.Objective;
import tools.jackson.databind.JsonNode;

/** One differential case, whose fields tell what it is about; see golden/README.md. */
record DifferentialCase(JsonNode one, Precision precision, Differences differences) {
  private static final Catalog CATALOG = Catalog.standard();
  private static final Kernels KERNELS = KernelsSelector.standard();

  /** Computes all that the case has numbers for and compares. */
  void replay() {
    if (one.has("activation")) {
      replayActivation();
    } else if (one.has("metric")) {
      replayMetric();
    } else if (one.has("layers")) {
      replayNetwork();
    } else if (one.has("loss")) {
      replayLoss();
    } else if (one.has("table")) {
      replayScaling();
    } else {
      replayClassWeights();
    }
  }

  private void replayActivation() {
    Activation activation = CATALOG.create(Activation.class, text("activation"));
    Matrix z = matrix("z");
    Matrix a = Matrix.zeros(precision, z.rows(), z.columns());
    Matrix gradient = matrix("g");
    activation.forward(z, a, KERNELS);
    activation.backward(z, a, gradient, KERNELS);
    differences.compare("a", a, one.get("a"), 0);
    differences.compare("dz", gradient, one.get("dz"), 0);
  }

  private void replayLoss() {
    Loss loss = CATALOG.create(Loss.class, text("loss"));
    Matrix output = matrix("output");
    Matrix gradient = Matrix.zeros(precision, output.rows(), output.columns());
    double value = loss.gradient(output, matrix("target"), weights(), gradient, KERNELS);
    differences.compare("value", value, one.get("value"));
    differences.compare("gradient", gradient, one.get("gradient"), 0);
    if (loss instanceof DensityLoss density) {
      Matrix target = matrix("target");
      Matrix means = Matrix.zeros(precision, target.rows(), target.columns());
      Matrix deviations = Matrix.zeros(precision, target.rows(), target.columns());
      density.moments(output, means, deviations);
      differences.compare("means", means, one.get("means"), 0);
      differences.compare("deviations", deviations, one.get("deviations"), 0);
    }
  }

  private void replayMetric() {
    Metric metric = CATALOG.create(Metric.class, text("metric"));
    double value = metric.value(matrix("output"), matrix("target"), weights());
    differences.compare("value", value, one.get("value"));
  }

  private void replayNetwork() {
    JsonNode expected = one.get("expected");
    Loss loss = CATALOG.create(Loss.class, text("loss"));
    Network network = network();
    Matrix x = matrix("x");
    differences.compare("output", network.predict(x), expected.get("output"), 0);
    if (expected.has("value")) {
      Objective objective = new Objective(network, loss, x.rows());
      differences.compare(
          "loss", objective.gradient(x, matrix("y"), weights()), expected.get("value"));
      JsonNode gradients = expected.get("gradients");
      double greatest = Differences.greatest(gradients);
      gradients
          .properties()
          .forEach(
              e -> {
                Matrix part = network.parameters().part(objective.gradients(), e.getKey());
                differences.compare("gradient of " + e.getKey(), part, e.getValue(), greatest);
              });
    }
    if (expected.has("train")) {
      replayTraining(expected.get("train"), network(), loss);
    }
  }

  private void replayTraining(JsonNode expected, Network network, Loss loss) {
    Dataset data = new MatrixDataset(matrix("x"), matrix("y"), weights(), null);
    if (one.has("label_smoothing")) {
      double smoothing = one.get("label_smoothing").asDouble();
      data = SmoothedLabels.of(data, loss.targetKind(), network.outputWidth(), smoothing);
    }
    Steps steps = new Steps(new ArrayList<>(), new ArrayList<>());
    History history = new Trainer(plan(loss), steps).withThreads(1).fit(network, data);
    differences.compare("rates", steps.rates(), expected.get("rates"));
    differences.compare("losses of steps", steps.losses(), expected.get("losses"));
    differences.compare(
        "losses of epochs",
        history.epochs().stream().map(epoch -> epoch.loss()).toList(),
        expected.get("epoch_losses"));
    expected
        .get("parameters")
        .properties()
        .forEach(
            e -> {
              Matrix value = network.parameters().value(e.getKey());
              differences.compare("trained " + e.getKey(), value, e.getValue(), 0);
            });
    Matrix predictions = network.predict(matrix("x"));
    differences.compare("predictions", predictions, expected.get("predictions"), 0);
    double evaluation = new Evaluator(loss).evaluate(network, data).loss();
    differences.compare("evaluation", evaluation, expected.get("evaluation"));
  }

  private TrainingPlan plan(Loss loss) {
    JsonNode plan = one.get("plan");
    return TrainingPlan.builder()
        .loss(loss)
        .optimizer(CATALOG.create(Optimizer.class, plan.get("optimizer").asString()))
        .schedule(CATALOG.create(LearningRateSchedule.class, plan.get("schedule").asString()))
        .epochs(plan.get("epochs").asInt())
        .batch(plan.get("batch").asInt())
        .shuffle(false)
        .clipping(
            new GradientClipping(
                plan.path("clip_value").asDouble(0), plan.path("clip_norm").asDouble(0)))
        .build();
  }

  private Network network() {
    Network.Builder builder = Network.builder(one.get("inputs").asInt()).precision(precision);
    one.get("layers").forEach(layer -> builder.layer(layer.asString()));
    Network network = builder.build();
    for (ParameterSpec spec : network.parameters().specs()) {
      JsonNode value = one.get("parameters").get(spec.name());
      network.parameters().value(spec.name()).copyFrom(GoldenTest.matrix(value, precision));
    }
    return network;
  }

  private void replayScaling() {
    List<Column> columns = new ArrayList<>();
    Matrix cells = GoldenTest.matrix(one.get("table"), Precision.FLOAT64);
    for (int c = 0; c < cells.columns(); c++) {
      double[] values = new double[cells.rows()];
      for (int r = 0; r < values.length; r++) {
        values[r] = one.get("table").get(r).get(c).asDouble(Double.NaN);
      }
      columns.add(new NumericColumn("c" + c, values));
    }
    double[] target = IntStream.range(0, cells.rows()).asDoubleStream().toArray();
    columns.add(new NumericColumn("y", target));
    Table table = new Table(columns);
    NumericOptions numeric =
        new NumericOptions(
            Imputation.valueOf(text("imputation").toUpperCase(Locale.ROOT)),
            one.get("constant").asDouble(),
            Scaling.valueOf(text("scaling").toUpperCase(Locale.ROOT)));
    PreprocessOptions options =
        new PreprocessOptions(
            TargetOptions.of("y"),
            new FeatureOptions(List.of(), List.of(), numeric, Map.of(), List.of()),
            WeightOptions.NONE);
    int[] train = IntStream.range(0, one.get("train").asInt()).toArray();
    Preprocessor preprocessor = Preprocessor.fit(table, train, options);
    Matrix encoded = preprocessor.features().encode(table, table.everyRow(), precision);
    differences.compare("encoded", encoded, one.get("encoded"), 0);
  }

  private void replayClassWeights() {
    String[] labels =
        one.get("classes").valueStream().map(JsonNode::asString).toArray(String[]::new);
    Table table = new Table(List.of(CategoricalColumn.of("y", labels)));
    ClassTarget target = ClassTarget.fit(table, table.everyRow(), "y");
    WeightOptions balanced = new WeightOptions(null, true, Map.of());
    double[] weights = SampleWeights.fit(table, table.everyRow(), target, balanced).classWeights();
    differences.compare(
        "class weights", Arrays.stream(weights).boxed().toList(), one.get("class_weights"));
  }

  private String text(String field) {
    return one.get(field).asString();
  }

  private Matrix matrix(String field) {
    return GoldenTest.matrix(one.get(field), precision);
  }

  private @Nullable Matrix weights() {
    return one.path("weights").isArray() ? matrix("weights") : null;
  }

  /** The losses and rates of all steps. */
  private record Steps(List<Double> losses, List<Double> rates) implements TrainingListener {
    @Override
    public void batchDone(int epoch, int batch, int batches, double loss, double rate) {
      losses.add(loss);
      rates.add(rate);
    }
  }
}
