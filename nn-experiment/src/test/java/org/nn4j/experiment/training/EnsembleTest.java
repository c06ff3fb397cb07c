package org.nn4j.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.core.InputException;
import org.nn4j.core.layer.Ensemble;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.training.Cancellation;
import org.nn4j.core.training.CancelledException;
import org.nn4j.core.training.EpochResult;
import org.nn4j.experiment.Experiment;
import org.nn4j.experiment.Trained;

class EnsembleTest {
  private static final Path IRIS = Path.of("..", "examples", "data", "iris.csv");
  private static final Map<String, Double> FLOWER =
      Map.of("sepal_length", 5.1, "sepal_width", 3.5, "petal_length", 1.4, "petal_width", 0.2);

  @TempDir private Path folder;

  private static Experiment few() {
    return Experiment.on(IRIS)
        .target("species")
        .seed(3)
        .with("epochs", 6)
        .with("layers", "8:tanh")
        .with("ensemble", 3)
        .with("early_stopping", "accuracy(patience=inf, ties=last)")
        .with("variants", List.of("{layers: [\"4:relu\"], epochs: 9}"));
  }

  @Test
  void anyNumberOfThreadsTrainsTheSameBytes() {
    String alone = few().with("threads", 1).train().sha256();

    assertThat(few().with("threads", 2).train().sha256()).isEqualTo(alone);
    assertThat(few().with("threads", 5).train().sha256()).isEqualTo(alone);
  }

  @Test
  void oneFileHoldsAllMembersAndPredictsAsTheyDo() {
    Trained trained = few().train();
    Path file = folder.resolve("iris.safetensors");
    trained.model().save(file);

    Ensemble ensemble = (Ensemble) trained.model().network().layers().get(0);
    assertThat(ensemble.members().size()).isIn(3, 6); // a kind that does not help is left out
    assertThat(ModelFile.load(file).predict(FLOWER).probability("setosa"))
        .isEqualTo(trained.model().predict(FLOWER).probability("setosa"));
    assertThat(ModelFile.load(file).network().parameters().sha256()).isEqualTo(trained.sha256());
  }

  @Test
  void aRunThatWasBrokenOffEndsWithTheSameBytes() {
    Cancellation cancellation =
        new Cancellation() {
          @Override
          public void epochDone(EpochResult result) {
            if (result.epoch() == 4) {
              cancel();
            }
          }
        };
    Path run = folder.resolve("run");
    Experiment kept = few().with("threads", 2).with("checkpoint", run);

    assertThatThrownBy(() -> kept.listeners(cancellation).train())
        .isInstanceOf(CancelledException.class)
        .hasMessageContaining("with(\"resume\", ");
    assertThat(Files.isDirectory(run.resolve("member-1"))).isTrue();
    assertThat(kept.with("resume", run).train().sha256()).isEqualTo(few().train().sha256());
  }

  @Test
  void theHeldOutRowsOfTheExperimentChooseNothing() {
    Trained trained = few().train();

    assertThat(trained.evaluatedOn()).isEqualTo("validation");
    assertThat(trained.chosenBy()).isEmpty();
    assertThat(trained.history().epochs()).hasSize(9); // the longest of both kinds
  }

  @Test
  void aVariantMayNotChangeWhatAllNetworksHaveInCommon() {
    assertThatThrownBy(() -> few().with("variants", List.of("{scaling: none}")).train())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is one for all networks of an ensemble");
  }

  @Test
  void whoChoosesHowToTrainGetsOnePlainNetwork() {
    assertThat(Experiment.on(IRIS).target("species").with("epochs", 2).train().settings())
        .containsEntry("preset", "none")
        .containsEntry("ensemble", 0)
        .containsEntry("scaling", "standardize");
  }

  @Test
  void whatAPresetFilledInTrainsTheSameBytesAgain() {
    for (String preset : List.of("fast", "standard")) {
      Experiment given =
          Experiment.on(IRIS).target("species").seed(1).with("preset", preset).with("ensemble", 1);
      Trained trained = given.train();
      Map<String, Object> settings = new LinkedHashMap<>(trained.settings());
      settings.keySet().removeAll(List.of("data", "model", "threads", "memory_budget"));

      assertThat(settings).containsEntry("preset", preset);
      assertThat(Experiment.on(IRIS).with(settings).train().sha256())
          .as(preset)
          .isEqualTo(trained.sha256());
    }
  }

  @Test
  void fewRowsAreStandardizedAndHaveAsManyKindsAsThereIsTimeFor() {
    Experiment iris = Experiment.on(IRIS).target("species").with("ensemble", 1);

    assertThat(iris.with("preset", "standard").train().settings())
        .containsEntry("scaling", "standardize")
        .containsEntry("category_encoding", "one_hot")
        .containsEntry("ntk", true)
        .hasEntrySatisfying("variants", kinds -> assertThat((List<?>) kinds).hasSize(2));
    assertThat(iris.with("preset", "fast").train().settings())
        .containsEntry("scaling", "standardize")
        .containsEntry("ntk", false)
        .containsEntry("label_smoothing", 0.0)
        .hasEntrySatisfying("variants", kinds -> assertThat((List<?>) kinds).isEmpty());
  }
}
