package org.nn4j.simd.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the generator writes. That the loops have the scalar functions' bits is tested where they
 * run, in {@code SimdKernelsTest}.
 */
class SimdLoopsTest {
  @TempDir Path directory;

  @Test
  void aFunctionBecomesALoopOfTheSameOperations() throws IOException {
    String loops =
        loops(
            Precision.FLOAT,
            """
            final class FloatFunctions {
              static final float FAR = 750.0f;

              static float f(float z, float alpha) {
                float c = Math.max(z, -FAR);
                c = c > 1f ? alpha : c;
                return c * NnMath.half(c);
              }
            }
            """,
            """
            final class FloatMath {
              static float half(float x) {
                return Math.fma(0.5f, x, 0f);
              }
            }
            """);
    assertThat(loops)
        .startsWith("package org.nn4j.simd;\n")
        .contains("final class FloatSimdLoops {")
        .endsWith(
            """

              /** {@link FloatFunctions#f}. */
              static void f(float[] z, int zFrom, float[] a, int aFrom, int n, float alpha) {
                IntVector c0 = IntVector.broadcast(I, Integer.MIN_VALUE + 0x7f_ffff);
                IntVector c1 = IntVector.broadcast(I, Float.floatToRawIntBits(-750.0f) + (Integer.MIN_VALUE + 0x7f_ffff));
                FloatVector c2 = FloatVector.broadcast(S, 1.0f);
                FloatVector c3 = FloatVector.broadcast(S, alpha);
                FloatVector c4 = FloatVector.broadcast(S, 0.5f);
                FloatVector c5 = FloatVector.broadcast(S, 0.0f);
                for (int i = 0; i < n; i += L) {
                  FloatVector v0 = FloatVector.fromArray(S, z, zFrom + i);
                  IntVector j1 = v0.reinterpretAsInts();
                  FloatVector v2 = j1.add(c0).min(c1).sub(c0).reinterpretAsFloats();
                  VectorMask<Float> m3 = v2.compare(VectorOperators.GT, c2);
                  FloatVector v4 = v2.blend(c3, m3);
                  FloatVector v5 = c4.fma(v4, c5);
                  FloatVector v6 = v4.mul(v5);
                  ((FloatVector) CLASS.cast(v6)).intoArray(a, aFrom + i);
                }
              }
            }
            """);
  }

  /** The integers' order is that of numbers on one side of 0: the sign of the bound tells which. */
  @Test
  void aBoundIsHeldByTheBitsUnlessItIsZero() throws IOException {
    String loops =
        loops(
            Precision.DOUBLE,
            "final class DoubleFunctions { static double f(double z) {"
                + " double c = z > 2.5 ? 2.5 : z; c = Math.max(c, 0.0); return Math.min(c, -1.0); } }");
    assertThat(loops)
        .contains("LongVector.broadcast(I, 0xf_ffff_ffff_ffffL);")
        .contains("(I, Double.doubleToRawLongBits(2.5) + 0xf_ffff_ffff_ffffL);")
        .contains("j1.add(c0).min(c1).sub(c0).reinterpretAsDoubles();")
        .contains("compare(VectorOperators.LE, ")
        .contains("compare(VectorOperators.GT, ")
        .containsOnlyOnce(".min(");
  }

  @Test
  void integersHaveALeast() throws IOException {
    String source =
        "int b = Math.min(Float.floatToRawIntBits(z), 7); return Float.intBitsToFloat(b);";
    assertThat(loops(Precision.FLOAT, functions("float f(float z) { " + source + " }")))
        .contains("IntVector c0 = IntVector.broadcast(I, 7);")
        .contains("IntVector j2 = j1.min(c0);");
  }

  @Test
  void aDerivativeMultipliesTheGradient() throws IOException {
    assertThat(loops(Precision.FLOAT, functions("float fDerivative(float a) { return a + a; }")))
        .contains("static void fDerivative(float[] a, int aFrom, float[] g, int gFrom, int n) {")
        .contains("v2 = FloatVector.fromArray(S, g, gFrom + i);")
        .contains("v3 = v2.mul(v1);")
        .contains("CLASS.cast(v3)).intoArray(g, gFrom + i);");
  }

  @Test
  void bitsAreIntegersOfTheSameSize() throws IOException {
    String source =
        """
        final class DoubleFunctions {
          static double f(double z) {
            long bits = Double.doubleToRawLongBits(z);
            return Double.longBitsToDouble((0x10L - bits) << 52);
          }
        }
        """;
    assertThat(loops(Precision.DOUBLE, source))
        .contains("LongVector c0 = LongVector.broadcast(I, 16L);")
        .contains("LongVector j1 = v0.reinterpretAsLongs();")
        .contains("LongVector j2 = c0.sub(j1);")
        .contains("LongVector j3 = j2.lanewise(VectorOperators.LSHL, 52);")
        .contains("DoubleVector v4 = j3.reinterpretAsDoubles();");
  }

  @Test
  void whatIsThereIsNotComputedAgain() throws IOException {
    assertThat(loops(Precision.FLOAT, functions("float f(float z) { return z * z + z * z; }")))
        .containsOnlyOnce(".mul(")
        .contains("v1.add(v1)");
  }

  @Test
  void whatIsTooLongForALoopIsCutWhereLeastIsKept() throws IOException {
    String steps = "x = x * z + 1f; ".repeat(Passes.MOST / 2 + 2);
    String loops =
        loops(
            Precision.FLOAT, functions("float f(float z) { float x = z; " + steps + "return x; }"));
    assertThat(loops)
        .contains("static final int KEPT = 1;")
        .contains("f1(z, zFrom + from, length, kept[0]);")
        .contains("f2(z, zFrom + from, a, aFrom + from, length, kept[0]);")
        .contains("static void f1(float[] z, int zFrom, int n, float[] kept0) {")
        .containsOnlyOnce(".intoArray(kept0, i);")
        .containsOnlyOnce("FloatVector.fromArray(S, kept0, i);")
        .containsOnlyOnce(".intoArray(a, aFrom + i);");
  }

  @Test
  void bitsAreLookedAtAgainInEachPass() throws IOException {
    String steps = "x = x * z; ".repeat(Passes.MOST + 1);
    String source =
        "float x = z; int b = Float.floatToRawIntBits(z); x = x * Float.intBitsToFloat(b << 1); "
            + steps
            + "return x * Float.intBitsToFloat(b << 2);";
    assertThat(loops(Precision.FLOAT, functions("float f(float z) { " + source + " }")))
        .contains("static final int KEPT = 1;")
        .containsSubsequence("reinterpretAsInts()", "void f2(", "reinterpretAsInts()");
  }

  @Test
  void privateMethodsHaveNoLoop() throws IOException {
    String source =
        "final class FloatFunctions {"
            + " static float f(float z) { return helper(z); }"
            + " private static float helper(float z) { return Math.abs(z); } }";
    assertThat(loops(Precision.FLOAT, source)).contains("v0.abs()").doesNotContain("helper");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "float f(float z) { if (z > 0) { return z; } return 0; }",
        "float f(float z) { return z == 0f ? 1f : z; }",
        "float f(float z) { return (float) z; }",
        "float f(float z) { return z % 2f; }",
        "float f(float z) { return Math.max(z, Math.abs(z)); }",
        "float f(float z) { return Math.sin(z); }",
        "float f(float z) { z = z + 1f; }"
      })
  void whatItDoesNotKnowIsRefused(String function) {
    assertThatThrownBy(() -> loops(Precision.FLOAT, functions(function)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String functions(String method) {
    return "final class FloatFunctions { static " + method + " }";
  }

  private String loops(Precision precision, String functions, String... others) throws IOException {
    Path first = Files.writeString(directory.resolve("Functions.java"), functions);
    Path second =
        Files.writeString(
            directory.resolve("Others.java"),
            others.length == 0 ? "final class Others {}" : others[0]);
    return SimdLoops.source(precision, Definitions.of(List.of(first, second)));
  }
}
