package org.nn4j.simd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/** Who leads, and that nobody sees when that changes. */
class AdaptiveKernelsTest {
  private static final long SEED = 20260106;
  private static final int PRODUCT = 64 * 64 * 64;

  private final Kernels scalar = new ScalarKernels();
  private final Kernels simd = new SimdKernels();

  @Test
  void theScalarKernelsLeadAShortRun() {
    Races races = new Races(scalar, simd, 10L * PRODUCT);
    for (int i = 0; i < 10; i++) {
      assertThat(leader(races, 64)).isSameAs(scalar);
    }
  }

  @Test
  void tinyMatricesStayWithTheScalarKernels() throws InterruptedException {
    Races races = new Races(scalar, simd, 0);
    for (int i = 0; i < 1000; i++) {
      assertThat(leader(races, 10)).isSameAs(scalar);
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void theFasterKernelsLeadALongRun() throws InterruptedException {
    Kernels fast = kernels((proxy, method, arguments) -> null);
    Races races = new Races(scalar, fast, 100L * PRODUCT);
    while (leader(races, 64) == scalar) {
      Thread.sleep(1);
    }
    assertThat(leader(races, 64)).isSameAs(fast);
    assertThat(leader(races, 65)).as("a shape not seen before").isSameAs(scalar);
  }

  @Test
  void theSlowerKernelsNeverLead() throws InterruptedException {
    Kernels slow =
        kernels(
            (proxy, method, arguments) -> {
              Thread.sleep(1);
              return method.invoke(scalar, arguments);
            });
    Races races = new Races(scalar, slow, 0);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    while (System.nanoTime() < end) {
      assertThat(leader(races, 64)).isSameAs(scalar);
      Thread.sleep(10);
    }
  }

  @Test
  void moreShapesThanTheTableHoldsAreLeftToTheScalarKernels() {
    Races races = new Races(scalar, simd, Long.MAX_VALUE);
    for (int rows = 20; rows < 4000; rows++) {
      assertThat(leader(races, rows)).isSameAs(scalar);
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void noBitShowsWhoLeads(Precision precision) throws InterruptedException {
    Races races = new Races(scalar, simd, 0);
    Kernels adaptive = new AdaptiveKernels(races);
    Matrices random = new Matrices(precision, new Random(SEED));
    Matrix a = random.random(64, 64);
    Matrix w = random.random(64, 64);
    Matrix bias = random.random(1, 64);
    Matrix expected = Matrix.zeros(precision, 64, 64);
    Matrix z = Matrix.zeros(precision, 64, 64);
    scalar.affine(a, w, bias, expected);
    do {
      adaptive.affine(a, w, bias, z);
      Matrices.assertSameBits(z, expected, "affine, seed " + SEED);
      Thread.sleep(1);
    } while (races.over() == 0);
    adaptive.affine(a, w, bias, z);
    Matrices.assertSameBits(z, expected, "affine after the race, seed " + SEED);
  }

  @Test
  void lookingUpTheLeaderAllocatesNothing() {
    Races races = new Races(scalar, simd, Long.MAX_VALUE);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Matrix a = Matrix.zeros(Precision.FLOAT32, 64, 64);
    races.leader(Task.ADD, null, PRODUCT, a, a, a, null);
    threads.getCurrentThreadAllocatedBytes();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1000; i++) {
      races.leader(Task.ADD, null, PRODUCT, a, a, a, null);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isZero();
  }

  private static Kernels kernels(InvocationHandler handler) {
    Class<?>[] types = {Kernels.class};
    return (Kernels) Proxy.newProxyInstance(Kernels.class.getClassLoader(), types, handler);
  }

  private static Kernels leader(Races races, int rows) {
    Matrix a = Matrix.zeros(Precision.FLOAT32, rows, 64);
    Matrix w = Matrix.zeros(Precision.FLOAT32, 64, 64);
    Matrix bias = Matrix.zeros(Precision.FLOAT32, 1, 64);
    Matrix z = Matrix.zeros(Precision.FLOAT32, rows, 64);
    return races.leader(Task.AFFINE, null, rows < 20 ? rows : PRODUCT, a, w, bias, z);
  }
}
