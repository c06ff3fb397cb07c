package org.nn4j.core.activation;

import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.nn4j.api.ElementwiseActivation;

/** Two functions as an activation. No public record: functions are not hyper-parameters. */
final class LambdaActivation implements ElementwiseActivation {
  private final String name;
  private final DoubleUnaryOperator value;
  private final DoubleUnaryOperator derivative;

  LambdaActivation(String name, DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
    if (!name.matches("[a-z][a-z0-9_.]{0,63}")) {
      throw new IllegalArgumentException(
          "an activation's name must be [a-z][a-z0-9_.]*, at most 64 characters, but is '"
              + name
              + "'");
    }
    this.name = name;
    this.value = Objects.requireNonNull(value, "value");
    this.derivative = Objects.requireNonNull(derivative, "derivative");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return "made in the program";
  }

  @Override
  public double value(double z) {
    return value.applyAsDouble(z);
  }

  @Override
  public double derivative(double z, double a) {
    return derivative.applyAsDouble(z);
  }

  @Override
  public String toString() {
    return expression();
  }
}
