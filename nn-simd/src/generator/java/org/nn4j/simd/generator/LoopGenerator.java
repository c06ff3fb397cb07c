package org.nn4j.simd.generator;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.nn4j.simd.generator.Value.Type;

/**
 * Writes {@code FloatSimdLoops} and {@code DoubleSimdLoops}: for each function of {@code
 * FloatFunctions} and its twin, a loop that performs its operations on vectors.
 */
public final class LoopGenerator {
  private static final String DERIVATIVE = "Derivative";

  private static final String HEADER =
      """
      package org.nn4j.simd;

      import jdk.incubator.vector.%1$sVector;
      import jdk.incubator.vector.%2$sVector;
      import jdk.incubator.vector.Vector;
      import jdk.incubator.vector.VectorMask;
      import jdk.incubator.vector.VectorOperators;
      import jdk.incubator.vector.VectorSpecies;

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

        /** Results at most that passes of a function keep for later ones. */
        static final int KEPT = %4$d;

        private %1$sSimdLoops() {}
      """;

  private final Precision precision;
  private final Definitions definitions;
  private int kept;

  private LoopGenerator(Precision precision, Definitions definitions) {
    this.precision = precision;
    this.definitions = definitions;
  }

  /**
   * Writes the loops of both precisions.
   *
   * @param arguments the directory to write to; the sources of {@code FloatFunctions} and of {@code
   *     FloatMath}, which it reaches through {@code NnMath}; and those of {@code DoubleFunctions}
   *     and {@code DoubleMath}
   */
  public static void main(String... arguments) throws IOException {
    Path directory = Path.of(arguments[0], "org", "nn4j", "simd");
    Files.createDirectories(directory);
    write(Precision.FLOAT, Path.of(arguments[1]), Path.of(arguments[2]), directory);
    write(Precision.DOUBLE, Path.of(arguments[3]), Path.of(arguments[4]), directory);
  }

  /** Leaves a file alone that says the same already, so that it is not compiled anew. */
  private static void write(Precision precision, Path functions, Path math, Path directory)
      throws IOException {
    String source = source(precision, List.of(functions, math));
    Path target = directory.resolve(precision.realPrefix() + "SimdLoops.java");
    if (!Files.exists(target) || !Files.readString(target).equals(source)) {
      Files.writeString(target, source);
    }
  }

  /** Returns the class of one precision's loops, given the sources of the functions. */
  static String source(Precision precision, List<Path> sources) throws IOException {
    LoopGenerator generator = new LoopGenerator(precision, Definitions.of(sources));
    String prefix = precision.realPrefix();
    String loops =
        generator.definitions.visibleMethods(prefix + "Functions").stream()
            .map(generator::loop)
            .collect(Collectors.joining());
    return HEADER.formatted(prefix, precision.integerPrefix(), precision.integerBox, generator.kept)
        + loops
        + "}\n";
  }

  /** Returns a function's loop. Its parameters z and a are arrays here, others stay numbers. */
  private String loop(MethodTree function) {
    String name = function.getName().toString();
    LoopBody body = new LoopBody(precision);
    List<String> arrays = new ArrayList<>();
    List<String> numbers = new ArrayList<>();
    List<Value> arguments = new ArrayList<>();
    for (VariableTree parameter : function.getParameters()) {
      String argument = parameter.getName().toString();
      if (argument.equals("z") || argument.equals("a")) {
        arrays.add(argument);
        arguments.add(body.load(argument));
      } else {
        numbers.add(argument);
        arguments.add(Value.uniform(Type.REAL, argument));
      }
    }
    String owner = precision.realPrefix() + "Functions";
    Value result = new Translator(definitions, precision, body, owner).call(function, arguments);
    boolean derivative = name.endsWith(DERIVATIVE);
    if (derivative) {
      result = body.binary("mul", body.load("g"), result);
    }
    String target = derivative ? "g" : "a";
    arrays.add(target);
    LoopWriter writer = new LoopWriter(precision, body, name, arrays, numbers);
    String source = writer.write(result, target);
    kept = Math.max(kept, writer.kept());
    return source;
  }
}
