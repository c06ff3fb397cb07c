package org.nn4j.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.experiment.Experiment;
import org.nn4j.experiment.Trained;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;
import org.nn4j.experiment.config.Variants;

/** Times are in hours, so that those of the test itself do not count. */
class EnsembleBudgetTest {
  private static final Path IRIS = Path.of("..", "examples", "data", "iris.csv");

  private static final Settings PLANNED =
      Settings.defaults()
          .with(TrainingSettings.ENSEMBLE, 5)
          .with(TrainingSettings.EPOCHS, 100)
          .with(TrainingSettings.VARIANTS, List.of("{layers: [\"4:relu\"], epochs: 50}"));

  /** Fits networks, two side by side, that take 1 h an epoch, and 0.1 h of the other kind. */
  private static Settings fitted(double hours, boolean fixed) {
    EnsembleBudget budget = new EnsembleBudget(Duration.ofSeconds((long) (hours * 3600)), 2);
    budget.add(new EnsembleBudget.Cost(0, 3600));
    budget.add(new EnsembleBudget.Cost(0, 360));
    return budget.fitted(PLANNED, fixed);
  }

  private static List<Integer> numbers(Settings settings) {
    Settings variant = Variants.parse(settings.get(TrainingSettings.VARIANTS).get(0));
    return List.of(
        settings.get(TrainingSettings.ENSEMBLE),
        settings.get(TrainingSettings.EPOCHS),
        variant.get(TrainingSettings.EPOCHS));
  }

  @Test
  void whatFitsIsLeftAsItIs() {
    // 5 networks of 100 h and 5 of 5 h on two threads: 200 h, then 100 h beside 25 h.
    assertThat(numbers(fitted(300 / 0.92 + 1, false))).containsExactly(5, 100, 50);
  }

  @Test
  void fewerNetworksComeBeforeFewerEpochs() {
    // Three take 200 h; four take 210 h.
    assertThat(numbers(fitted(205 / 0.92, false))).containsExactly(3, 100, 50);
    assertThat(numbers(fitted(106 / 0.92, false))).containsExactly(2, 100, 50);
  }

  @Test
  void thenTheFirstKindGetsWhatTheOthersLeave() {
    assertThat(numbers(fitted(60.5 / 0.92, false))).containsExactly(2, 55, 50);
  }

  @Test
  void andTheOthersGetHalfAtMost() {
    assertThat(numbers(fitted(5.1 / 0.92, false))).containsExactly(2, 2, 25);
    assertThat(numbers(fitted(0.01, false))).containsExactly(2, 1, 1);
  }

  @Test
  void aNumberOfNetworksThatIsGivenStays() {
    assertThat(numbers(fitted(205 / 0.92, true)).get(0)).isEqualTo(5);
    assertThat(numbers(fitted(205 / 0.92, true)).get(1)).isBetween(60, 70);
  }

  @Test
  void anEnsembleWithoutEndStopsInTime() {
    int[] members = new int[1];
    Experiment endless =
        Experiment.on(IRIS)
            .target("species")
            .with("layers", "8:tanh")
            .with("ensemble", 3)
            .with("threads", 1)
            .with("epochs", 1_000_000_000)
            .with("time_budget", Duration.ofSeconds(2))
            .listeners(
                new TrainingListener() {
                  @Override
                  public TrainingListener ofMember(int number, int count) {
                    return new TrainingListener() {
                      private boolean counted;

                      @Override
                      public void epochDone(EpochResult result) {
                        members[0] += counted ? 0 : 1;
                        counted = true;
                      }
                    };
                  }
                });

    assertThat(endless.train().evaluatedOn()).isEqualTo("validation");
    assertThat(members[0]).as("networks that learnt something").isEqualTo(3);
  }

  @Test
  void whatWasPlannedTrainsTheSameBytesAgain() {
    Experiment fast =
        Experiment.on(IRIS).target("species").with("preset", "standard").with("threads", 2);
    Trained planned = fast.with("time_budget", Duration.ofMillis(1500)).train();

    Map<String, Object> settings = new HashMap<>(planned.settings());
    settings.keySet().retainAll(Set.of("ensemble", "epochs", "variants"));
    Trained again = fast.with(settings).train();

    assertThat(planned.notices()).anyMatch(notice -> notice.contains("the time budget has room"));
    if (planned.history().steps() == again.history().steps()) { // none was slower than expected
      assertThat(again.sha256()).isEqualTo(planned.sha256());
    }
  }
}
