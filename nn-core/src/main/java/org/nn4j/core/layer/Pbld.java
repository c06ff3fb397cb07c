package org.nn4j.core.layer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Checks;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;
import org.nn4j.core.initializer.Normal;
import org.nn4j.core.initializer.Uniform;

/**
 * Trained embeddings of numbers: "periodic, bias, linear, dense". Each of the first columns x
 * becomes {@code size} columns,
 *
 * <pre>{@code (cos(2π·w₁·x + b₁)·W₂ + b₂, x)}</pre>
 *
 * <p>with w₁ and b₁ of {@code frequencies} elements and W₂ of frequencies×(size − 1), each column's
 * own; the further columns follow unchanged. Before training w₁ ~ N(0, sigma²), b₁ ~ U[−π, π), and
 * W₂ and b₂ ~ U[−1, 1)/√frequencies. A step in x is hard to learn for a perceptron, and easy where
 * waves of x are among its inputs.
 *
 * <p>With δ = ∂L/∂output, g = δ₁…ₛ₋₁·W₂ᵀ and s = g ⊙ sin(2π·w₁·x + b₁): ∂L/∂b₁ = −Σs, ∂L/∂w₁ =
 * −2π·Σ s·x, ∂L/∂W₂ = Σ cosᵀ·δ, ∂L/∂b₂ = Σδ, and ∂L/∂x = δₛ − 2π·s·w₁. Nothing decays: at a tenth
 * of the rate decay does little, and a phase means nothing at 0.
 *
 * <p>Sources: Gorishniy, Rubachev and Babenko, "On embeddings for numerical features in tabular
 * deep learning", 2022; this form and its numbers are those of Holzmüller, Grinsztajn and
 * Steinwart, "Better by default: strong pre-tuned MLPs and boosted trees on tabular data", 2024.
 *
 * @param columns how many of the first columns are embedded, at least 0; 0, the default, for all
 * @param frequencies number of waves for each column, at least 1; 16 by default
 * @param size number of columns that each becomes, at least 2; 4 by default
 * @param sigma deviation of w₁ before training, above 0; 0.1 by default, for columns of deviation 1
 * @param rate multiplies the learning rate of all four, at least 0; 0.1 by default
 */
public record Pbld(int columns, int frequencies, int size, double sigma, double rate)
    implements Layer {
  /** w₁, a row for each column. */
  static final String FREQUENCY = "frequency";

  /** b₁, a row for each column. */
  static final String PHASE = "phase";

  /** W₂ of all columns, one below the other. */
  static final String WEIGHT = "weight";

  /** b₂, a row for each column. */
  static final String BIAS = "bias";

  /** Creates a layer that embeds all columns, with the paper's numbers. */
  public Pbld() {
    this(0, 16, 4, 0.1, 0.1);
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Pbld {
    Checks.atLeast("columns", columns, 0);
    Checks.atLeast("frequencies", frequencies, 1);
    Checks.atLeast("size", size, 2);
    Checks.positive("sigma", sigma);
    Checks.nonNegative("rate", rate);
  }

  @Override
  public String name() {
    return "pbld";
  }

  @Override
  public String description() {
    return "embeds numbers by trained waves of them";
  }

  @Override
  public int outputWidth(int inputWidth) {
    long embedded = embedded(inputWidth);
    return Branches.width("pbld: its output has", inputWidth + embedded * (size - 1));
  }

  /** Returns the number of embedded columns. */
  int embedded(int inputWidth) {
    return Branches.first("pbld", columns, inputWidth);
  }

  @Override
  public List<ParameterSpec> declare(int inputWidth) {
    int embedded = embedded(inputWidth);
    int weights = Branches.width("pbld: its waves have", (long) embedded * frequencies);
    double limit = 1 / Math.sqrt(frequencies);
    Uniform uniform = new Uniform(-limit, limit);
    return List.of(
            ParameterSpec.trainable(FREQUENCY, embedded, frequencies, new Normal(0, sigma)),
            ParameterSpec.trainable(PHASE, embedded, frequencies, new Uniform(-Math.PI, Math.PI)),
            ParameterSpec.trainable(WEIGHT, weights, size - 1, uniform),
            ParameterSpec.trainable(BIAS, embedded, size - 1, uniform))
        .stream()
        .map(spec -> spec.withFactors(rate, 0))
        .toList();
  }

  /** With sin(z + π/2) in place of cos z, which ONNX Runtime lacked in float64 until 2026. */
  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        ColumnOperators.of(
            columns,
            (g, x) -> {
              String frequency = ColumnOperators.matrices(g, FREQUENCY, 1, frequencies);
              String phase = ColumnOperators.matrices(g, PHASE, 1, frequencies);
              String turns = g.apply("Mul", x, g.apply("Mul", frequency, g.constant(2 * Math.PI)));
              String shift = g.apply("Add", phase, g.constant(Math.PI / 2));
              String waves = g.apply("Sin", g.apply("Add", turns, shift));
              String sums = ColumnOperators.affine(g, waves, WEIGHT, BIAS, frequencies, size - 1);
              return g.apply("Concat", Map.of("axis", 2), sums, x);
            }));
  }

  @Override
  public BoundLayer bind(LayerContext context) {
    return context.precision() == Precision.FLOAT32
        ? new FloatPbld(this, context)
        : new DoublePbld(this, context);
  }
}
