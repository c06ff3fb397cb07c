package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;

/**
 * One cycle over the whole run: up to the base rate, then down to almost zero (Smith, Topin 2018),
 * by PyTorch's formula. <b>Counts steps.</b>
 *
 * <pre>
 * n = total_steps,  a = pct_start·n − 1,  low = η/div_factor,  end = low/final_div_factor
 * steps 0 to a:       low → η
 * steps a to n−1:     η → end
 * with three_phase:   η → low in steps a to 2a,  low → end in steps 2a to n−1
 * </pre>
 *
 * @param pctStart part of the steps in which the rate rises, in [0, 1)
 * @param anneal curve of each phase
 * @param divFactor ratio of the base rate to the first rate, above 0
 * @param finalDivFactor ratio of the first rate to the last rate, above 0
 * @param threePhase whether to return to the first rate before going to the last; pct_start is then
 *     at most 0.5
 */
public record OneCycle(
    double pctStart, Anneal anneal, double divFactor, double finalDivFactor, boolean threePhase)
    implements LearningRateSchedule {

  /** The curve of a phase. */
  public enum Anneal {
    /** Half a cosine. */
    COS,
    /** A straight line. */
    LINEAR
  }

  /** Creates the schedule with PyTorch's defaults. */
  public OneCycle() {
    this(0.3, Anneal.COS, 25, 1e4, false);
  }

  /**
   * Creates the schedule.
   *
   * @throws IllegalArgumentException if one is out of range, or three phases do not fit into the
   *     run
   */
  public OneCycle {
    Checks.inRange("pct_start", pctStart, 0, 1);
    Checks.positive("div_factor", divFactor);
    Checks.positive("final_div_factor", finalDivFactor);
    if (threePhase && pctStart > 0.5) {
      throw new IllegalArgumentException(
          "pct_start must be at most 0.5 with three_phase but is " + pctStart);
    }
  }

  @Override
  public String name() {
    return "one_cycle";
  }

  @Override
  public String description() {
    return "up to the base rate and down to almost nothing, in one run";
  }

  @Override
  public double rate(double baseRate, TrainingClock clock, double[] state) {
    double low = baseRate / divFactor;
    double end = low / finalDivFactor;
    double step = clock.step();
    double top = pctStart * clock.totalSteps() - 1;
    double last = clock.totalSteps() - 1.0;
    if (step <= top) {
      return between(low, baseRate, 0, top, step);
    }
    if (!threePhase) {
      return between(baseRate, end, top, last, step);
    }
    return step <= 2 * top
        ? between(baseRate, low, top, 2 * top, step)
        : between(low, end, 2 * top, last, step);
  }

  private double between(double from, double to, double start, double end, double step) {
    double position = end > start ? Math.min((step - start) / (end - start), 1) : 1;
    return anneal == Anneal.COS ? Cosine.at(from, to, position) : from + (to - from) * position;
  }
}
