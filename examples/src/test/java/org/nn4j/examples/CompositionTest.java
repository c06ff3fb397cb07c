package org.nn4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.core.InputException;
import org.nn4j.core.activation.Activations;
import org.nn4j.core.comparison.PairedTest;
import org.nn4j.core.crossval.CrossValidationResult;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.diagnosis.Finding;
import org.nn4j.core.diagnosis.Finding.Kind;
import org.nn4j.core.gradcheck.GradientCheck;
import org.nn4j.core.inject.Nn;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;

/** Runs what the guide shows of composing in code. */
class CompositionTest {
  private static final Path IRIS = Path.of("data", "iris.csv");
  private static final MatrixDataset FIVE_POINTS =
      new MatrixDataset(FivePoints.POINTS, FivePoints.TARGETS);

  @TempDir private Path folder;

  @Test
  void theFirstNetworkLearnsExclusiveOr() {
    double[][] predictions = FirstNetwork.learnXor().toRows();

    assertThat(predictions[0][0]).isLessThan(0.2);
    assertThat(predictions[1][0]).isGreaterThan(0.8);
    assertThat(predictions[2][0]).isGreaterThan(0.8);
    assertThat(predictions[3][0]).isLessThan(0.2);
  }

  @Test
  void irisesGoFromCsvToLabels() {
    Path model = folder.resolve("iris.safetensors");

    assertThat(IrisFromCsv.train(IRIS, model)).isGreaterThan(0.9);
    assertThat(IrisFromCsv.predict(IRIS, model)).isEqualTo("setosa");
    assertThat(IrisFromCsv.predictOne(model)).isEqualTo("versicolor");
  }

  @Test
  void aWayOfTrainingIsCrossValidated() {
    CrossValidationResult result = CrossValidatedIris.run(IRIS);

    assertThat(result.summary("accuracy").mean()).isGreaterThan(0.9);
    assertThat(result.predictions().get(0).labels()).hasSize(150).startsWith("setosa");
  }

  @Test
  void twoNetworksAreCompared() {
    PairedTest test = ComparedNetworks.run(IRIS);

    assertThat(test.pairs()).isEqualTo(5);
    assertThat(test.difference()).as("32 units against 1").isPositive();
  }

  @Test
  void aRunIsReported() {
    WineReport.write(IRIS.resolveSibling("wine.csv"), folder);

    assertThat(folder.resolve("index.html"))
        .content()
        .contains("<h1>Wine</h1>", "Worst predictions");
    assertThat(folder.resolve("loss.svg")).exists();
    assertThat(folder.resolve("events/validation")).isDirectory();
  }

  @Test
  void aModelIsExplained() {
    WhyIris.explain(IRIS, folder);

    assertThat(folder.resolve("dependence.svg")).content().contains("p(virginica)");
  }

  @Test
  void aSickRunIsDiagnosed() {
    assertThat(SickRun.diagnose(IRIS)).extracting(Finding::kind).contains(Kind.SATURATED_UNITS);
  }

  @Test
  void anActivationOfLambdasTrainsSavesAndLoads() {
    Path file = folder.resolve("square.safetensors");

    assertThat(OwnActivation.fitSquare(file)).isLessThan(0.1);
    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("unknown activation 'signed_square'");
  }

  @Test
  void guiceWiresOwnPartsAndListeners() {
    BestEpoch best = new BestEpoch();

    Network network = Composition.withGuice(FIVE_POINTS, best);

    assertThat(network).hasToString("2 → dense 8 → dense 1, 33 parameters, float32");
    assertThat(best.epoch()).isBetween(1, 50);
  }

  @Test
  void aBindingIsOverridden() {
    Kernels own = KernelsSelector.standard();

    assertThat(Composition.withKernels(own).network(2).dense(1).build().kernels()).isSameAs(own);
  }

  @Test
  void composingByHandGivesTheSameAsGuice() {
    BestEpoch best = new BestEpoch();
    Nn nn = Composition.byHand(List.of(), best);
    Network network = nn.network(2).dense(8, "signed_square").dense(1).seed(1).build();
    nn.trainer(nn.plan().loss("mse").optimizer("adam(lr=0.02)").epochs(50).build())
        .fit(network, FIVE_POINTS);

    assertThat(network.parameters().trainable().toRows())
        .isDeepEqualTo(
            Composition.withGuice(FIVE_POINTS, new BestEpoch()).parameters().trainable().toRows());
    assertThat(best.epoch()).isPositive();
  }

  @Test
  void aTrainingThatIsStoppedGoesOn() {
    TrainingPlan plan = Checkpoints.plan();
    Network stopped = classifier();
    new Trainer(plan, Checkpoints.stopButton(Runnable::run)).fit(stopped, FIVE_POINTS, FIVE_POINTS);
    Network broken = classifier();
    Model model = Model.of(broken, plan);
    Path run = folder.resolve("run");
    TrainingPlan begun = plan.withStop(history -> history.epochs().size() == 3);
    Checkpoints.train(begun, model, FIVE_POINTS, FIVE_POINTS, run);
    Checkpoints.train(plan, model, FIVE_POINTS, FIVE_POINTS, run);
    Network whole = classifier();
    new Trainer(plan).fit(whole, FIVE_POINTS, FIVE_POINTS);

    assertThat(stopped.parameters().sha256()).isEqualTo(classifier().parameters().sha256());
    assertThat(broken.parameters().sha256()).isEqualTo(whole.parameters().sha256());
  }

  private static Network classifier() {
    return Network.builder(2).dense(8, "relu").dense(2, "softmax").seed(1).build();
  }

  @Test
  void ownOptimizersAndLayersTrainByName() {
    assertThat(OwnParts.train(FIVE_POINTS)).isLessThan(0.05);
  }

  @Test
  void twentyThreadsPredictTheSameBitsAsOne() throws Exception {
    Network network =
        Network.builder(2)
            .dense(32, Activations.of("signed_square", z -> z * Math.abs(z), z -> 2 * Math.abs(z)))
            .dense(3, "softmax")
            .seed(3)
            .build();
    Matrix features = Matrix.zeros(org.nn4j.api.Precision.FLOAT64, 700, 2);
    for (int r = 0; r < features.rows(); r++) {
      features.set(r, 0, StrictMath.sin(r));
      features.set(r, 1, StrictMath.cos(3 * r));
    }
    double[][] alone = network.predict(features).toRows();

    for (Matrix answer : ManyThreads.predict(network, features, 20, 20)) {
      assertThat(answer.toRows()).isDeepEqualTo(alone);
    }
  }

  @Test
  void aWrongDerivativeIsFound() {
    Network network =
        Network.builder(2)
            .dense(4, Activations.of("signed_square", z -> z * Math.abs(z), z -> -2 * Math.abs(z)))
            .dense(1)
            .build();
    TrainingPlan plan = TrainingPlan.builder().loss("mse").epochs(1).build();
    new Trainer(plan).fit(network, FIVE_POINTS);

    assertThat(new GradientCheck().check(network, plan.loss(), FIVE_POINTS).passed()).isFalse();
  }
}
