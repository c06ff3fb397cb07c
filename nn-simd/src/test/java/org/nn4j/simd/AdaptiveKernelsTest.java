package org.nn4j.simd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/** Which kernels compute, and that results do not show the switch. */
class AdaptiveKernelsTest {
  private static final long SEED = 20240511;
  private static final int SIZE = 64;
  private static final long PRODUCT = (long) SIZE * SIZE * SIZE;

  /** What the scalar kernels take for any call. */
  private static final long SCALAR = 1000;

  /** What vectors take for any call until they are compiled. */
  private static final long COLD = 100 * SCALAR;

  /** What they take afterwards. */
  private static final long COMPILED = SCALAR / 4;

  /** After how many calls they are compiled. */
  private int coldCalls = 300;

  private int scalarCalls;
  private int simdCalls;
  private long now = 1;
  private long simdTime;

  private final Kernels scalar =
      kernels(
          (proxy, method, arguments) -> {
            now += SCALAR;
            return ++scalarCalls;
          });
  private final Kernels simd =
      kernels(
          (proxy, method, arguments) -> {
            long time = simdCalls < coldCalls ? COLD : COMPILED;
            now += time;
            simdTime += time;
            return ++simdCalls;
          });

  @Test
  void theScalarKernelsDoAShortRun() {
    multiply(adaptive(10 * PRODUCT), SIZE, 10);
    assertThat(scalarCalls).isEqualTo(10);
    assertThat(simdCalls).isZero();
  }

  @Test
  void theVectorKernelsDoTheRestOfALongRun() {
    Kernels adaptive = adaptive(10 * PRODUCT);
    multiply(adaptive, SIZE, 100_000);
    int before = scalarCalls;
    multiply(adaptive, SIZE, 1000);
    assertThat(scalarCalls).isEqualTo(before).isLessThan(40_000);
  }

  @Test
  void vectorsTakeNoLongerThanTheScalarKernelsUntilTheyAreFaster() {
    coldCalls = Integer.MAX_VALUE;
    Kernels adaptive = adaptive(0);
    for (int calls = 0; calls < 20_000; calls++) {
      multiply(adaptive, SIZE, 1);
      assertThat(simdTime).isLessThanOrEqualTo(scalarCalls * SCALAR + 1_000_000 + COLD);
    }
    assertThat(simdCalls).isPositive();
  }

  @Test
  void theScalarKernelsKeepWhatVectorsDoNotMakeFaster() {
    coldCalls = 0;
    Kernels slow =
        kernels(
            (proxy, method, arguments) -> {
              now += SCALAR + 1;
              return ++simdCalls;
            });
    Kernels adaptive = new AdaptiveKernels(scalar, () -> slow, 0, () -> now);
    multiply(adaptive, SIZE, 200_000);
    int before = simdCalls;
    multiply(adaptive, SIZE, 10_000);
    assertThat(simdCalls).isEqualTo(before);
  }

  @Test
  void anotherShapeOfWhatIsCompiledIsHandedOverAtOnce() {
    coldCalls = 0;
    Kernels adaptive = adaptive(0);
    multiply(adaptive, SIZE, 2);
    int before = simdCalls;
    multiply(adaptive, SIZE + 1, 1);
    assertThat(simdCalls).isGreaterThan(before);
    before = scalarCalls;
    multiply(adaptive, SIZE + 1, 10);
    assertThat(scalarCalls).isEqualTo(before);
  }

  @Test
  void tinyMatricesStayWithTheScalarKernels() {
    multiply(adaptive(0), 10, 1000);
    assertThat(scalarCalls).isEqualTo(1000);
    assertThat(simdCalls).isZero();
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void noBitShowsWhoComputes(Precision precision) {
    LongSupplier standing = () -> 1; // then vectors are never slower
    Kernels adaptive =
        new AdaptiveKernels(new ScalarKernels(), SimdKernels::new, 2 * PRODUCT, standing);
    Matrices random = new Matrices(precision, new Random(SEED));
    Matrix a = random.random(SIZE, SIZE);
    Matrix w = random.random(SIZE, SIZE);
    Matrix bias = random.random(1, SIZE);
    Matrix expected = Matrix.zeros(precision, SIZE, SIZE);
    new ScalarKernels().affine(a, w, bias, expected);
    Matrix z = Matrix.zeros(precision, SIZE, SIZE);
    for (int call = 1; call <= 4; call++) {
      z.fill(Double.NaN);
      adaptive.affine(a, w, bias, z);
      Matrices.assertSameBits(z, expected, "affine, call " + call + ", seed " + SEED);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE})
  void decidingAllocatesNothing(long patience) {
    Kernels adaptive =
        new AdaptiveKernels(
            new ScalarKernels(), SimdKernels::new, patience, patience == 0 ? () -> 1 : () -> 0);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Matrix a = Matrix.zeros(Precision.FLOAT32, SIZE, SIZE);
    adaptive.add(a, a, a);
    threads.getCurrentThreadAllocatedBytes();
    long least = Long.MAX_VALUE;
    // What the JVM itself allocates, it does once, and vectors are objects until C2 has compiled.
    for (int round = 0; round < 200 && least > 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1000; i++) {
        adaptive.add(a, a, a);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isZero();
  }

  private Kernels adaptive(long patience) {
    return new AdaptiveKernels(scalar, () -> simd, patience, () -> now);
  }

  private static Kernels kernels(InvocationHandler handler) {
    Class<?>[] types = {Kernels.class};
    InvocationHandler nothing =
        (proxy, method, arguments) -> {
          handler.invoke(proxy, method, arguments);
          return null;
        };
    return (Kernels) Proxy.newProxyInstance(Kernels.class.getClassLoader(), types, nothing);
  }

  private static void multiply(Kernels kernels, int size, int times) {
    Matrix m = Matrix.zeros(Precision.FLOAT32, size, size);
    Matrix bias = Matrix.zeros(Precision.FLOAT32, 1, size);
    for (int i = 0; i < times; i++) {
      kernels.affine(m, m, bias, m);
    }
  }
}
