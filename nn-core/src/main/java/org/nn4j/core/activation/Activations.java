package org.nn4j.core.activation;

import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.nn4j.api.ElementwiseActivation;

/** Activations made in the program, without a class of their own. */
public final class Activations {
  private Activations() {}

  /**
   * Creates an element-wise activation of two functions:
   *
   * <pre>{@code
   * Activation square = Activations.of("square", z -> z * z, z -> 2 * z);
   * Network.builder(2).dense(8, square)...
   * }</pre>
   *
   * <p>It suits experiments. It has no parameters, and what it computes is in this program alone: a
   * model file holds its name, so a program that loads the model needs a catalog that has it,
   * {@code ModelFile.load(file, Catalog.standard().with(square))}; no other program can. A part
   * that is to last is a class, found by its name everywhere; see {@link
   * org.nn4j.api.ElementwiseActivation}. The activations made here also share one loop, so that
   * several of them in one program are slower than classes are.
   *
   * <p>The functions must be pure and may be called by several threads. A derivative that does not
   * belong to its function is found by {@link org.nn4j.core.gradcheck.GradientCheck}.
   *
   * @param name {@code [a-z][a-z0-9_.]*}, at most 64 characters
   * @param value σ(z)
   * @param derivative σ'(z)
   * @throws IllegalArgumentException if the name is illegal
   */
  public static ElementwiseActivation of(
      String name, DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
    return new LambdaActivation(name, value, derivative);
  }

  /** Two functions as an activation. No public record: functions are not hyper-parameters. */
  private static final class LambdaActivation implements ElementwiseActivation {
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
}
