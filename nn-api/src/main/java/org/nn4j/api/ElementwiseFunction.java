package org.nn4j.api;

/**
 * The element-wise functions, with their derivatives, that {@link Kernels} compute natively.
 *
 * <p>α is the one parameter that some of them have. At a kink the derivative is PyTorch's: 0 at the
 * ends of a constant part (relu, relu6, hard_tanh, hard_sigmoid), the left derivative at 0 of the
 * others, and the inner one at both ends of hard_swish. A result of 0 may have either sign.
 */
public enum ElementwiseFunction {
  /** 1/(1+e⁻ᶻ); a·(1−a), which is 0 where a rounds to 1, as PyTorch's is. */
  SIGMOID,
  /** tanh z; 1−a², which is 0 where a rounds to ±1, as PyTorch's is. */
  TANH,
  /** max(0, z); 1 for z &gt; 0, else 0. */
  RELU,
  /** min(max(0, z), 6); 1 for 0 &lt; z &lt; 6, else 0. */
  RELU6,
  /** z for z &gt; 0, else α·z; 1 for z &gt; 0, else α. */
  LEAKY_RELU,
  /** z for z &gt; 0, else α·(eᶻ−1); 1 for z &gt; 0, else α·eᶻ. */
  ELU,
  /**
   * λ·z for z &gt; 0, else λ·α·(eᶻ−1), with λ = 1.0507009873554805, α = 1.6732632423543772; λ for z
   * &gt; 0, else λ·α·eᶻ.
   */
  SELU,
  /** z for z &gt; 0, else α·(e^(z/α)−1); 1 for z &gt; 0, else e^(z/α). */
  CELU,
  /** z·Φ(z), Φ the standard normal distribution function. */
  GELU,
  /** z/2·(1+tanh(√(2/π)·(z+0.044715·z³))). */
  GELU_TANH,
  /** z·sigmoid(z). */
  SILU,
  /** z·tanh(softplus(z)). */
  MISH,
  /** log(1+eᶻ); sigmoid(z). */
  SOFTPLUS,
  /** z/(1+|z|); 1/(1+|z|)². */
  SOFTSIGN,
  /** min(max(−1, z), 1); 1 for −1 &lt; z &lt; 1, else 0. */
  HARD_TANH,
  /** min(max(0, z+3), 6)/6; (float) 1/6, in either precision, for −3 &lt; z &lt; 3, else 0. */
  HARD_SIGMOID,
  /**
   * z·hard_sigmoid(z); (2z+3)/6 for −3 ≤ z ≤ 3, hence −1/2 and 3/2 at the ends, 0 below, 1 above.
   */
  HARD_SWISH,
  /** z − tanh z; tanh² z. */
  TANH_SHRINK,
  /** eᶻ; a. */
  EXP,
  /** eᶻ − 1; eᶻ. */
  EXPM1,
  /** Φ, the standard normal distribution function; e^(−z²/2)/√(2π). */
  NORMAL_CDF
}
