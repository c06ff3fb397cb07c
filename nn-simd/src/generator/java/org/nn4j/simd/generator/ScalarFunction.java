package org.nn4j.simd.generator;

import com.sun.source.tree.MethodTree;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A method of {@code FloatFunctions}: an element-wise function f, or its derivative.
 *
 * <p>Its parameters z and a are arrays in a loop; others, such as alpha, stay numbers.
 */
record ScalarFunction(MethodTree method) {
  private static final String DERIVATIVE = "Derivative";

  String name() {
    return method.getName().toString();
  }

  boolean isDerivative() {
    return name().endsWith(DERIVATIVE);
  }

  /** Returns the constant of {@code ElementwiseFunction} for f. */
  String constant() {
    String f = isDerivative() ? name().substring(0, name().length() - DERIVATIVE.length()) : name();
    return f.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }

  /** Returns the array that a loop writes: a = f, or g = g·f'. */
  String target() {
    return isDerivative() ? "g" : "a";
  }

  /** Returns the arrays of a loop: those that it reads, then the target. */
  List<String> arrays() {
    return Stream.concat(parameters().filter(ScalarFunction::isArray), Stream.of(target()))
        .toList();
  }

  /** Returns the parameters that stay numbers. */
  List<String> numbers() {
    return parameters().filter(name -> !isArray(name)).toList();
  }

  Stream<String> parameters() {
    return method.getParameters().stream().map(parameter -> parameter.getName().toString());
  }

  static boolean isArray(String parameter) {
    return parameter.equals("z") || parameter.equals("a");
  }

  /** Returns the functions that kernels offer, which have a derivative, and their derivatives. */
  static List<ScalarFunction> withDerivative(List<ScalarFunction> functions) {
    List<String> constants =
        functions.stream()
            .filter(ScalarFunction::isDerivative)
            .map(ScalarFunction::constant)
            .toList();
    return functions.stream().filter(f -> constants.contains(f.constant())).toList();
  }
}
