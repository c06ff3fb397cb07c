package org.nn4j.examples;

import java.util.Arrays;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.registry.KernelsSelector;

/** One layer worked by hand: Z = X·W + b and A = sigmoid(Z) for two samples. */
public final class LayerByHand {
  private LayerByHand() {}

  /** Z and A. */
  public record Result(Matrix z, Matrix a) {}

  /**
   * Computes the layer. The course writes weights as outputs × inputs; nn4j's W is its transpose.
   */
  public static Result compute() {
    double[][] outputsByInputs = {{1, -1, -0.5}, {1, 0.5, -1}, {-0.2, 0.3, 0.5}, {-1, 1, 1}};
    Matrix w = Matrix.zeros(Precision.FLOAT64, 3, 4);
    for (int out = 0; out < 4; out++) {
      for (int in = 0; in < 3; in++) {
        w.set(in, out, outputsByInputs[out][in]);
      }
    }
    Matrix bias = Matrix.of(new double[] {-1, -1, 1, 1});
    Matrix x = Matrix.of(new double[] {1, -1, -0.5}, new double[] {-1, -0.5, 1});
    Kernels kernels = KernelsSelector.standard();
    Matrix z = Matrix.zeros(Precision.FLOAT64, 2, 4);
    Matrix a = Matrix.zeros(Precision.FLOAT64, 2, 4);
    kernels.affine(x, w, bias, z);
    kernels.apply(ElementwiseFunction.SIGMOID, 0, z, a);
    return new Result(z, a);
  }

  /** Prints Z and A. */
  public static void main(String[] args) {
    Result result = compute();
    System.out.println("Z " + Arrays.deepToString(result.z().toRows()));
    System.out.println("A " + Arrays.deepToString(result.a().toRows()));
  }
}
