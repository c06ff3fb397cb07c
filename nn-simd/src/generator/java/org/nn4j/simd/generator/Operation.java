package org.nn4j.simd.generator;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.nn4j.simd.generator.Value.Type;

/**
 * A vector operation of a loop, or a few whose intermediate results nothing else needs.
 *
 * @param result the variable that keeps the result
 * @param expression a call of the Vector API, or a chain of calls
 */
record Operation(Value result, String expression) {
  private static final Pattern STEP = Pattern.compile("\\.(?!reinterpretAs)[a-z]\\w*\\(");
  private static final Pattern VARIABLE = Pattern.compile("\\b[vjm][0-9]+\\b");

  /** Returns how many operations it is of a processor's: its calls but for changes of type. */
  int steps() {
    return (int) STEP.matcher(expression).results().count();
  }

  /** Whether each pass repeats it instead of keeping the result: a load, or a view of bits. */
  boolean isRepeated() {
    return expression.contains(".fromArray(")
        || result.type() == Type.INTEGER && expression.contains(".reinterpretAs");
  }

  /** Returns the variables that it reads. */
  List<String> operands() {
    return VARIABLE.matcher(expression).results().map(MatchResult::group).toList();
  }
}
