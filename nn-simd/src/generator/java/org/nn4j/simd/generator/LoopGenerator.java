package org.nn4j.simd.generator;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.nn4j.simd.generator.Value.Type;

/**
 * Writes {@code FloatSimdLoops} and {@code DoubleSimdLoops}: for each function of {@code
 * FloatFunctions}, a loop that performs its operations on vectors and so has its bits.
 */
public final class LoopGenerator {
  private static final String DERIVATIVE = "Derivative";

  private static final String HEADER =
      """
      package org.nn4j.simd;

      import jdk.incubator.vector.%1$sVector;
      import jdk.incubator.vector.%2$sVector;
      import jdk.incubator.vector.VectorMask;
      import jdk.incubator.vector.VectorOperators;
      import jdk.incubator.vector.VectorSpecies;

      /**
       * The operations of {@link %1$sFunctions} and of what they call, lane by lane; generated.
       *
       * <p>Loops run over n elements, a multiple of a vector: a = f(z), or g = g·f'(z).
       */
      final class %1$sSimdLoops {
        private static final VectorSpecies<%1$s> S = %1$sVector.SPECIES_PREFERRED;
        private static final VectorSpecies<%3$s> I = %2$sVector.SPECIES_PREFERRED;
        private static final int L = S.length();

        private %1$sSimdLoops() {}
      """;

  private static final String LOOP =
      """

        static void %s(%s, int n%s) {
      %s    for (int i = 0; i < n; i += L) {
      %s      %s.intoArray(%s, %7$sFrom + i);
          }
        }
      """;

  private final Precision precision;
  private final Definitions definitions;

  private LoopGenerator(Precision precision, Definitions definitions) {
    this.precision = precision;
    this.definitions = definitions;
  }

  /**
   * Writes one precision's loops.
   *
   * @param arguments the precision, the directory to write to, and the sources of the functions and
   *     of what they call
   */
  public static void main(String... arguments) throws IOException {
    Precision precision = Precision.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    List<Path> sources = List.of(Path.of(arguments[2]), Path.of(arguments[3]));
    String loops = new LoopGenerator(precision, Definitions.of(sources)).source();
    Path target = Path.of(arguments[1], "org/nn4j/simd", precision.prefix + "SimdLoops.java");
    if (!Files.exists(target) || !Files.readString(target).equals(loops)) {
      Files.createDirectories(target.getParent());
      Files.writeString(target, loops);
    }
  }

  private String source() {
    String integer = precision == Precision.FLOAT ? "Int" : "Long";
    return HEADER.formatted(precision.prefix, integer, precision.integerBox)
        + definitions.visibleMethods(precision.prefix + "Functions").stream()
            .map(this::loop)
            .collect(Collectors.joining())
        + "}\n";
  }

  /** Returns a function's loop. Its parameters z and a are arrays here, others stay numbers. */
  private String loop(MethodTree function) {
    String name = function.getName().toString();
    LoopBody body = new LoopBody(precision);
    List<String> arrays = new ArrayList<>();
    StringBuilder numbers = new StringBuilder();
    List<Value> arguments = new ArrayList<>();
    for (VariableTree parameter : function.getParameters()) {
      String argument = parameter.getName().toString();
      if (argument.equals("z") || argument.equals("a")) {
        arrays.add(argument);
        arguments.add(body.load(argument));
      } else {
        numbers.append(", ").append(precision.real).append(" ").append(argument);
        arguments.add(Value.uniform(Type.REAL, argument));
      }
    }
    Value result = translator(body).call(function, arguments);
    boolean derivative = name.endsWith(DERIVATIVE);
    if (derivative) {
      result = body.multiply(body.load("g"), result);
    }
    String target = derivative ? "g" : "a";
    arrays.add(target);
    String ranges =
        arrays.stream()
            .map(array -> precision.real + "[] " + array + ", int " + array + "From")
            .collect(Collectors.joining(", "));
    return LOOP.formatted(
        name, ranges, numbers, body.constants(), body.statements(result), result.text(), target);
  }

  private Translator translator(LoopBody body) {
    return new Translator(definitions, precision, body, precision.prefix + "Functions");
  }
}
