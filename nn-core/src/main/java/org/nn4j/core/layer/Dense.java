package org.nn4j.core.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nn4j.api.Activation;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Checks;
import org.nn4j.api.Initializer;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Parameters;
import org.nn4j.api.Regularizer;
import org.nn4j.core.activation.Identity;
import org.nn4j.core.initializer.GlorotUniform;
import org.nn4j.core.initializer.Zeros;

/**
 * A fully connected layer, A = σ(X·W + 1·bᵀ), with W of n_in×units and b of 1×units, or A = σ(X·W).
 *
 * <p>The parameters' names are Keras' ({@code units}, {@code activation}, {@code use_bias}), where
 * PyTorch's {@code bias} would be the name of b itself. An {@link #expression} leaves out what
 * there was no choice of in earlier versions, {@code use_bias} and the parameters after it, where
 * it is as it was then.
 *
 * <p>In NTK form a layer is A = σ(n_in^(−½)·X·V + b), with V initially N(0, 1) and n_in the number
 * of inputs. It is a layer with W = n_in^(−½)·V; an optimizer whose steps do not depend on the
 * gradients' size, as Adam's do not, moves V by its rate and so W by n_in^(−½) times that. {@code
 * ntk} therefore multiplies W's rate by n_in^(−½), and the weight decay by n_in^(½), since per step
 * W loses the share rate·decay, which is to be V's. Initial values are W's as ever: {@code
 * lecun_normal} for V's N(0, 1).
 *
 * @param units number of outputs, at least 1
 * @param activation σ; identity by default, as in the field
 * @param initializer W's values before training; Glorot uniform by default, made for tanh and
 *     sigmoid, and fair for relu at the depths of perceptrons
 * @param biasInitializer b's values before training; zeros by default
 * @param l1 see {@link Regularizer}; applies to W alone, as l2, maxNorm, minNorm and nonNegative do
 * @param l2 see {@link Regularizer}
 * @param maxNorm see {@link Regularizer}; 0 for none
 * @param useBias whether there is a b, true by default; a layer before a normalization, which
 *     shifts by itself, does without
 * @param ntk whether the weights' steps are those of the NTK form; false by default
 * @param minNorm see {@link Regularizer}; 0 for none
 * @param nonNegative see {@link Regularizer}; false by default
 */
public record Dense(
    int units,
    Activation activation,
    Initializer initializer,
    Initializer biasInitializer,
    double l1,
    double l2,
    double maxNorm,
    boolean useBias,
    boolean ntk,
    double minNorm,
    boolean nonNegative)
    implements Layer {
  /** The values that expressions leave out, those of files from before there was a choice. */
  private static final Map<String, Object> UNSAID =
      Map.of("use_bias", true, "ntk", false, "min_norm", 0.0, "non_negative", false);

  /** Creates a layer of one linear unit. */
  public Dense() {
    this(1, new Identity());
  }

  /** Creates a layer with default initializers and no regularizer. */
  public Dense(int units, Activation activation) {
    this(units, activation, new GlorotUniform(), new Zeros(), 0, 0, 0, true);
  }

  /** Creates a layer whose parameters learn at the optimizer's rate. */
  public Dense(
      int units,
      Activation activation,
      Initializer initializer,
      Initializer biasInitializer,
      double l1,
      double l2,
      double maxNorm,
      boolean useBias) {
    this(
        units, activation, initializer, biasInitializer, l1, l2, maxNorm, useBias, false, 0, false);
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Dense {
    Checks.atLeast("units", units, 1);
    new Regularizer(l1, l2, maxNorm, minNorm, nonNegative);
  }

  @Override
  public String name() {
    return "dense";
  }

  @Override
  public String description() {
    return "fully connected layer, activation(X·W + b)";
  }

  /** Returns a copy with another weight initializer. */
  public Dense withInitializer(Initializer newInitializer) {
    return (Dense) with(Parameters.of("initializer", newInitializer));
  }

  /** Returns a copy with other penalties. */
  public Dense withPenalty(double newL1, double newL2) {
    return (Dense) with(Parameters.of(Map.of("l1", newL1, "l2", newL2)));
  }

  /** Returns a copy with a bound on the length of each unit's incoming weights. */
  public Dense withMaxNorm(double newMaxNorm) {
    return (Dense) with(Parameters.of("max_norm", newMaxNorm));
  }

  /** Returns a copy with or without a bias. */
  public Dense withUseBias(boolean newUseBias) {
    return (Dense) with(Parameters.of("use_bias", newUseBias));
  }

  /** Returns a copy in NTK form, or not. */
  public Dense withNtk(boolean newNtk) {
    return (Dense) with(Parameters.of("ntk", newNtk));
  }

  @Override
  public String expression() {
    List<Parameters.Entry> entries = new ArrayList<>(parameters().entries());
    entries.removeIf(entry -> entry.value().equals(UNSAID.get(entry.name())));
    return name() + "(" + Parameters.of(entries) + ")";
  }

  @Override
  public int outputWidth(int inputWidth) {
    Checks.atLeast("dense: the input width", inputWidth, 1);
    return units;
  }

  @Override
  public List<ParameterSpec> declare(int inputWidth) {
    List<ParameterSpec> specs = new ArrayList<>();
    specs.add(
        ParameterSpec.trainable("weight", inputWidth, units, initializer)
            .with(new Regularizer(l1, l2, maxNorm, minNorm, nonNegative))
            .withFactors(ntk ? 1 / Math.sqrt(inputWidth) : 1, ntk ? Math.sqrt(inputWidth) : 1));
    if (useBias) {
      specs.add(
          new ParameterSpec(
              "bias", 1, units, biasInitializer, inputWidth, units, true, Regularizer.NONE));
    }
    specs.addAll(ActivationUnit.declare(activation, units));
    return specs;
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return activation
        .operators()
        .map(
            sigma ->
                OperatorGraph.build(
                    g -> {
                      String weight = g.parameter("weight");
                      String z =
                          useBias
                              ? g.apply("Gemm", OperatorGraph.INPUT, weight, g.parameter("bias"))
                              : g.apply("MatMul", OperatorGraph.INPUT, weight);
                      return g.append(sigma, z, ActivationUnit.PREFIX);
                    }));
  }

  @Override
  public BoundLayer bind(LayerContext context) {
    return new BoundDense(this, context);
  }
}
