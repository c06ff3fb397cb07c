package org.nn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReduceOnPlateauTest {

  @Test
  void waitsForItsPatience() {
    assertThat(rates(new ReduceOnPlateau(0.5, 2, 0, 0, 0, 0), 5, 5, 5, 5, 5, 5, 5))
        .containsExactly(1, 1, 1, 0.5, 0.5, 0.5, 0.25);
  }

  @Test
  void coolsDownBeforeItCountsAgain() {
    assertThat(rates(new ReduceOnPlateau(0.5, 0, 0, 2, 0, 0), 5, 5, 5, 5, 5, 5, 5, 5))
        .containsExactly(1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125);
  }

  @Test
  void stopsAtTheLeastRate() {
    assertThat(rates(new ReduceOnPlateau(0.1, 0, 0, 0, 0.05, 0), 5, 5, 5, 5))
        .containsExactly(1, 0.1, 0.05, 0.05);
  }

  @Test
  void leavesOutChangesThatAreTooSmall() {
    assertThat(rates(new ReduceOnPlateau(0.5, 0, 0, 0, 0, 0.3), 5, 5, 5, 5))
        .containsExactly(1, 0.5, 0.5, 0.5);
    assertThat(rates(new ReduceOnPlateau(0.5, 0, 0, 0, 0, 0.25), 5, 5, 5))
        .as("one of eps is too small, as in PyTorch")
        .containsExactly(1, 0.5, 0.5);
  }

  @Test
  void takesTheThresholdRelative() {
    assertThat(rates(new ReduceOnPlateau(0.5, 0, 0.1, 0, 0, 0), 100, 91, 80))
        .as("91 is no improvement by a tenth, 80 is")
        .containsExactly(1, 0.5, 0.5);
    assertThat(rates(new ReduceOnPlateau(0.5, 0, 0.1, 0, 0, 0), -100, -105, -120))
        .as("-105 is none, -120 is")
        .containsExactly(1, 0.5, 0.5);
  }

  @Test
  void countsNanAndInfinityAsBad() {
    assertThat(rates(new ReduceOnPlateau(0.5, 1, 0, 0, 0, 0), 1, Double.NaN, 1.0 / 0, 0.5))
        .containsExactly(1, 1, 0.5, 0.5);
    assertThat(rates(new ReduceOnPlateau(0.5, 0, 0, 0, 0, 0), Double.NaN)).containsExactly(0.5);
  }

  /** Returns the rate after each of the losses, the base rate being 1. */
  private static double[] rates(ReduceOnPlateau schedule, double... losses) {
    double[] state = new double[schedule.stateSize()];
    schedule.initialise(state);
    double[] rates = new double[losses.length];
    for (int i = 0; i < losses.length; i++) {
      schedule.observe(losses[i], state);
      rates[i] = schedule.rate(1, Parts.epoch(i + 1, losses.length), state);
    }
    return rates;
  }
}
