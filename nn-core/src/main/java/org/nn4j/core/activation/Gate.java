package org.nn4j.core.activation;

/** The product by which self-gated activations (silu, gelu, mish) damp their argument. */
final class Gate {
  private Gate() {}

  /**
   * Computes z·gate, and its limit 0 where the gate has vanished: the gates used here vanish faster
   * than any |z| grows, while IEEE arithmetic has ∞·0 = NaN.
   */
  static double apply(double z, double gate) {
    return gate == 0 ? 0 : z * gate;
  }
}
