package org.nn4j.api.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the bits themselves: one constant for every JDK, JIT tier and CPU.
 *
 * <p>A change of a coefficient changes it, and with it every trained model. That is allowed in a
 * release that says so.
 */
@Execution(ExecutionMode.CONCURRENT)
class NnMathBitsTest {

  private static final int COUNT = 20_000;
  private static final String EXPECTED =
      "5f13236d908f61248f06f9bd8d25e872afbd1e2231d5895303a76ec6e5fc0052";

  @Test
  void bitsAreTheSameWhenCompiled() {
    for (int i = 0; i < 3; i++) { // by the second round C2 has compiled them
      assertThat(NnMathDigest.compute(COUNT)).isEqualTo(EXPECTED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:-TieredCompilation"})
  void bitsAreTheSameInAnotherTier(String flag) throws IOException, InterruptedException {
    assertThat(digestOfFork(flag)).isEqualTo(EXPECTED);
  }

  private static String digestOfFork(String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(flags));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(NnMathDigest.class.getName(), Integer.toString(COUNT)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.strip();
  }

  @Test
  void decayHasTheBitsOfExpUpTo40() {
    for (long i = 0; i < 1L << 32; i += 4093) {
      float x = Float.intBitsToFloat((int) i);
      if (!(x > 40f)) {
        int want = Float.floatToIntBits(NnMath.exp(x));
        assertThat(Float.floatToIntBits(NnMath.decay(x))).as("%s", x).isEqualTo(want);
      }
    }
    Samples.doubles(5, 400_000, 800, x -> decayHasTheBitsOfExp(Math.min(x, 40)));
    for (double x : new double[] {Double.NEGATIVE_INFINITY, Double.NaN, 0, -0.0, 40}) {
      decayHasTheBitsOfExp(x);
    }
  }

  private static void decayHasTheBitsOfExp(double x) {
    if (Double.doubleToLongBits(NnMath.decay(x)) != Double.doubleToLongBits(NnMath.exp(x))) {
      assertThat(NnMath.decay(x)).as("%s", x).isEqualTo(NnMath.exp(x));
    }
  }
}
