package org.nn4j.api;

/**
 * A layer's declaration of a parameter, which the framework allocates, initializes, regularizes and
 * saves.
 *
 * @param name name within the layer, such as {@code weight}; composites add a prefix
 * @param rows rows of the matrix
 * @param columns columns of the matrix
 * @param initializer the rule for the initial values
 * @param fanIn passed to the initializer
 * @param fanOut passed to the initializer
 * @param trainable whether the optimizer updates it; running statistics are saved but not trained
 * @param regularizer penalty and constraint
 * @param rateFactor multiplies the learning rate of these elements, at least 0; 1 by default. With
 *     an optimizer of Adam's kind a factor 1/√n_in on the weights gives the steps of a layer in NTK
 *     form, z = n_in^(−½)·x·W
 * @param decayFactor multiplies the optimizer's weight decay of these elements, besides the rate;
 *     at least 0, 1 by default, 0 for parameters that must not decay
 */
public record ParameterSpec(
    String name,
    int rows,
    int columns,
    Initializer initializer,
    int fanIn,
    int fanOut,
    boolean trainable,
    Regularizer regularizer,
    double rateFactor,
    double decayFactor) {

  /**
   * Checks the shape and the factors.
   *
   * @throws IllegalArgumentException if a dimension is below 1 or a factor negative
   */
  public ParameterSpec {
    Checks.atLeast(name + ": rows", rows, 1);
    Checks.atLeast(name + ": columns", columns, 1);
    Checks.nonNegative(name + ": rate factor", rateFactor);
    Checks.nonNegative(name + ": decay factor", decayFactor);
  }

  /** Declares a parameter that learns at the optimizer's rate and decay. */
  public ParameterSpec(
      String name,
      int rows,
      int columns,
      Initializer initializer,
      int fanIn,
      int fanOut,
      boolean trainable,
      Regularizer regularizer) {
    this(name, rows, columns, initializer, fanIn, fanOut, trainable, regularizer, 1, 1);
  }

  /** Declares a trainable parameter with fans (rows, columns) and no regularizer. */
  public static ParameterSpec trainable(
      String name, int rows, int columns, Initializer initializer) {
    return new ParameterSpec(
        name, rows, columns, initializer, rows, columns, true, Regularizer.NONE);
  }

  /** Declares a parameter that is saved with the model but not updated by the optimizer. */
  public static ParameterSpec statistic(
      String name, int rows, int columns, Initializer initializer) {
    return new ParameterSpec(
        name, rows, columns, initializer, rows, columns, false, Regularizer.NONE);
  }

  /** Returns a copy with a regularizer. */
  public ParameterSpec with(Regularizer newRegularizer) {
    return copy(name, newRegularizer, rateFactor, decayFactor);
  }

  /**
   * Returns a copy whose learning rate and weight decay are multiplied.
   *
   * @throws IllegalArgumentException if a factor is negative
   */
  public ParameterSpec withFactors(double newRateFactor, double newDecayFactor) {
    return copy(name, regularizer, newRateFactor, newDecayFactor);
  }

  /** Returns a copy whose name has a prefix, as composites give their children's parameters. */
  public ParameterSpec prefixed(String prefix) {
    return copy(prefix + name, regularizer, rateFactor, decayFactor);
  }

  private ParameterSpec copy(
      String newName, Regularizer newRegularizer, double newRateFactor, double newDecayFactor) {
    return new ParameterSpec(
        newName,
        rows,
        columns,
        initializer,
        fanIn,
        fanOut,
        trainable,
        newRegularizer,
        newRateFactor,
        newDecayFactor);
  }
}
