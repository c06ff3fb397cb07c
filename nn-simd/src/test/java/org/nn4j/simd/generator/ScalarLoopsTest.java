package org.nn4j.simd.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScalarLoopsTest {
  @TempDir Path directory;

  @Test
  void aFunctionWithADerivativeHasLoopsAndIsChosenByItsConstant() throws IOException {
    Path source =
        Files.writeString(
            directory.resolve("DoubleFunctions.java"),
            """
            final class DoubleFunctions {
              static double leakyRelu6(double z, double alpha) { return z; }

              static double leakyRelu6Derivative(double a, double alpha) { return a; }

              static double decay(double z) { return z; }
            }
            """);
    List<ScalarFunction> functions = Definitions.of(List.of(source)).functions("DoubleFunctions");
    assertThat(ScalarLoops.source(Precision.DOUBLE, functions))
        .contains("final class DoubleScalarLoops {")
        .contains("case LEAKY_RELU6 -> leakyRelu6(z, a, from, to, alpha);")
        .contains("case LEAKY_RELU6 -> leakyRelu6Derivative(a, g, from, to, alpha);")
        .doesNotContain("decay")
        .endsWith(
            """

              private static void leakyRelu6(double[] z, double[] a, int from, int to, double alpha) {
                for (int i = from; i < to; i++) {
                  a[i] = DoubleFunctions.leakyRelu6(z[i], alpha);
                }
              }

              private static void leakyRelu6Derivative(double[] a, double[] g, int from, int to, double alpha) {
                for (int i = from; i < to; i++) {
                  g[i] *= DoubleFunctions.leakyRelu6Derivative(a[i], alpha);
                }
              }
            }
            """);
  }
}
