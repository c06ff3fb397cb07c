package com.acme.nn;

import org.nn4j.api.Checks;
import org.nn4j.api.ElementwiseLoss;
import org.nn4j.api.math.NnMath;

/**
 * The Cauchy (Lorentzian) loss f(ŷ, t) = c²/2·log(1 + (e/c)²) with e = ŷ − t, averaged over the
 * columns; ∂f/∂ŷ = e/(1 + (e/c)²). Near 0 it is e²/2; an outlier's pull falls off as 1/e.
 *
 * <p>Source: Black and Anandan, "The robust estimation of multiple motions", 1996.
 *
 * @param scale c, the error from which on a sample counts as an outlier
 */
// tag::loss
public record Cauchy(double scale) implements ElementwiseLoss {

  /** Takes c = 1, which suits standardized targets. */
  public Cauchy() {
    this(1);
  }

  /**
   * Checks c.
   *
   * @throws IllegalArgumentException if it is not above 0 and finite
   */
  public Cauchy {
    Checks.positive("scale", scale);
  }

  @Override
  public String name() {
    return "acme.cauchy";
  }

  @Override
  public String description() {
    return "c^2/2*log(1 + (error/c)^2), robust against outliers";
  }

  @Override
  public double value(double output, double target) {
    double e = (output - target) / scale;
    return scale * scale / 2 * NnMath.log1p(e * e);
  }

  @Override
  public double derivative(double output, double target) {
    double e = (output - target) / scale;
    return scale * e / (1 + e * e);
  }
}
// end::loss
