package org.nn4j.core.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The error of a network on held-out rows over the number of rows that it learns from, and what
 * more rows would probably bring.
 *
 * <p>Errors often fall as a power of the number of rows, a·n⁻ᵇ, until they come near what no
 * network can do better. Source: Hestness et al., "Deep learning scaling is predictable,
 * empirically", 2017. The power is fitted to the logarithms by least squares, and trusted only
 * where it explains the curve and the curve still falls at its end.
 *
 * @param error what is measured, such as {@code 1 − accuracy}: less is better
 * @param points the sizes, ascending
 */
public record LearningCurve(String error, List<Point> points) {
  /** Share of the variance of the errors' logarithms that the power must explain. */
  private static final double EXPLAINED = 0.95;

  /** Share of the fitted slope that the last two sizes must have at least. */
  private static final double STILL_FALLING = 0.5;

  /** Share by which errors must fall to be worth more rows. */
  private static final double WORTHWHILE = 0.03;

  /** Copies the list. */
  public LearningCurve {
    points = List.copyOf(points);
  }

  /**
   * The errors of networks that learnt from equally many rows.
   *
   * @param rows how many rows
   * @param mean the mean of the errors
   * @param deviation their standard deviation, 0 of a single one
   * @param repeats how many networks
   */
  public record Point(int rows, double mean, double deviation, int repeats) {

    /** Creates a point of errors, at least one. */
    public static Point of(int rows, double[] errors) {
      double mean = DoubleStream.of(errors).sum() / errors.length;
      double squares = DoubleStream.of(errors).map(e -> (e - mean) * (e - mean)).sum();
      double deviation = errors.length == 1 ? 0 : Math.sqrt(squares / (errors.length - 1));
      return new Point(rows, mean, deviation, errors.length);
    }

    private double standardError() {
      return deviation / Math.sqrt(repeats);
    }
  }

  /**
   * A power law of an error, scale·rows⁻ᵉˣᵖᵒⁿᵉⁿᵗ.
   *
   * @param scale the error of one row
   * @param exponent above 0
   */
  public record Power(double scale, double exponent) {

    /** Returns the error that is expected of so many rows. */
    public double at(double rows) {
      return scale * StrictMath.pow(rows, -exponent);
    }
  }

  /** Returns the power law, or nothing where the curve does not follow one. */
  public Optional<Power> power() {
    int count = points.size();
    if (count < 3 || points.stream().anyMatch(point -> !(point.mean > 0))) {
      return Optional.empty();
    }
    double[] x = points.stream().mapToDouble(point -> StrictMath.log(point.rows)).toArray();
    double[] y = points.stream().mapToDouble(point -> StrictMath.log(point.mean)).toArray();
    double meanX = DoubleStream.of(x).sum() / count;
    double meanY = DoubleStream.of(y).sum() / count;
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < count; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      xy += (x[i] - meanX) * (y[i] - meanY);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    double slope = xy / xx;
    double last = (y[count - 1] - y[count - 2]) / (x[count - 1] - x[count - 2]);
    boolean fits = slope < 0 && slope * xy >= EXPLAINED * yy && last <= STILL_FALLING * slope;
    return fits
        ? Optional.of(new Power(StrictMath.exp(meanY - slope * meanX), -slope))
        : Optional.empty();
  }

  /** Returns what more rows would probably bring, in a sentence. */
  public String advice() {
    Point last = points.get(points.size() - 1);
    if (points.size() < 2) {
      return "one size alone tells nothing of more rows";
    }
    Point before = points.get(points.size() - 2);
    Optional<Power> power = power();
    if (power.isPresent()) {
      // From where the curve ends, not from where the law has it, and no steeper than it ends.
      double ending = StrictMath.log(before.mean / last.mean);
      double exponent = ending / StrictMath.log((double) last.rows / before.rows);
      double twice = last.mean * StrictMath.pow(2, -Math.min(exponent, power.get().exponent));
      String from = Wording.number(last.mean) + " to about " + Wording.number(twice);
      return last.mean - twice >= WORTHWHILE * last.mean && last.mean - twice > last.standardError()
          ? "twice the rows would probably bring " + error + " from " + from
          : "more rows would hardly help: twice as many would probably bring "
              + (error + " from " + from);
    }
    double fallen = before.mean - last.mean;
    double noise = 2 * Math.hypot(before.standardError(), last.standardError());
    String sizes = before.rows + " to " + last.rows + " rows ";
    if (Math.abs(fallen) <= Math.max(noise, WORTHWHILE * before.mean)) {
      return "more rows would hardly help: from "
          + (sizes + error + " went from " + Wording.number(before.mean) + " to ")
          + (Wording.number(last.mean) + ", no more than it varies by");
    }
    return fallen > 0
        ? "more rows would help, though the curve is too uneven to tell how much: from "
            + (sizes + error + " fell from " + Wording.number(before.mean))
            + (" to " + Wording.number(last.mean))
        : "the curve is too uneven to tell what more rows would bring; take more --repeats";
  }
}
