package org.nn4j.core.preprocess;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nn4j.api.Checks;

/** A rising function of scaled numbers that keeps them in a bounded range. */
public sealed interface Curve permits Curve.Straight, Curve.SmoothClip, NormalQuantiles {
  /** The identity. */
  Curve STRAIGHT = new Straight();

  /** Returns what a scaled number becomes. */
  double apply(double scaled);

  /** Returns the scaled number that becomes another, or the nearest to it. */
  double invert(double curved);

  /** Returns the curve as plain values for a model file. */
  Map<String, Object> toMap();

  /** The identity. */
  record Straight() implements Curve {

    @Override
    public double apply(double scaled) {
      return scaled;
    }

    @Override
    public double invert(double curved) {
      return curved;
    }

    @Override
    public Map<String, Object> toMap() {
      return Map.of();
    }
  }

  /**
   * z ↦ z/√(1 + (z/b)²): nearly z around 0, never beyond ±b.
   *
   * <p>Source: Holzmüller, Grinsztajn, Steinwart, "Better by default: strong pre-tuned MLPs and
   * boosted trees on tabular data", 2024, with b = 3.
   *
   * @param bound the b
   */
  record SmoothClip(double bound) implements Curve {
    static final String TYPE = "smooth_clip";

    /** Beyond it a number is its limit to all digits, and its square might overflow. */
    private static final double FAR = 1e100;

    /**
     * Checks the bound.
     *
     * @throws IllegalArgumentException if it is not finite and above 0
     */
    public SmoothClip {
      Checks.positive("bound", bound);
    }

    @Override
    public double apply(double scaled) {
      if (Math.abs(scaled) > FAR) {
        return Math.copySign(bound, scaled);
      }
      double part = scaled / bound;
      return scaled / Math.sqrt(1 + part * part);
    }

    @Override
    public double invert(double curved) {
      double part = curved / bound;
      return Math.abs(part) >= 1 ? Math.copySign(FAR, curved) : curved / Math.sqrt(1 - part * part);
    }

    @Override
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("type", TYPE);
      map.put("bound", bound);
      return map;
    }
  }
}
