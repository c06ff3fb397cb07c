package org.nn4j.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Optimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.data.split.Split;
import org.nn4j.core.diagnosis.Finding.Kind;
import org.nn4j.core.model.Model;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingPlan;

class TrainingDiagnosisTest {

  private static TrainingPlan plan(String loss, int epochs) {
    return TrainingPlan.builder().loss(loss).epochs(epochs).build();
  }

  private static Network network(String hidden, String output) {
    return Network.builder(3).seed(1).dense(8, hidden).dense(1, output).build();
  }

  private static List<Finding> train(TrainingPlan plan, Network network, Dataset data) {
    TrainingDiagnosis diagnosis = new TrainingDiagnosis(List.of("age", "height"));
    new Trainer(plan, diagnosis).fit(network, data);
    return diagnosis.findings();
  }

  private static Matrix times(Matrix matrix, int column, double factor) {
    for (int r = 0; r < matrix.rows(); r++) {
      matrix.set(r, column, factor * matrix.get(r, column));
    }
    return matrix;
  }

  /** What {@code nn train} does by default: one hidden layer of relu, standardized features. */
  @ParameterizedTest
  @CsvSource({"iris, species", "digits, digit", "wine, cultivar"})
  void goodDataAndDefaultsRaiseNothing(String file, String target) {
    Table table = TableReader.read(Path.of("../examples/data", file + ".csv"));
    Split split = Split.stratified(table, target, 0.2, 0);
    Preprocessor preprocessor = Preprocessor.fit(table, split.train(), target);
    Network network =
        Network.builder(preprocessor.inputWidth())
            .dense(64, "relu")
            .dense(preprocessor.outputWidth(), "softmax")
            .build();
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss("categorical_cross_entropy")
            .optimizer("adamw(lr=0.003, weight_decay=0.2)")
            .schedule("cosine")
            .epochs(60)
            .build();
    TrainingDiagnosis diagnosis = new TrainingDiagnosis(preprocessor.features().inputs());
    new Trainer(plan, diagnosis)
        .fit(network, new Model(network, plan.loss(), preprocessor).dataset(table, split.train()));

    assertThat(diagnosis.findings()).isEmpty();
    assertThat(ColumnDiagnosis.of(table, split.train(), preprocessor)).isEmpty();
  }

  @Test
  void trainingComputesTheSameWithAndWithoutIt() {
    List<String> hashes = new ArrayList<>();
    TrainingListener[][] listeners = {{}, {new TrainingDiagnosis()}};
    for (TrainingListener[] some : listeners) {
      Network network =
          Network.builder(3)
              .seed(1)
              .dense(8, "relu")
              .layer("batch_norm")
              .dropout(0.3)
              .dense(1, "sigmoid")
              .build();
      new Trainer(plan("binary_cross_entropy", 5), some).fit(network, Blobs.data(100));
      hashes.add(network.parameters().sha256());
    }
    assertThat(hashes.get(1)).isEqualTo(hashes.get(0));
  }

  @Test
  void eachTroubleIsToldOnceForEachLayer() {
    Network network =
        Network.builder(3).seed(1).dense(8, "relu").dense(8, "relu").dense(1, "sigmoid").build();
    network.parameters().value("layers.0.bias").fill(-50);
    network.parameters().value("layers.1.bias").fill(-50);

    assertThat(train(plan("binary_cross_entropy", 9), network, Blobs.data(100)))
        .extracting(Finding::kind, Finding::subject)
        .containsExactly(
            tuple(Kind.DEAD_UNITS, "layers.0 (dense)"), tuple(Kind.DEAD_UNITS, "layers.1 (dense)"));
  }

  /** An optimizer whose steps end at 0, where relu has no slope. */
  private record Killing(double lr) implements Optimizer {
    @Override
    public String name() {
      return "killing";
    }

    @Override
    public void update(
        Matrix parameters,
        Matrix gradients,
        OptimizerState state,
        int from,
        int to,
        double rate,
        long step) {
      parameters.fill(0);
    }
  }

  @Test
  void unitsThatDieInTrainingAreTold() {
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss("binary_cross_entropy")
            .optimizer(new Killing(1))
            .epochs(1)
            .build();
    assertThat(train(plan, network("relu", "sigmoid"), Blobs.data(100)))
        .extracting(Finding::kind)
        .containsExactly(Kind.DEAD_UNITS);
  }

  @Test
  void inputsThatAreNotScaledAreNamed() {
    Matrix x = times(times(Blobs.x(100), 1, 500), 2, 1e-5);
    assertThat(
            train(
                plan("binary_cross_entropy", 1),
                network("relu", "sigmoid"),
                new MatrixDataset(x, Blobs.y(100))))
        .filteredOn(found -> found.kind() == Kind.UNSCALED)
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .startsWith("inputs are not scaled: height from -")
        .contains(", input 3 from -", "standardize them")
        .doesNotContain("age");
  }

  /** Standardized, a feature that one sample in n has is √n there. */
  @Test
  void aFeatureThatNearlyAllSamplesLackIsFine() {
    Matrix x = Blobs.x(400);
    for (int r = 0; r < 400; r++) {
      x.set(r, 1, r == 3 ? 400 : -1e-2);
    }
    assertThat(
            train(
                plan("binary_cross_entropy", 1),
                network("relu", "sigmoid"),
                new MatrixDataset(x, Blobs.y(400))))
        .isEmpty();
  }

  static Stream<Arguments> targets() {
    return Stream.of(
        Arguments.of("sigmoid", 5.0, "targets are from 0 to 5, but the last layer's outputs stay"),
        Arguments.of("sigmoid", 5.0, "between 0 and 1; end the network in identity"),
        Arguments.of("relu", -1.0, "targets are from -1 to 0, but the last layer's outputs stay"),
        Arguments.of("tanh", 1.5, "stay between -1 and 1"));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void targetsThatTheOutputCannotReachAreTold(String output, double factor, String part) {
    Matrix y = times(Blobs.y(100), 0, factor);
    assertThat(train(plan("mse", 1), network("tanh", output), new MatrixDataset(Blobs.x(100), y)))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.kind()).isEqualTo(Kind.TARGETS_OUT_OF_DOMAIN);
              assertThat(found.message()).contains(part);
            });
  }

  @ParameterizedTest
  @CsvSource({"sigmoid, 1", "tanh, -1", "relu, 50", "identity, -50", "softplus, 20"})
  void targetsThatTheOutputReachesAreFine(String output, double factor) {
    Matrix y = times(Blobs.y(100), 0, factor);
    assertThat(train(plan("mse", 1), network("tanh", output), new MatrixDataset(Blobs.x(100), y)))
        .isEmpty();
  }

  @Test
  void largeTargetsAreToBeScaled() {
    Matrix y = times(Blobs.y(100), 0, 3000);
    assertThat(
            train(plan("mse", 1), network("tanh", "identity"), new MatrixDataset(Blobs.x(100), y)))
        .first()
        .extracting(Finding::message)
        .isEqualTo(
            "targets are not scaled: from 0 to 3000; standardize them, or the network spends its"
                + " training on their size");
  }

  @Test
  void targetsThatAreNoDistributionAreTold() {
    Matrix y = Matrix.zeros(Precision.FLOAT32, 100, 2);
    y.fill(1);
    Network network = Network.builder(3).seed(1).dense(8, "relu").dense(2, "softmax").build();
    assertThat(
            train(
                plan("categorical_cross_entropy", 1), network, new MatrixDataset(Blobs.x(100), y)))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .startsWith("categorical_cross_entropy compares distributions, but the targets of a sample")
        .contains("add up to 2, not 1");
  }

  /** What the loss refuses it says itself, with its own words. */
  @Test
  void targetsThatTheLossRefusesEndTheTrainingAsBefore() {
    Matrix y = times(Blobs.y(100), 0, 3);
    assertThatThrownBy(
            () ->
                train(
                    plan("binary_cross_entropy", 1),
                    network("relu", "sigmoid"),
                    new MatrixDataset(Blobs.x(100), y)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs targets in [0, 1]");
  }

  @Test
  void aSingleSampleOfOneFeatureIsEnough() {
    Network network = Network.builder(1).dense(1, "identity").build();
    Matrix one = Matrix.of(new double[] {1});
    assertThat(train(plan("mse", 1), network, new MatrixDataset(one, one))).isEmpty();
  }
}
