package org.nn4j.api;

/**
 * The numerical kernels: everything a training step computes over whole matrices.
 *
 * <p>All matrices of a call have one precision. Any offset and stride is accepted. Outputs are
 * overwritten whatever they held (even NaN) and share no memory with inputs unless a method allows
 * it. No method allocates in steady state. Shapes are the caller's responsibility; a mismatch
 * throws {@link IllegalArgumentException} with both shapes.
 *
 * <p><b>Every implementation returns the same bits</b>, for any vector width and number of threads:
 * each method states its order of operations. "Chain" means one accumulator, updated by {@code
 * Math.fma} in increasing index order. "16-way" means that element i goes to partial sum i mod 16,
 * by {@code fma} for products and by addition for sums, each partial sum in increasing index order
 * from +0, and that the 16 are then added pairwise: first s[j]+s[j+8] for j &lt; 8, then with 4, 2
 * and 1.
 *
 * <p>Instances are safe for use by several threads.
 */
public interface Kernels {

  /** Returns the name by which the kernels are selected, such as {@code scalar} or {@code simd}. */
  String name();

  /**
   * Computes Z = A·W + 1·bᵀ: element (i, j) is a chain over k that starts from b[j].
   *
   * @param a N×n_in
   * @param w n_in×n_out
   * @param bias 1×n_out
   * @param z N×n_out, overwritten
   */
  void affine(Matrix a, Matrix w, Matrix bias, Matrix z);

  /**
   * Computes Z = A·W + 1·bᵀ and Y = f(Z), a dense layer's forward pass, with the bits of {@link
   * #affine(Matrix, Matrix, Matrix, Matrix)} followed by {@link #apply}.
   *
   * <p>Kernels that divide or block their work do both to a part of Z before they go on to the next
   * part. The default calls the two methods.
   *
   * @param a N×n_in
   * @param w n_in×n_out
   * @param bias 1×n_out
   * @param function f
   * @param alpha the function's parameter, ignored by those that take none
   * @param z N×n_out, overwritten
   * @param y N×n_out, overwritten; shares no memory with {@code z}
   */
  default void affine(
      Matrix a,
      Matrix w,
      Matrix bias,
      ElementwiseFunction function,
      double alpha,
      Matrix z,
      Matrix y) {
    affine(a, w, bias, z);
    apply(function, alpha, z, y);
  }

  /**
   * Computes ∇W = Aᵀ·Δ (E2) and ∇b = Σ_rows Δ (E3): element (k, j) of ∇W is a chain over the rows
   * from +0, element j of ∇b a sum in row order from +0.
   *
   * @param a N×n_in, the layer's input
   * @param delta N×n_out
   * @param weightGradient n_in×n_out, overwritten
   * @param biasGradient 1×n_out, overwritten
   */
  void weightGradient(Matrix a, Matrix delta, Matrix weightGradient, Matrix biasGradient);

  /**
   * Computes Δ·Wᵀ, the product of the delta recursion (E4): element (i, k) is a chain over j from
   * +0.
   *
   * @param delta N×n_out
   * @param w n_in×n_out
   * @param inputGradient N×n_in, overwritten
   */
  void inputGradient(Matrix delta, Matrix w, Matrix inputGradient);

  /**
   * Computes all gradients of a dense layer, with the bits of {@link #weightGradient} and {@link
   * #inputGradient}, which do not depend on each other. The default calls the two methods.
   *
   * @param a N×n_in, the layer's input
   * @param delta N×n_out
   * @param w n_in×n_out
   * @param weightGradient n_in×n_out, overwritten
   * @param biasGradient 1×n_out, overwritten
   * @param inputGradient N×n_in, overwritten
   */
  default void affineGradient(
      Matrix a,
      Matrix delta,
      Matrix w,
      Matrix weightGradient,
      Matrix biasGradient,
      Matrix inputGradient) {
    weightGradient(a, delta, weightGradient, biasGradient);
    inputGradient(delta, w, inputGradient);
  }

  /**
   * Computes all gradients of a dense layer whose input is a = f(z), up to that z: the delta
   * recursion (E4) with its ⊙ f'(Z), with the bits of {@link #affineGradient(Matrix, Matrix,
   * Matrix, Matrix, Matrix, Matrix)} followed by {@link #applyGradient}. The default calls the two
   * methods.
   *
   * @param a N×n_in, the layer's input
   * @param delta N×n_out
   * @param w n_in×n_out
   * @param weightGradient n_in×n_out, overwritten
   * @param biasGradient 1×n_out, overwritten
   * @param function f
   * @param alpha the function's parameter, ignored by those that take none
   * @param z N×n_in, from which {@code a} was computed
   * @param inputDelta N×n_in, ∂L/∂z, overwritten
   */
  default void affineGradient(
      Matrix a,
      Matrix delta,
      Matrix w,
      Matrix weightGradient,
      Matrix biasGradient,
      ElementwiseFunction function,
      double alpha,
      Matrix z,
      Matrix inputDelta) {
    affineGradient(a, delta, w, weightGradient, biasGradient, inputDelta);
    applyGradient(function, alpha, z, a, inputDelta);
  }

  /**
   * Computes a = f(z) element by element, with {@link org.nn4j.api.math.NnMath} in the matrices'
   * precision.
   *
   * @param alpha the function's parameter, ignored by those that take none
   */
  void apply(ElementwiseFunction function, double alpha, Matrix z, Matrix a);

  /**
   * Multiplies the gradient by f'(z) element by element.
   *
   * @param alpha the function's parameter
   * @param z arguments of the forward pass
   * @param a values of the forward pass
   * @param gradient ∂L/∂a on entry, ∂L/∂z on exit
   */
  void applyGradient(
      ElementwiseFunction function, double alpha, Matrix z, Matrix a, Matrix gradient);

  /**
   * Computes a row's softmax, e^(zⱼ−m) / Σₖe^(zₖ−m) with m the row's maximum; the sum is 16-way.
   *
   * @param z N×n
   * @param a N×n, overwritten; may be the same matrix as {@code z}
   */
  void softmax(Matrix z, Matrix a);

  /**
   * Turns ∂L/∂a into ∂L/∂z for a = softmax(z): a ⊙ (g − Σₖ gₖ·aₖ), the sum 16-way.
   *
   * @param a outputs of the forward pass, N×n
   * @param gradient ∂L/∂a on entry, ∂L/∂z on exit
   */
  void softmaxGradient(Matrix a, Matrix gradient);

  /**
   * Computes zⱼ − m − log Σₖe^(zₖ−m) with m the row's maximum; the sum is 16-way.
   *
   * @param z N×n
   * @param a N×n, overwritten; may be the same matrix as {@code z}
   */
  void logSoftmax(Matrix z, Matrix a);

  /**
   * Turns ∂L/∂a into ∂L/∂z for a = log_softmax(z): g − e^a·Σₖ gₖ, the sum 16-way.
   *
   * @param a outputs of the forward pass, N×n
   * @param gradient ∂L/∂a on entry, ∂L/∂z on exit
   */
  void logSoftmaxGradient(Matrix a, Matrix gradient);

  /** Computes c = a + b element by element; c may be a or b. */
  void add(Matrix a, Matrix b, Matrix c);

  /** Computes c = a ⊙ b element by element; c may be a or b. */
  void multiply(Matrix a, Matrix b, Matrix c);

  /**
   * Computes c = fma(a, s, t) with s and t broadcast over the rows; c may be a.
   *
   * @param a N×n
   * @param scale 1×n
   * @param shift 1×n
   * @param c N×n, overwritten
   */
  void scaleShiftColumns(Matrix a, Matrix scale, Matrix shift, Matrix c);

  /**
   * Computes c = fma(a, s, t) with s and t broadcast over the columns; c may be a.
   *
   * @param a N×n
   * @param scale N×1
   * @param shift N×1
   * @param c N×n, overwritten
   */
  void scaleShiftRows(Matrix a, Matrix scale, Matrix shift, Matrix c);

  /** Computes the columns' sums in row order from +0. {@code a} is N×n, {@code sums} 1×n. */
  void columnSums(Matrix a, Matrix sums);

  /** Computes Σᵢ aᵢⱼ·bᵢⱼ, a chain over the rows. a and b are N×n, {@code sums} 1×n. */
  void columnDots(Matrix a, Matrix b, Matrix sums);

  /** Computes the rows' sums, 16-way. {@code a} is N×n, {@code sums} N×1. */
  void rowSums(Matrix a, Matrix sums);

  /** Computes Σⱼ aᵢⱼ·bᵢⱼ, 16-way. a and b are N×n, {@code sums} N×1. */
  void rowDots(Matrix a, Matrix b, Matrix sums);

  /**
   * Converts unsigned bytes b to b/255, correctly rounded, into one row; for images, whose pixels
   * stay bytes until they are computed with.
   *
   * @param bytes where the row's bytes are
   * @param from the first of them
   * @param x the matrix
   * @param row the row that is overwritten
   */
  default void unitBytes(byte[] bytes, int from, Matrix x, int row) {
    for (int j = 0; j < x.columns(); j++) {
      x.set(row, j, Byte.toUnsignedInt(bytes[from + j]) / 255.0); // to float32, too
    }
  }
}
