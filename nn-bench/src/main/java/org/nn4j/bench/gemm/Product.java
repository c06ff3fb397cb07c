package org.nn4j.bench.gemm;

/** Which of a layer's three products; the two letters are BLAS's transposition flags. */
public enum Product {
  /** Z = A·W, the forward product. */
  NN,
  /** ∇W = Aᵀ·Δ, the weight gradient. */
  TN,
  /** Δ·Wᵀ, the product of the delta recursion. */
  NT
}
