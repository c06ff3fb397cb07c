package org.nn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nn4j.api.LearningRateSchedule;

/** Schedules that count steps, against values of PyTorch's formulas worked out by hand. */
class StepSchedulesTest {

  @Test
  void oneCycleRisesAndFallsInCosines() {
    // 10 steps: the top is at 0.3·10 − 1 = 2; 6 steps of fall have passed at step 8, half at 5.5.
    double[] rates = rates("one_cycle(div_factor=4,final_div_factor=10)", 1, 11);
    assertThat(rates[0]).isCloseTo(0.25, tight());
    assertThat(rates[1]).isCloseTo(0.625, tight());
    assertThat(rates[2]).isCloseTo(1, tight());
    assertThat(rates[3]).isCloseTo(fall(1, 0.025, 1 / 7.0), tight());
    assertThat(rates[8]).isCloseTo(fall(1, 0.025, 6 / 7.0), tight());
    assertThat(rates[9]).isCloseTo(0.025, tight());
    assertThat(rates[10]).as("after the run").isCloseTo(0.025, tight());
  }

  @Test
  void oneCycleRisesAndFallsInLines() {
    double[] rates = rates("one_cycle(anneal=linear,div_factor=4,final_div_factor=10)", 1, 10);
    assertThat(rates[1]).isCloseTo(0.625, tight());
    assertThat(rates[2]).isCloseTo(1, tight());
    assertThat(rates[5]).isCloseTo(1 - 0.975 * 3 / 7, tight());
    assertThat(rates[9]).isCloseTo(0.025, tight());
  }

  @Test
  void oneCycleReturnsToItsFirstRateInThreePhases() {
    // 10 steps: up to 0.4·10 − 1 = 3, down to 2·3 = 6, out at 9.
    String expression =
        "one_cycle(pct_start=0.4,anneal=linear,div_factor=4,final_div_factor=10,three_phase=true)";
    double[] expected = {
      0.25, 0.5, 0.75, 1, 0.75, 0.5, 0.25, 0.25 - 0.225 / 3, 0.25 - 0.45 / 3, 0.025
    };
    assertThat(rates(expression, 1, 10)).containsExactly(expected, tight());
  }

  @Test
  void oneCycleHasARateInTheShortestRuns() {
    for (int steps = 1; steps <= 4; steps++) {
      LearningRateSchedule schedule = new OneCycle();
      for (int step = 0; step < steps; step++) {
        assertThat(schedule.rate(1, Parts.step(step, steps), new double[0])).isBetween(0.0, 1.0);
      }
    }
  }

  @Test
  void oneCycleMayBeAtItsTopInTheFirstStep() {
    // 4 steps: the top is at 0.25·4 − 1 = 0.
    assertThat(Parts.schedule("one_cycle(pct_start=0.25)").rate(3, Parts.step(0, 4), new double[0]))
        .isEqualTo(3);
  }

  @Test
  void cyclicRunsUpAndDown() {
    double[] rates = rates("cyclic(max_factor=5,step_size_up=4,step_size_down=2)", 0.1, 13);
    assertThat(rates)
        .containsExactly(
            new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.3, 0.1, 0.2, 0.3, 0.4, 0.5, 0.3, 0.1},
            tight());
  }

  @Test
  void cyclicHalvesItsPeaks() {
    double[] rates = rates("cyclic(max_factor=5,step_size_up=2,mode=triangular2)", 0.1, 12);
    assertThat(rates)
        .containsExactly(
            new double[] {0.1, 0.3, 0.5, 0.3, 0.1, 0.2, 0.3, 0.2, 0.1, 0.15, 0.2, 0.15}, tight());
  }

  @Test
  void cyclicShrinksItsPeaksStepByStep() {
    double[] rates = rates("cyclic(max_factor=5,step_size_up=2,mode=exp_range,gamma=0.5)", 0.1, 8);
    assertThat(rates)
        .containsExactly(
            new double[] {
              0.1,
              0.1 + 0.2 / 2,
              0.1 + 0.4 / 4,
              0.1 + 0.2 / 8,
              0.1,
              0.1 + 0.2 / 32,
              0.1 + 0.4 / 64,
              0.1 + 0.2 / 128
            },
            tight());
  }

  @Test
  void warmupRisesToTheOtherSchedulesRate() {
    Warmup schedule = new Warmup(4, 0.2, new Exponential(0.5));
    double[] expected = {0.2, 0.4 / 2, 0.6 / 4, 0.8 / 8, 1.0 / 16, 1.0 / 32};
    for (int step = 0; step < expected.length; step++) {
      assertThat(schedule.rate(1, Parts.step(step, 6), new double[0]))
          .as("step %d", step)
          .isCloseTo(expected[step], tight());
    }
  }

  /** Of ½(1 − cos(2π·log₂(1 + 15t))) in NumPy, but for the zeros, which are exact. */
  @Test
  void coslogHasFourWavesThatLengthen() {
    LearningRateSchedule schedule = Parts.schedule("coslog");
    double[] expected = {
      0,
      0,
      0.9304309704312053,
      0,
      0.7183546884620604,
      0.9304309704312057,
      0.323689004228871,
      0,
      0.2589167187746038,
      0.7183546884620602,
      0.9838444269228753,
      0.9304309704312057,
      0.6531941051542426,
      0.3236890042288711,
      0.0831504846204911,
      0
    };
    for (int step = 0; step <= 15; step++) {
      assertThat(schedule.rate(0.5, Parts.step(step, 15), new double[0]))
          .as("step %d", step)
          .isCloseTo(expected[step] / 2, tight());
    }
    // One cycle, ½(1 − cos(2π·log₂(1 + t))), is at its top where 1 + t = √2.
    assertThat(
            Parts.schedule("coslog(cycles=1)")
                .rate(1, Parts.step(414_214, 1_000_000), new double[0]))
        .isCloseTo(1, within(1e-10));
    assertThat(schedule.rate(1, Parts.step(99, 15), new double[0])).as("after the run").isZero();
  }

  @Test
  void flatCosineIsFlatAndThenFalls() {
    LearningRateSchedule half = Parts.schedule("flat_cosine");
    double[] expected = {1, 1, 1, 1, 1, 0.8535533905932738, 0.5, 0.14644660940672624, 0, 0};
    for (int step = 0; step < expected.length; step++) {
      assertThat(half.rate(3, Parts.step(step, 8), new double[0]))
          .as("step %d", step)
          .isCloseTo(3 * expected[step], tight());
    }
    assertThat(Parts.schedule("flat_cosine(flat=0.8)").rate(1, Parts.step(9, 10), new double[0]))
        .isCloseTo(0.5, tight());
    assertThat(Parts.schedule("flat_cosine(flat=0)").rate(1, Parts.step(5, 10), new double[0]))
        .isCloseTo(0.5, tight());
  }

  @Test
  void kneeIsFlatAndThenALine() {
    double[] expected = {1, 1, 1, 1, 1, 0.75, 0.5, 0.25, 0, 0};
    for (int step = 0; step < expected.length; step++) {
      assertThat(Parts.schedule("knee").rate(3, Parts.step(step, 8), new double[0]))
          .as("step %d", step)
          .isCloseTo(3 * expected[step], tight());
    }
    assertThat(Parts.schedule("knee(explore=0)").rate(1, Parts.step(5, 10), new double[0]))
        .isCloseTo(0.5, tight());
  }

  @Test
  void wsdRisesStaysAndFalls() {
    // 20 steps: the rise takes 4, the fall begins after 12.
    for (String shape : List.of("sqrt", "linear", "cosine")) {
      LearningRateSchedule wsd = Parts.schedule("wsd(warmup=0.2,decay=0.4,shape=" + shape + ")");
      for (int step = 0; step <= 22; step++) {
        double x = Math.min(1, (step - 12) / 8.0);
        double fall =
            switch (shape) {
              case "sqrt" -> 1 - Math.sqrt(x);
              case "linear" -> 1 - x;
              default -> 0.5 + 0.5 * Math.cos(Math.PI * x);
            };
        double expected = step < 4 ? (step + 1) / 4.0 : step <= 12 ? 1 : fall;
        assertThat(wsd.rate(0.5, Parts.step(step, 20), new double[0]))
            .as("%s, step %d", shape, step)
            .isCloseTo(expected / 2, within(1e-8));
      }
    }
    assertThat(Parts.schedule("wsd(warmup=0,decay=0)").rate(2, Parts.step(20, 20), new double[0]))
        .isEqualTo(2);
  }

  @Test
  void warmupHandsLossesOn() {
    ReduceOnPlateau plateau = new ReduceOnPlateau(0.5, 0, 0, 0, 0, 0);
    Warmup schedule = new Warmup(2, 0.5, plateau);
    double[] state = new double[schedule.stateSize()];
    schedule.initialise(state);
    schedule.observe(1, state);
    schedule.observe(1, state);
    assertThat(schedule.rate(1, Parts.step(0, 9), state)).isEqualTo(0.25);
    assertThat(schedule.rate(1, Parts.step(2, 9), state)).isEqualTo(0.5);
  }

  private static double[] rates(String expression, double baseRate, int steps) {
    LearningRateSchedule schedule = Parts.schedule(expression);
    return IntStream.range(0, steps)
        .mapToDouble(step -> schedule.rate(baseRate, Parts.step(step, 10), new double[0]))
        .toArray();
  }

  private static double fall(double high, double low, double position) {
    return low + (high - low) / 2 * (Math.cos(Math.PI * position) + 1);
  }

  private static Offset<Double> tight() {
    return within(1e-13);
  }
}
