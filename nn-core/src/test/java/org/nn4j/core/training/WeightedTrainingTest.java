package org.nn4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.PreprocessOptions;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.SampleWeights;
import org.nn4j.core.preprocess.WeightOptions;

/** What weights do to training: their proportions over the whole training set, and nothing else. */
class WeightedTrainingTest {
  private static final double[][] X = {{0.5, -1}, {1.5, 0.25}, {-0.75, 2}, {0.1, 0.3}, {-2, -0.5}};
  private static final double[] LABELS = {1, 0, 1, 0, 0};
  private static final double[] W = {3, 0.5, 0, 1, 2.5};

  private static Matrix column(double... values) {
    return Matrix.of(
        DoubleStream.of(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new));
  }

  private static Dataset weighted(double... weights) {
    return new MatrixDataset(Matrix.of(X), column(LABELS), column(weights), null);
  }

  private static TrainingPlan.Builder plan(String loss) {
    return TrainingPlan.builder().loss(loss).optimizer("sgd(lr=1)").batch(0).shuffle(false);
  }

  /** A layer with weights as in the reference. */
  private static Network layer(Precision precision, String activation, double[][] weights) {
    Network network =
        Network.builder(2).precision(precision).dense(weights[0].length, activation).build();
    network.parameters().value("layers.0.weight").copyFrom(Matrix.of(weights));
    return network;
  }

  private static Network logistic(Precision precision) {
    Network network = layer(precision, "sigmoid", new double[][] {{0.3}, {-0.2}});
    network.parameters().value("layers.0.bias").fill(0.1);
    return network;
  }

  private static double[] parameters(Network network) {
    return network.parameters().trainable().toRows()[0];
  }

  private static Network trained(TrainingPlan.Builder plan, Network network, Dataset data) {
    new Trainer(plan.build()).fit(network, data);
    return network;
  }

  private static void assertClose(double[] actual, double... expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as("number %d", i).isCloseTo(expected[i], within(1e-14));
    }
  }

  /**
   * Of PyTorch 1.13: {@code BCELoss(weight=w)}, whose mean is over rows, and gradients, over w̄.
   */
  @Test
  void aStepIsThatOfPyTorchsWeightedMeanOverTheMeanWeight() {
    Network network = logistic(Precision.FLOAT64);
    double[] before = parameters(network);
    History history =
        new Trainer(plan("binary_cross_entropy").epochs(1).build()).fit(network, weighted(W));
    assertThat(history.last().loss()).isCloseTo(0.568297573804428, within(1e-15));
    double[] after = parameters(network);
    assertClose(
        new double[] {before[0] - after[0], before[1] - after[1], before[2] - after[2]},
        -0.2960012949065538,
        0.12849959242757825,
        0.09484586783340757);
  }

  /** Of PyTorch: three epochs by {@code (w / w.mean() * loss(reduction="none")).mean()}. */
  @Test
  void batchesAreThoseOfPyTorchWithTheMeanOfAllWeights() {
    Network network = logistic(Precision.FLOAT64);
    TrainingPlan plan =
        plan("binary_cross_entropy").optimizer("sgd(lr=0.5)").batch(2).epochs(3).build();
    History history = new Trainer(plan).fit(network, weighted(W));
    assertClose(
        history.epochs().stream().mapToDouble(EpochResult::loss).toArray(),
        0.5989738865784833,
        0.43513693973414885,
        0.39438565357371846);
    assertClose(parameters(network), 1.3839969757184383, -0.6160203005444747, -0.34821053388161227);
  }

  /**
   * Of scikit-learn 1.2: {@code compute_class_weight("balanced")}; of PyTorch: the gradient of
   * {@code CrossEntropyLoss(weight)}.
   */
  @Test
  void balancedClassesAreThoseOfScikitLearnAndPyTorch() {
    Table table =
        new Table(
            List.of(
                new NumericColumn("x", 1, 2, 3, 4, 5),
                CategoricalColumn.of("y", "a", "a", "a", "b", "c")));
    PreprocessOptions options = PreprocessOptions.of("y");
    SampleWeights fitted =
        SampleWeights.fit(
            table,
            table.everyRow(),
            Preprocessor.fit(table, table.everyRow(), options).target(),
            new WeightOptions(null, true, Map.of()));
    assertClose(fitted.classWeights(), 0.5555555555555556, 1.6666666666666667, 1.6666666666666667);

    double[][] start = {{0.3, -0.1, 0.2}, {-0.2, 0.4, 0.05}};
    Network network = layer(Precision.FLOAT64, "softmax", start);
    network.parameters().value("layers.0.bias").copyFrom(Matrix.of(new double[] {0.1, 0, -0.1}));
    Dataset data =
        new MatrixDataset(
            Matrix.of(X), column(0, 0, 0, 1, 2), fitted.encode(table, table.everyRow()), null);
    double[] before = parameters(network);
    History history =
        new Trainer(plan("categorical_cross_entropy").epochs(1).build()).fit(network, data);
    assertThat(history.last().loss()).isCloseTo(1.1700407814108855, within(1e-14));
    double[] after = parameters(network);
    double[] gradient = new double[before.length];
    Arrays.setAll(gradient, i -> before[i] - after[i]);
    assertClose(
        gradient,
        -0.23860561527727692,
        -0.31553720467828184,
        0.5541428199555587,
        -0.16309343643660396,
        -0.015105070345541469,
        0.1781985067821453,
        -0.00017025461638234263,
        0.0522730513290266,
        -0.05210279671264427);
  }

  /** With logits 0 and log 3 the probabilities are 1/2 and 3/4. */
  @Test
  void severalLabelsShareTheirRowsWeight() {
    double log3 = Math.log(3);
    Matrix x = Matrix.of(new double[] {0, log3}, new double[] {log3, 0});
    Matrix y = Matrix.of(new double[] {1, 0}, new double[] {1, 0});
    Network network = layer(Precision.FLOAT64, "sigmoid", new double[][] {{1, 0}, {0, 1}});
    Dataset data = new MatrixDataset(x, y, column(6, 2), null); // 1.5 and 0.5 with the mean 1
    History history =
        new Trainer(plan("binary_cross_entropy").epochs(1).build()).fit(network, data);
    double first = (Math.log(2) + Math.log(4)) / 2;
    double second = (Math.log(4.0 / 3) + Math.log(2)) / 2;
    assertThat(history.last().loss()).isCloseTo((1.5 * first + 0.5 * second) / 2, within(1e-15));
    assertClose(
        network.parameters().value("layers.0.bias").toRows()[0],
        -(1.5 * (0.5 - 1) + 0.5 * (0.75 - 1)) / 4,
        -(1.5 * 0.75 + 0.5 * 0.5) / 4);
  }

  /** Two rows of 400 are positive; only the bias can learn, and balanced it finds even odds. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 32, 0})
  void balancedClassesComeOutEvenForAnySizeOfBatch(int batch) {
    int n = 400;
    double[] labels = new double[n];
    double[] weights = new double[n];
    Arrays.fill(weights, n / (2.0 * (n - 2)));
    for (int positive : new int[] {50, 300}) {
      labels[positive] = 1;
      weights[positive] = n / (2.0 * 2);
    }
    Dataset data =
        new MatrixDataset(
            Matrix.zeros(Precision.FLOAT64, n, 2), column(labels), column(weights), null);
    TrainingPlan.Builder plan =
        plan("binary_cross_entropy").optimizer("sgd(lr=0.02)").schedule("cosine").batch(batch);
    Network network = logistic(Precision.FLOAT64);
    network.parameters().value("layers.0.bias").fill(-0.2);
    if (batch == 0) {
      plan.optimizer("sgd(lr=1)"); // a step an epoch
    }
    trained(plan.epochs(60).shuffle(true), network, data);
    double probability = network.predict(Matrix.of(new double[] {0, 0})).get(0, 0);
    assertThat(probability).isCloseTo(0.5, within(0.01));
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void onlyProportionsMatter(Precision precision) {
    double[] scaled = DoubleStream.of(W).map(w -> 4096 * w).toArray();
    TrainingPlan.Builder plan = plan("binary_cross_entropy").optimizer("adamw").batch(2).epochs(5);
    assertThat(trained(plan, logistic(precision), weighted(scaled)).parameters().sha256())
        .isEqualTo(trained(plan, logistic(precision), weighted(W)).parameters().sha256());
  }

  /** Whatever the weight, its sum is not a multiple of it in float64, nor it a float32. */
  @ParameterizedTest
  @CsvSource({"FLOAT32, 0", "FLOAT64, 0", "FLOAT32, 0.4", "FLOAT64, 0.4"})
  void equalWeightsAreNone(Precision precision, double mixup) {
    TrainingPlan.Builder plan =
        plan("binary_cross_entropy").optimizer("adam").batch(2).shuffle(true).epochs(5);
    plan.mixup(mixup);
    Dataset plain = new MatrixDataset(Matrix.of(X), column(LABELS));
    String expected = trained(plan, logistic(precision), plain).parameters().sha256();
    for (double weight : new double[] {0.1, 1 / 3.0, 1, 7e30}) {
      double[] weights = new double[LABELS.length];
      Arrays.fill(weights, weight);
      assertThat(trained(plan, logistic(precision), weighted(weights)).parameters().sha256())
          .as("weight %s", weight)
          .isEqualTo(expected);
    }
  }

  /** In a full batch; under mixup too, where the absent row lends its features to no other. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.4})
  void aRowOfWeight0IsAbsent(double mixup) {
    double[][] x = new double[X.length - 1][];
    double[] labels = new double[x.length];
    double[] weights = new double[x.length];
    for (int r = 0; r < X.length; r++) {
      if (r != 2) {
        int to = r < 2 ? r : r - 1;
        x[to] = X[r];
        labels[to] = LABELS[r];
        weights[to] = W[r];
      }
    }
    Dataset without = new MatrixDataset(Matrix.of(x), column(labels), column(weights), null);
    double[] garbage = LABELS.clone();
    garbage[2] = Double.NaN;
    Dataset with = new MatrixDataset(Matrix.of(X), column(garbage), column(W), null);
    TrainingPlan.Builder plan = plan("binary_cross_entropy").optimizer("adam(lr=0.1)").epochs(20);
    plan.mixup(mixup);
    assertClose(
        parameters(trained(plan, logistic(Precision.FLOAT64), with)),
        parameters(trained(plan, logistic(Precision.FLOAT64), without)));
  }

  /** The first batch counts nothing: no step by its loss, and the epoch's loss is of the others. */
  @Test
  void aBatchOfWeight0MovesNothingButByPenalties() {
    Dataset data = weighted(0, 0, 3, 3, 3);
    TrainingPlan.Builder plan =
        plan("binary_cross_entropy").batch(2).epochs(1).optimizer("sgd(lr=0)");
    Network network = logistic(Precision.FLOAT64);
    History history = new Trainer(plan.build()).fit(network, data);
    double expected = new Evaluator(plan.build().loss()).evaluate(network, data).loss();
    assertThat(history.last().loss()).isPositive().isCloseTo(expected, within(1e-15));

    Network penalized =
        Network.builder(2)
            .precision(Precision.FLOAT64)
            .layer("dense(units=1, activation=sigmoid, l2=0.5)")
            .build();
    penalized.parameters().value("layers.0.weight").fill(1);
    StopAfterOne stop = new StopAfterOne();
    new Trainer(plan.optimizer("sgd(lr=0.1)").build(), stop).fit(penalized, data);
    assertClose(parameters(penalized), 0.95, 0.95, 0);
    assertThat(stop.loss).as("the penalty alone").isEqualTo(0.5 * 0.5 * 2);
  }

  private static final class StopAfterOne implements TrainingListener {
    private @Nullable TrainingRun run;
    private double loss;

    @Override
    public void started(TrainingRun newRun) {
      run = newRun;
    }

    @Override
    public void batchDone(int epoch, int batch, int batches, double newLoss, double rate) {
      loss = newLoss;
      if (run != null) {
        run.stop("one step is enough");
      }
    }
  }

  @Test
  void theMeanWeightIsOfAllSamples() {
    assertThat(weighted(W).meanWeight()).isEqualTo(1.4);
    assertThat(weighted(0.1, 0.1, 0.1, 0.1, 0.1).meanWeight()).isEqualTo(0.1);
    assertThat(new MatrixDataset(Matrix.of(X), column(LABELS)).meanWeight()).isEqualTo(1);
  }

  @Test
  void weightsThatMakeNoSenseAreRefusedBeforeTheFirstStep() {
    for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> trained(plan("mse"), logistic(Precision.FLOAT32), lines(1, wrong)))
          .withMessage(
              "the weight of sample 1, in line 3, is "
                  + wrong
                  + "; weights are finite and at least 0");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trained(plan("mse"), logistic(Precision.FLOAT32), lines(0, 0)))
        .withMessage(
            "the weights of 2 samples have the sum 0.0; it must be finite and above 0, so that"
                + " there is something to learn from");
  }

  private static Dataset lines(double... weights) {
    return new MatrixDataset(
        Matrix.zeros(Precision.FLOAT32, 2, 2), column(0, 1), column(weights), new long[] {2, 3});
  }
}
