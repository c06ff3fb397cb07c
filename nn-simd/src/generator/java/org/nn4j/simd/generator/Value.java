package org.nn4j.simd.generator;

/**
 * The translation of an expression of a scalar function in the loop.
 *
 * @param type the type of a lane
 * @param uniform whether it is one number for the whole loop
 * @param text the number as a Java expression, or the variable that holds the vector
 */
record Value(Type type, boolean uniform, String text) {

  /** Types of lanes. */
  enum Type {
    /** Numbers. */
    REAL("v"),
    /** Integers of the same size, such as their bits. */
    INTEGER("j"),
    /** Results of comparisons. */
    MASK("m");

    /** First letter of variable names. */
    final String letter;

    Type(String letter) {
      this.letter = letter;
    }
  }

  static Value vector(Type type, String variable) {
    return new Value(type, false, variable);
  }

  static Value uniform(Type type, String expression) {
    return new Value(type, true, expression);
  }
}
