package org.nn4j.bench.gemm;

import org.nn4j.api.Precision;

/**
 * One product of one layer.
 *
 * @param product which
 * @param precision of all three matrices
 * @param batch rows of A and Δ
 * @param in inputs of the layer: columns of A, rows of W
 * @param out outputs of the layer: columns of W and Δ
 */
public record GemmCase(Product product, Precision precision, int batch, int in, int out) {

  /** Returns the layer, such as {@code 64×784×128}. */
  public String shape() {
    return batch + "×" + in + "×" + out;
  }

  /** Returns the floating-point operations, two for each multiplication. */
  public double operations() {
    return 2.0 * batch * in * out;
  }

  /** Returns the rows of the left operand as it lies in memory. */
  public int leftRows() {
    return batch;
  }

  /** Returns the columns of the left operand, A or Δ. */
  public int leftColumns() {
    return product == Product.NT ? out : in;
  }

  /** Returns the rows of the right operand, W or Δ. */
  public int rightRows() {
    return product == Product.TN ? batch : in;
  }

  /** Returns the columns of the right operand. */
  public int rightColumns() {
    return out;
  }

  /** Returns the rows of the result. */
  public int rows() {
    return product == Product.TN ? in : batch;
  }

  /** Returns the columns of the result. */
  public int columns() {
    return product == Product.NT ? in : out;
  }

  /** Returns the length of the sum in each element of the result. */
  public int depth() {
    return switch (product) {
      case NN -> in;
      case TN -> batch;
      case NT -> out;
    };
  }
}
