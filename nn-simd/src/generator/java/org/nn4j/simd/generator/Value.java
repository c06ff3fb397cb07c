package org.nn4j.simd.generator;

/**
 * What an expression of a scalar function has become in the loop.
 *
 * @param type of the value, or of each of its lanes
 * @param uniform whether it is one number for the whole loop; its text is a Java expression then,
 *     and otherwise the variable that holds the vector
 * @param text as told above
 * @param sign what is known of it
 */
record Value(Type type, boolean uniform, String text, Sign sign) {

  /** Types of values. */
  enum Type {
    /** Numbers. */
    REAL("v"),
    /** Integers of the same size, such as their bits. */
    INTEGER("j"),
    /** Outcomes of comparisons. */
    MASK("m");

    /** First letter of variables. */
    final String letter;

    Type(String letter) {
      this.letter = letter;
    }
  }

  /** What is known of numbers' signs; NaN may have any. */
  enum Sign {
    /** At least 0. */
    PLUS,
    /** At most 0. */
    MINUS,
    /** Nothing. */
    ANY;

    Sign negated() {
      return this == PLUS ? MINUS : this == MINUS ? PLUS : ANY;
    }

    Sign times(Sign other) {
      return this == ANY || other == ANY ? ANY : this == other ? PLUS : MINUS;
    }
  }

  static Value vector(Type type, String variable) {
    return new Value(type, false, variable, Sign.ANY);
  }

  static Value uniform(Type type, String expression) {
    return new Value(type, true, expression, Sign.ANY);
  }

  Value withSign(Sign known) {
    return new Value(type, uniform, text, known);
  }

  boolean isZero() {
    return uniform && text.matches("0\\.0f?");
  }
}
