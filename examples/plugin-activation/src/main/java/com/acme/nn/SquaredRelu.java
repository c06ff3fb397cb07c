package com.acme.nn;

import org.nn4j.api.Checks;
import org.nn4j.api.ElementwiseActivation;

/**
 * The squared rectifier σ(z) = s·max(0, z)², with σ' = 2·s·max(0, z).
 *
 * <p>Source: So et al., "Primer: searching for efficient transformers for language modeling", 2021.
 *
 * @param scale s, above 0
 */
// tag::squared-relu
public record SquaredRelu(double scale) implements ElementwiseActivation {

  public SquaredRelu() {
    this(1);
  }

  public SquaredRelu {
    Checks.positive("scale", scale);
  }

  @Override
  public String name() {
    return "acme.squared_relu";
  }

  @Override
  public double value(double z) {
    return z <= 0 ? 0 : scale * z * z;
  }

  @Override
  public double derivative(double z, double a) {
    return z <= 0 ? 0 : 2 * scale * z;
  }

  @Override
  public double[] kinks() {
    return new double[] {0}; // the slope's slope jumps there: differences are inexact
  }
}
// end::squared-relu
