package org.nn4j.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nn4j.core.WatchedDataset;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.read.TableSources;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.Preset;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;
import org.nn4j.experiment.data.Notices;

class EpochBudgetTest {
  private static final Path IRIS = Path.of("..", "examples", "data", "iris.csv");

  private static final Notices SILENT =
      new Notices() {
        @Override
        public void note(String message) {}

        @Override
        public void warn(String message) {}
      };

  /** No batch is gathered in less than 5 ms, however fast the machine. */
  private static void slowly(int samples) {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static PreparedExperiment iris() {
    Catalog catalog = Catalog.standard();
    PreparedExperiment iris =
        new ExperimentFactory(
                catalog, KernelsSelector.standard(), new TableSources(catalog), SILENT)
            .prepare(
                Settings.defaults()
                    .with(DataSettings.DATA_FILE, IRIS)
                    .with(DataSettings.TARGET, List.of("species"))
                    .with(TrainingSettings.PRESET, Preset.NONE));
    Dataset slow = new WatchedDataset(iris.train(), EpochBudgetTest::slowly);
    return iris.member(iris.settings(), iris.network(), slow, iris.validation());
  }

  private static TrainingPlan plan(int epochs) {
    return TrainingPlan.builder()
        .loss("categorical_cross_entropy")
        .metric("accuracy")
        .schedule("cosine")
        .earlyStopping("validation_loss(patience=1)")
        .epochs(epochs)
        .batch(30)
        .build();
  }

  /** 120 rows are four batches, so an epoch takes 20 ms at least. */
  @Test
  void asManyEpochsArePlannedAsFit() {
    PreparedExperiment iris = iris();
    String before = iris.network().parameters().sha256();
    assertThat(EpochBudget.epochs(iris, plan(100_000), Duration.ofSeconds(2)))
        .isBetween(1, 2000 / 20);
    assertThat(iris.network().parameters().sha256()).as("a rehearsal").isEqualTo(before);
    assertThat(iris.network().beginTraining()).as("the network is still new").isTrue();
  }

  @Test
  void neverMoreThanPlannedAndAtLeastOne() {
    assertThat(EpochBudget.epochs(iris(), plan(3), Duration.ofDays(1))).isEqualTo(3);
    assertThat(EpochBudget.epochs(iris(), plan(3), Duration.ofMillis(1))).isEqualTo(1);
  }
}
