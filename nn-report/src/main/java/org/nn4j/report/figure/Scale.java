package org.nn4j.report.figure;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** How an axis maps values to distances. */
public enum Scale {
  /** Equal differences have equal distances. */
  LINEAR {
    @Override
    public double position(double value) {
      return value;
    }

    @Override
    public double value(double position) {
      return position;
    }
  },
  /** Equal ratios have equal distances; values of 0 or less have no place. */
  LOG {
    @Override
    public double position(double value) {
      return value > 0 ? StrictMath.log10(value) : Double.NaN;
    }

    @Override
    public double value(double position) {
      return StrictMath.pow(10, position);
    }
  };

  /** The least ratio of values that a linear axis would squeeze into its lowest pixels. */
  private static final double WIDE = 30;

  /** Returns where a value lies, in units of the axis; NaN where it cannot. */
  public abstract double position(double value);

  /** Returns the value at a position. */
  public abstract double value(double position);

  /** Returns the scale that shows some values best: logarithmic for positive ones far apart. */
  public static Scale suiting(DoubleStream values) {
    double[] finite = values.filter(Double::isFinite).toArray();
    double low = Arrays.stream(finite).min().orElse(0);
    double high = Arrays.stream(finite).max().orElse(0);
    return low > 0 && high / low >= WIDE ? LOG : LINEAR;
  }
}
