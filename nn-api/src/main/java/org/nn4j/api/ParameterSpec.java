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
 */
public record ParameterSpec(
    String name,
    int rows,
    int columns,
    Initializer initializer,
    int fanIn,
    int fanOut,
    boolean trainable,
    Regularizer regularizer) {

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException if a dimension is below 1
   */
  public ParameterSpec {
    Checks.atLeast(name + ": rows", rows, 1);
    Checks.atLeast(name + ": columns", columns, 1);
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
    return new ParameterSpec(
        name, rows, columns, initializer, fanIn, fanOut, trainable, newRegularizer);
  }

  /** Returns a copy whose name has a prefix, as composites give their children's parameters. */
  public ParameterSpec prefixed(String prefix) {
    return new ParameterSpec(
        prefix + name, rows, columns, initializer, fanIn, fanOut, trainable, regularizer);
  }
}
