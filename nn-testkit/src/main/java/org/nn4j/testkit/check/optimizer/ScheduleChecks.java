package org.nn4j.testkit.check.optimizer;

import java.util.Arrays;
import java.util.List;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.Kind;
import org.nn4j.testkit.check.Check;
import org.nn4j.testkit.check.Setting;
import org.nn4j.testkit.check.support.Allocation;
import org.nn4j.testkit.check.support.CheckList;
import org.nn4j.testkit.check.support.ComponentChecks;
import org.nn4j.testkit.check.support.Expect;
import org.nn4j.testkit.check.support.TestMatrices;
import org.nn4j.testkit.check.support.Threads;

/** What every {@link LearningRateSchedule} promises. */
public final class ScheduleChecks {
  private static final long[][] RUNS = {{1, 1}, {7, 30}, {100, 3}, {1, 300}};
  private static final double[] BASES = {0, 1e-3, 0.1, 2};

  private final LearningRateSchedule schedule;

  private ScheduleChecks(LearningRateSchedule schedule) {
    this.schedule = schedule;
  }

  /** Returns the checks of a schedule. */
  public static List<Check> of(LearningRateSchedule schedule, Setting setting) {
    CheckList list = new CheckList(schedule);
    ComponentChecks.addTo(list, schedule, Kind.SCHEDULE, setting);
    ScheduleChecks checks = new ScheduleChecks(schedule);
    list.add("rates are finite and at least 0", checks::ratesAreLegal);
    list.add("rates survive long runs", checks::survivesLongRuns);
    list.add("the rate is a function of clock and state", checks::isAFunction);
    list.add("is thread-safe", checks::isThreadSafe);
    list.add("allocates nothing", checks::allocatesNothing);
    return list.toList();
  }

  private record Clock(long step, long epoch, long stepsPerEpoch, long totalEpochs)
      implements TrainingClock {

    static Clock at(long step, long stepsPerEpoch, long totalEpochs) {
      return new Clock(step, step / stepsPerEpoch, stepsPerEpoch, totalEpochs);
    }

    @Override
    public String toString() {
      return "step " + step + " of " + stepsPerEpoch + "·" + totalEpochs;
    }
  }

  private double[] fresh() {
    double[] state = new double[schedule.stateSize()];
    schedule.initialise(state);
    return state;
  }

  private double legal(double base, Clock clock, double[] state) {
    double rate = schedule.rate(base, clock, state);
    Expect.that(
        rate >= 0 && rate <= Double.MAX_VALUE,
        "a rate is finite and at least 0",
        "base rate " + base + ", " + clock,
        "a finite number ≥ 0",
        rate);
    return rate;
  }

  /** Walks through runs of several lengths, and three epochs beyond them. */
  private void ratesAreLegal() {
    for (long[] run : RUNS) {
      for (double base : BASES) {
        double[] state = fresh();
        RandomStream random = TestMatrices.random(1);
        for (long step = 0; step < run[0] * (run[1] + 3); step++) {
          legal(base, Clock.at(step, run[0], run[1]), state);
          if ((step + 1) % run[0] == 0) {
            schedule.observe(1 + 0.1 * random.nextGaussian(), state);
          }
        }
      }
    }
  }

  private void survivesLongRuns() {
    double[] state = fresh();
    for (long step = 1; step < 1_000_000_000_000L; step *= 7) {
      legal(0.1, Clock.at(step, 1000, 1_000_000_000), state);
    }
    for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e300, 0, -1}) {
      schedule.observe(loss, state);
      legal(0.1, Clock.at(10, 5, 10), state);
    }
  }

  private void isAFunction() {
    double[] state = fresh();
    RandomStream random = TestMatrices.random(2);
    for (long step = 0; step < 7 * 30; step++) {
      Clock clock = Clock.at(step, 7, 30);
      double[] before = state.clone();
      double rate = schedule.rate(0.1, clock, state);
      Expect.that(
          Arrays.equals(before, state),
          "rate() does not change the state",
          clock.toString(),
          Arrays.toString(before),
          Arrays.toString(state));
      legal(0.3, Clock.at(209 - step, 7, 30), state.clone());
      String rule = "the rate depends on base rate, clock and state alone";
      Expect.bits(rule, clock + ", asked again", rate, schedule.rate(0.1, clock, before));
      LearningRateSchedule other = schedule.with(schedule.parameters());
      Expect.bits(rule, clock + ", another instance", rate, other.rate(0.1, clock, before));
      if (clock.step() % 7 == 6) {
        schedule.observe(1 + 0.1 * random.nextGaussian(), state);
      }
    }
  }

  private void isThreadSafe() throws InterruptedException {
    double[] alone = new double[210];
    for (int step = 0; step < alone.length; step++) {
      alone[step] = schedule.rate(0.1, Clock.at(step, 7, 30), fresh());
    }
    Threads.repeat(
        index -> {
          for (int step = index; step < alone.length; step++) {
            Clock clock = Clock.at(step, 7, 30);
            Expect.bits(
                "rates are the same on any thread",
                clock.toString(),
                alone[step],
                schedule.rate(0.1, clock, fresh()));
          }
        });
  }

  private void allocatesNothing() {
    Clock[] clocks = {Clock.at(0, 7, 30), Clock.at(100, 7, 30), Clock.at(209, 7, 30)};
    double[] state = fresh();
    double[] sum = new double[1];
    int[] calls = {0};
    Allocation.requireNone(
        "rate()",
        "base rate 0.1, " + Arrays.toString(clocks),
        () -> sum[0] += schedule.rate(0.1, clocks[calls[0]++ % clocks.length], state));
  }
}
