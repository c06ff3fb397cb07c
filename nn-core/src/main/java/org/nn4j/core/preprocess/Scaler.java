package org.nn4j.core.preprocess;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.nn4j.api.Checks;

/**
 * The map x ↦ f((x − center)/scale), f being the identity unless the numbers are to be bounded.
 *
 * @param center what becomes f(0)
 * @param scale the distance that becomes f(1), above 0
 * @param curve the f
 */
public record Scaler(double center, double scale, Curve curve) {
  private static final String CURVE = "curve";

  /** What {@link Scaling#ROBUST} keeps numbers within; nearly all are, and stay as they are. */
  private static final Curve CLIP = new Curve.SmoothClip(3);

  /** How many units in the last place numbers may be apart by rounding alone. */
  private static final int ROUNDING = 16;

  /** Changes nothing. */
  public static final Scaler IDENTITY = new Scaler(0, 1);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is not finite or the scale not above 0
   */
  public Scaler {
    Checks.finite("center", center);
    Checks.positive("scale", scale);
  }

  /**
   * Creates the map x ↦ (x − center)/scale.
   *
   * @param center what becomes 0
   * @param scale the distance that becomes 1, above 0
   * @throws IllegalArgumentException if one is not finite or the scale not above 0
   */
  public Scaler(double center, double scale) {
    this(center, scale, Curve.STRAIGHT);
  }

  /**
   * Returns whether numbers are one value, apart from what rounding does to it: 0.1 or the sums of
   * ten of 0.1, at most 16 units in the last place of the largest apart.
   *
   * @param min the least of them
   * @param max the greatest
   */
  public static boolean isConstant(double min, double max) {
    return max - min <= ROUNDING * Math.ulp(Math.max(Math.abs(min), Math.abs(max)));
  }

  /**
   * Fits a scaler; values that are {@linkplain #isConstant one} are centred and left at scale 1.
   *
   * @param moments those of at least one finite number
   * @param order returns the order of the numbers, for scalings that need it
   */
  static Scaler fit(ColumnMoments moments, Scaling scaling, Supplier<OrderStatistics> order) {
    if (scaling != Scaling.NONE && isConstant(moments.min(), moments.max())) {
      return new Scaler(moments.min(), 1, scaling == Scaling.ROBUST ? CLIP : Curve.STRAIGHT);
    }
    return switch (scaling) {
      case NONE -> IDENTITY;
      case MIN_MAX -> new Scaler(moments.min(), moments.max() - moments.min());
      case STANDARDIZE -> new Scaler(moments.mean(), moments.deviation());
      case ROBUST -> robust(order.get());
      case QUANTILE_NORMAL -> new Scaler(0, 1, NormalQuantiles.fit(order.get()));
    };
  }

  /**
   * Fits a scaler by {@link Scaling#ROBUST}; numbers that are all one become 0, and others than
   * that one what they are away from it, clipped.
   */
  static Scaler robust(OrderStatistics values) {
    double spread = values.quantile(3, 4) - values.quantile(1, 4);
    if (spread == 0) {
      spread = values.greatest() / 2 - values.least() / 2;
    }
    return new Scaler(values.quantile(1, 2), spread == 0 ? 1 : spread, CLIP);
  }

  /** Returns a scaler that bounds nothing at its ends, from which all numbers can be recovered. */
  Scaler unclipped() {
    return curve instanceof Curve.SmoothClip ? new Scaler(center, scale) : this;
  }

  /** Returns the scaled value. */
  public double apply(double value) {
    double scaled = (value - center) / scale;
    return curve instanceof Curve.Straight ? scaled : curve.apply(scaled);
  }

  /** Returns the value in original units. */
  public double invert(double scaled) {
    return (curve instanceof Curve.Straight ? scaled : curve.invert(scaled)) * scale + center;
  }

  /** Reads what {@link #toMap} and {@link #put} wrote. */
  static Scaler fromMap(JsonMap tree) {
    return tree.build(
        () ->
            new Scaler(
                tree.number("center"),
                tree.number("scale"),
                tree.map().containsKey(CURVE) ? curve(tree.child(CURVE)) : Curve.STRAIGHT));
  }

  private static Curve curve(JsonMap tree) {
    String type = tree.text("type");
    return switch (type) {
      case Curve.SmoothClip.TYPE -> tree.build(() -> new Curve.SmoothClip(tree.number("bound")));
      case NormalQuantiles.TYPE ->
          tree.build(
              () ->
                  new NormalQuantiles(
                      tree.numbers("quantiles").stream()
                          .mapToDouble(Double::doubleValue)
                          .toArray()));
      default -> throw tree.unknownType(type, Curve.SmoothClip.TYPE + ", " + NormalQuantiles.TYPE);
    };
  }

  /** Returns the scaler as plain values for a model file. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    put(map);
    return map;
  }

  /** Adds the scaler to plain values for a model file. */
  void put(Map<String, Object> map) {
    map.put("center", center);
    map.put("scale", scale);
    if (!(curve instanceof Curve.Straight)) {
      map.put(CURVE, curve.toMap());
    }
  }
}
