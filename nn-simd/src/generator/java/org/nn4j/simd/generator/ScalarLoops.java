package org.nn4j.simd.generator;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes {@code FloatScalarLoops} and {@code DoubleScalarLoops}: for each function of {@code
 * FloatFunctions}, and each derivative, the loop that calls it.
 */
final class ScalarLoops {
  private static final String HEADER =
      """
      package org.nn4j.simd;

      import org.nn4j.api.ElementwiseFunction;

      /**
       * The loops of {@link FloatFunctions} in plain Java, a = f(z) and g = g·f'; generated from it.
       *
       * <p>Every function has a loop and a method of its own, so that the compiler sees one body a
       * loop and compiles only those that are used. The loops read and write at one index, which C2
       * needs to vectorise them.
       */
      final class FloatScalarLoops {
        private FloatScalarLoops() {}

        /** Computes a = f(z); {@code alpha} is ignored by functions without a parameter. */
        static void apply(
            ElementwiseFunction f, float alpha, float[] z, float[] a, int from, int to) {
          switch (f) {
      %s    }
        }

        /** Computes g = g·f'; {@code alpha} is ignored by functions without a parameter. */
        static void applyGradient(
            ElementwiseFunction f, float alpha, float[] z, float[] a, float[] g, int from, int to) {
          switch (f) {
      %s    }
        }
      """;

  private static final String LOOP =
      """

        private static void %s(%s) {
          for (int i = from; i < to; i++) {
            %s[i] %s FloatFunctions.%s(%s);
          }
        }
      """;

  private ScalarLoops() {}

  /** Returns the class of one precision's loops over some functions. */
  static String source(Precision precision, List<ScalarFunction> functions) {
    List<ScalarFunction> all = ScalarFunction.withDerivative(functions);
    String floats =
        HEADER.formatted(
                cases(all.stream().filter(f -> !f.isDerivative())),
                cases(all.stream().filter(ScalarFunction::isDerivative)))
            + all.stream().map(ScalarLoops::loop).collect(Collectors.joining())
            + "}\n";
    return floats.replace("Float", precision.realPrefix()).replace("float", precision.real);
  }

  private static String cases(Stream<ScalarFunction> functions) {
    return functions
        .map(f -> "      case %s -> %s(%s);\n".formatted(f.constant(), f.name(), arguments(f)))
        .collect(Collectors.joining());
  }

  private static String arguments(ScalarFunction f) {
    return Stream.of(f.arrays(), List.of("from", "to"), f.numbers())
        .flatMap(List::stream)
        .collect(Collectors.joining(", "));
  }

  private static String loop(ScalarFunction f) {
    String parameters =
        Stream.of(
                f.arrays().stream().map(array -> "float[] " + array),
                Stream.of("int from", "int to"),
                f.numbers().stream().map(number -> "float " + number))
            .flatMap(s -> s)
            .collect(Collectors.joining(", "));
    String elements =
        f.parameters()
            .map(name -> ScalarFunction.isArray(name) ? name + "[i]" : name)
            .collect(Collectors.joining(", "));
    String operator = f.isDerivative() ? "*=" : "=";
    return LOOP.formatted(f.name(), parameters, f.target(), operator, f.name(), elements);
  }
}
