package org.nn4j.report.figure;

/**
 * How values become colours: from {@code low} over {@code centre} to {@code high}. Values beyond
 * have the colours of the ends.
 *
 * @param low the value of the first colour
 * @param centre the value of the neutral colour of a diverging palette; equal to {@code low} for a
 *     sequential one
 * @param high the value of the last colour
 */
public record Palette(double low, double centre, double high) {

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException unless low ≤ centre ≤ high, all finite
   */
  public Palette {
    if (!(low <= centre && centre <= high && Double.isFinite(high - low))) {
      throw new IllegalArgumentException(
          "palette: low ≤ centre ≤ high must hold but they are "
              + low
              + ", "
              + centre
              + ", "
              + high);
    }
  }

  /** Makes one from nothing to much. */
  public static Palette sequential(double low, double high) {
    return new Palette(low, low, high);
  }

  /** Returns whether there are two directions away from a neutral value. */
  public boolean diverging() {
    return centre > low;
  }

  /**
   * Returns a value's place: 0 at the low end to 1 at the high end of a sequential palette; −1 to 1
   * around the centre of a diverging one. NaN stays NaN.
   */
  public double place(double value) {
    double clipped = Math.min(Math.max(value, low), high);
    double span = clipped < centre ? centre - low : high - centre;
    return span > 0 ? (clipped - centre) / span : 0 * clipped;
  }
}
