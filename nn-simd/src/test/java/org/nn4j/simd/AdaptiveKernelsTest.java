package org.nn4j.simd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/** Which kernels compute, and that results do not show the switch. */
class AdaptiveKernelsTest {
  private static final long SEED = 20240511;
  private static final int SIZE = 64;
  private static final long PRODUCT = (long) SIZE * SIZE * SIZE;

  private int scalarCalls;
  private int simdCalls;

  private final Kernels scalar = kernels((proxy, method, arguments) -> ++scalarCalls < 0);
  private final Kernels simd = kernels((proxy, method, arguments) -> ++simdCalls < 0);

  @Test
  void theScalarKernelsDoAShortRun() {
    multiply(new AdaptiveKernels(scalar, () -> simd, 10 * PRODUCT), SIZE, 10);
    assertThat(scalarCalls).isEqualTo(10);
    assertThat(simdCalls).isZero();
  }

  @Test
  void theVectorKernelsDoTheRestOfALongRun() {
    multiply(new AdaptiveKernels(scalar, () -> simd, 10 * PRODUCT), SIZE, 1000);
    assertThat(scalarCalls).isEqualTo(10);
    assertThat(simdCalls).isEqualTo(990);
  }

  @Test
  void tinyMatricesStayWithTheScalarKernels() {
    multiply(new AdaptiveKernels(scalar, () -> simd, 0), 10, 1000);
    assertThat(scalarCalls).isEqualTo(1000);
    assertThat(simdCalls).isZero();
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void noBitShowsWhoComputes(Precision precision) {
    Kernels adaptive = new AdaptiveKernels(new ScalarKernels(), SimdKernels::new, 2 * PRODUCT);
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

  @Test
  void decidingAllocatesNothing() {
    Kernels adaptive = new AdaptiveKernels(new ScalarKernels(), SimdKernels::new, Long.MAX_VALUE);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Matrix a = Matrix.zeros(Precision.FLOAT32, SIZE, SIZE);
    adaptive.add(a, a, a);
    threads.getCurrentThreadAllocatedBytes();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) { // what the JVM itself allocates, it does once
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1000; i++) {
        adaptive.add(a, a, a);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isZero();
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
