package org.nn4j.simd.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nn4j.simd.generator.Value.Type;

/**
 * Writes {@code FloatSimdLoops} and {@code DoubleSimdLoops}: for each function of {@code
 * FloatFunctions} and its twin, a loop that performs its operations on vectors.
 */
final class SimdLoops {
  private static final String HEADER =
      """
      package org.nn4j.simd;

      import jdk.incubator.vector.%1$sVector;
      import jdk.incubator.vector.%2$sVector;
      import jdk.incubator.vector.Vector;
      import jdk.incubator.vector.VectorMask;
      import jdk.incubator.vector.VectorOperators;
      import jdk.incubator.vector.VectorSpecies;
      import org.nn4j.api.ElementwiseFunction;

      /**
       * The operations of {@link %1$sFunctions}, lane by lane; generated from it.
       *
       * <p>A loop runs over n elements, a multiple of a vector: a = f(z), or g = g·f'.
       */
      final class %1$sSimdLoops {
        private static final VectorSpecies<%1$s> S = %1$sVector.SPECIES_PREFERRED;
        private static final VectorSpecies<%3$s> I = %2$sVector.SPECIES_PREFERRED;
        private static final int L = S.length();
        private static final Class<? extends Vector<%1$s>> CLASS = S.vectorType();

        /** Maximum number of results that the passes of a function keep for later ones. */
        static final int KEPT = %4$d;

        private %1$sSimdLoops() {}

        /** Computes a = f(z); {@code alpha} is ignored by functions without a parameter. */
        static void apply(
            ElementwiseFunction f, %5$s alpha, %5$s[] z, int zFrom, %5$s[] a, int aFrom, int n) {
          switch (f) {
      %6$s    }
        }

        /** Computes g = g·f'; {@code alpha} is ignored by functions without a parameter. */
        static void applyGradient(
            ElementwiseFunction f,
            %5$s alpha,
            %5$s[] z,
            int zFrom,
            %5$s[] a,
            int aFrom,
            %5$s[] g,
            int gFrom,
            int n) {
          switch (f) {
      %7$s    }
        }
      """;

  private final Precision precision;
  private final Definitions definitions;
  private int kept;

  private SimdLoops(Precision precision, Definitions definitions) {
    this.precision = precision;
    this.definitions = definitions;
  }

  /** Returns the class of one precision's loops, given the sources of the functions. */
  static String source(Precision precision, Definitions definitions) {
    String prefix = precision.realPrefix();
    List<ScalarFunction> functions = definitions.functions(prefix + "Functions");
    List<ScalarFunction> asked = ScalarFunction.withDerivative(functions);
    SimdLoops loops = new SimdLoops(precision, definitions);
    String source = functions.stream().map(loops::loop).collect(Collectors.joining());
    return HEADER.formatted(
            prefix,
            precision.integerPrefix(),
            precision.integerBox,
            loops.kept,
            precision.real,
            cases(asked.stream().filter(f -> !f.isDerivative())),
            cases(asked.stream().filter(ScalarFunction::isDerivative)))
        + source
        + "}\n";
  }

  private static String cases(Stream<ScalarFunction> functions) {
    return functions
        .map(f -> "      case %s -> %s(%s);\n".formatted(f.constant(), f.name(), arguments(f)))
        .collect(Collectors.joining());
  }

  private static String arguments(ScalarFunction f) {
    return Stream.of(
            f.arrays().stream().map(array -> array + ", " + array + "From"),
            Stream.of("n"),
            f.numbers().stream())
        .flatMap(Function.identity())
        .collect(Collectors.joining(", "));
  }

  private String loop(ScalarFunction function) {
    LoopBody body = new LoopBody(precision);
    List<Value> arguments = new ArrayList<>();
    function
        .parameters()
        .forEach(
            name ->
                arguments.add(
                    ScalarFunction.isArray(name)
                        ? body.load(name)
                        : Value.uniform(Type.REAL, name)));
    Translator translator =
        new Translator(definitions, precision, body, precision.realPrefix() + "Functions");
    Value result = translator.call(function.method(), arguments);
    if (function.isDerivative()) {
      result = body.binary("mul", body.load("g"), result);
    }
    LoopWriter writer = new LoopWriter(precision, body, function, result);
    String source = writer.write();
    kept = Math.max(kept, writer.kept());
    return source;
  }
}
