package org.nn4j.bench.elementwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Kernels;
import org.nn4j.core.registry.KernelsSelector;

/** What is timed against each other computes the same. */
class SvmlFunctionsTest {
  private static final int N = 64;

  private final Kernels kernels = KernelsSelector.standard();
  private final float[] z = new float[N];
  private final float[] theirs = new float[N];
  private final FloatMatrix ours = new FloatMatrix(new float[N], 0, 2, N / 2, N / 2);

  SvmlFunctionsTest() {
    for (int i = 0; i < N; i++) {
      z[i] = (i - N / 2) / 8f;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TANH", "SIGMOID", "GELU_TANH", "SILU", "SOFTPLUS", "ELU"})
  void functionsAgree(ElementwiseFunction function) {
    kernels.apply(function, 1, new FloatMatrix(z, 0, 2, N / 2, N / 2), ours);
    SvmlFunctions.loop(function, z, theirs).run();

    requireEqual();
  }

  @Test
  void softmaxAgrees() {
    kernels.softmax(new FloatMatrix(z, 0, 2, N / 2, N / 2), ours);
    SvmlFunctions.softmax(N / 2, z, theirs).run();

    requireEqual();
  }

  private void requireEqual() {
    for (int i = 0; i < N; i++) {
      assertThat(theirs[i]).isCloseTo(ours.array()[i], within(2e-6f));
    }
  }
}
