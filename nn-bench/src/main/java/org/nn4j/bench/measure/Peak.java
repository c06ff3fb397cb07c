package org.nn4j.bench.measure;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The greatest rate of one processor: chains of multiply-adds that touch no memory. */
final class Peak {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /**
   * Enough for two ports of four to six cycles' latency; each is a local variable, C2 spills none.
   */
  private static final int CHAINS = 12;

  private static final int WARM_UPS = 30;
  private static final int SLICES = 9;

  private Peak() {}

  /** Returns the greatest of some measurements, float32. */
  static double gflops() {
    float sum = 0;
    for (int i = 0; i < WARM_UPS; i++) {
      sum += run(100_000);
    }
    int steps = 2_000_000;
    double[] rates = new double[SLICES];
    for (int i = 0; i < SLICES; i++) {
      long start = System.nanoTime();
      sum += run(steps);
      rates[i] = 2.0 * CHAINS * SPECIES.length() * steps / (System.nanoTime() - start);
    }
    if (Float.isNaN(sum)) {
      throw new IllegalStateException("the sums of finite numbers are not finite");
    }
    return Statistics.greatest(rates);
  }

  private static float run(int steps) {
    FloatVector a = FloatVector.broadcast(SPECIES, 0.5f);
    FloatVector b = FloatVector.broadcast(SPECIES, 0.25f);
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector c1 = c0;
    FloatVector c2 = c0;
    FloatVector c3 = c0;
    FloatVector c4 = c0;
    FloatVector c5 = c0;
    FloatVector c6 = c0;
    FloatVector c7 = c0;
    FloatVector c8 = c0;
    FloatVector c9 = c0;
    FloatVector c10 = c0;
    FloatVector c11 = c0;
    for (int i = 0; i < steps; i++) {
      c0 = a.fma(b, c0);
      c1 = a.fma(b, c1);
      c2 = a.fma(b, c2);
      c3 = a.fma(b, c3);
      c4 = a.fma(b, c4);
      c5 = a.fma(b, c5);
      c6 = a.fma(b, c6);
      c7 = a.fma(b, c7);
      c8 = a.fma(b, c8);
      c9 = a.fma(b, c9);
      c10 = a.fma(b, c10);
      c11 = a.fma(b, c11);
    }
    FloatVector first = c0.add(c1).add(c2).add(c3).add(c4).add(c5);
    FloatVector second = c6.add(c7).add(c8).add(c9).add(c10).add(c11);
    return first.add(second).reduceLanes(VectorOperators.ADD);
  }
}
