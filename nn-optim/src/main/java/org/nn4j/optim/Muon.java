package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.MatrixOptimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;

/**
 * Muon: the momentum of a layer's weights, orthogonalized, so that it moves all their directions
 * equally far (Jordan et al. 2024, "Muon: an optimizer for hidden layers in neural networks"; Muon
 * in PyTorch).
 *
 * <pre>
 * m ← μm + (1 − μ)g
 * u = μm + (1 − μ)g                       with nesterov, else m
 * X = u/max(‖u‖, 10⁻⁷)
 * X ← aX + (bA + cA²)·X,  A = XXᵀ         ns_steps times: X is near UVᵀ, where u = UΣVᵀ
 * θ ← (1 − ηλ)·θ − η·s·X
 * </pre>
 *
 * <p>a = 3.4445, b = −4.7750 and c = 2.0315 bring singular values near 1 in few steps, not to 1,
 * which does as well. The products are the kernels', in the precision of the training; of a matrix
 * of more rows than columns they are X·(bA + cA²) with A = XᵀX.
 *
 * <p>That is for parameters called {@code weight}, as layers call what they multiply by, with more
 * than one row and column. All others, biases, gains and tables of embeddings, are updated by
 * {@link AdamW} at the same rate and weight decay, with its other defaults, as in Keras; PyTorch
 * leaves it to the program to have a second optimizer. The first and the last layer are not left to
 * it, as language models do, whose first is a table and whose last as wide as a vocabulary. The
 * slots are m, and v of AdamW.
 *
 * @param lr base learning rate η, at least 0
 * @param weightDecay λ, at least 0; decoupled from the gradient
 * @param momentum μ, in [0, 1)
 * @param nesterov whether steps look ahead
 * @param nsSteps number of Newton–Schulz steps, at least 1
 * @param adjustLrFn the factor s
 */
public record Muon(
    double lr,
    double weightDecay,
    double momentum,
    boolean nesterov,
    int nsSteps,
    AdjustLrFn adjustLrFn)
    implements MatrixOptimizer {

  /** What the rate of a matrix is multiplied by, given its shape. */
  public enum AdjustLrFn {
    /** √max(1, n_out/n_in), Jordan's: a step changes a layer's outputs alike at any width. */
    ORIGINAL,
    /**
     * 0.2·√max(n_in, n_out): a step changes elements by 0.2·η in the root mean square, about as
     * AdamW's does at any width, so that its rates and decays fit (Liu et al. 2025, "Muon is
     * scalable for LLM training").
     */
    MATCH_RMS_ADAMW
  }

  /**
   * Creates the optimizer with PyTorch's defaults but for s, which is Keras's: as one rate is for
   * weights and biases, it has to mean the same for both.
   */
  public Muon() {
    this(0.001, 0.1, 0.95, true, 5, AdjustLrFn.MATCH_RMS_ADAMW);
  }

  /**
   * Creates the optimizer.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Muon {
    Checks.nonNegative("lr", lr);
    Checks.nonNegative("weight_decay", weightDecay);
    Checks.inRange("momentum", momentum, 0, 1);
    Checks.atLeast("ns_steps", nsSteps, 1);
  }

  @Override
  public String name() {
    return "muon";
  }

  @Override
  public String description() {
    return "orthogonalized momentum of weights, adamw for all else";
  }

  @Override
  public int stateSlots() {
    return 2;
  }

  /** Returns s for a matrix of n_in rows and n_out columns. */
  double adjusted(int rows, int columns) {
    return switch (adjustLrFn) {
      case ORIGINAL -> Math.sqrt(Math.max(1, (double) columns / rows));
      case MATCH_RMS_ADAMW -> 0.2 * Math.sqrt(Math.max(rows, columns));
    };
  }

  @Override
  public Bound bind(
      ParameterSpec spec,
      int from,
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      Kernels kernels) {
    if (!orthogonalizes(spec)) {
      AdamW rest = new AdamW().withWeightDecay(weightDecay);
      int to = from + spec.rows() * spec.columns();
      return (rate, step, decayFactor) ->
          rest.update(parameters, gradients, state, from, to, rate, step, decayFactor);
    }
    return parameters.precision() == Precision.FLOAT32
        ? new FloatMuon(this, spec, from, parameters, gradients, state, kernels)
        : new DoubleMuon(this, spec, from, parameters, gradients, state, kernels);
  }

  private static boolean orthogonalizes(ParameterSpec spec) {
    String name = spec.name();
    return spec.rows() > 1
        && spec.columns() > 1
        && (name.equals("weight") || name.endsWith(".weight"));
  }
}
