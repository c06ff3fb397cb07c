package org.nn4j.simd.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The generator's entry point. */
public final class SourceGenerator {
  private SourceGenerator() {}

  /**
   * Writes the generated classes of both precisions.
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

  private static void write(Precision precision, Path functions, Path math, Path directory)
      throws IOException {
    Definitions definitions = Definitions.of(List.of(functions, math));
    String prefix = precision.realPrefix();
    List<ScalarFunction> scalars = definitions.functions(prefix + "Functions");
    write(directory, prefix + "BlockKernels", BlockKernels.source(precision));
    write(directory, prefix + "MicroKernels", MicroKernels.source(precision));
    write(directory, prefix + "ScalarLoops", ScalarLoops.source(precision, scalars));
    write(directory, prefix + "SimdLoops", SimdLoops.source(precision, definitions));
  }

  /** Leaves a file alone that has this content already, so that it is not compiled anew. */
  private static void write(Path directory, String type, String source) throws IOException {
    Path target = directory.resolve(type + ".java");
    if (!Files.exists(target) || !Files.readString(target).equals(source)) {
      Files.writeString(target, source);
    }
  }
}
