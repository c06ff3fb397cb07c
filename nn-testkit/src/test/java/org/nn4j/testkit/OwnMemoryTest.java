package org.nn4j.testkit;

import java.util.Arrays;
import org.nn4j.api.Activation;
import org.nn4j.api.Kernels;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;

/** An activation that needs scratch memory keeps all promises, that of allocating nothing too. */
class OwnMemoryTest extends ActivationContract {

  @Override
  protected Activation instance() {
    return new SortingSparsemax();
  }

  /** Sparsemax as in its source: the row sorted, and the threshold from the longest prefix. */
  public record SortingSparsemax() implements Activation {

    @Override
    public String name() {
      return "test.sorting_sparsemax";
    }

    @Override
    public String description() {
      return "sparsemax by sorting";
    }

    @Override
    public void forward(Matrix z, Matrix a, Kernels kernels) {
      forward(z, a, new double[z.columns()]);
    }

    private static void forward(Matrix z, Matrix a, double[] sorted) {
      for (int r = 0; r < z.rows(); r++) {
        for (int c = 0; c < sorted.length; c++) {
          sorted[c] = z.get(r, c);
        }
        Arrays.sort(sorted);
        double sum = 0;
        double tau = 0;
        for (int k = 1; k <= sorted.length; k++) {
          double next = sorted[sorted.length - k];
          sum += next;
          if (!(1 + k * next <= sum)) {
            tau = (sum - 1) / k;
          }
        }
        for (int c = 0; c < sorted.length; c++) {
          a.set(r, c, Math.max(z.get(r, c) - tau, 0));
        }
      }
    }

    @Override
    public void backward(Matrix z, Matrix a, Matrix gradient, Kernels kernels) {
      for (int r = 0; r < a.rows(); r++) {
        double sum = 0;
        int count = 0;
        for (int c = 0; c < a.columns(); c++) {
          if (a.get(r, c) > 0) {
            sum += gradient.get(r, c);
            count++;
          }
        }
        for (int c = 0; c < a.columns(); c++) {
          gradient.set(r, c, a.get(r, c) > 0 ? gradient.get(r, c) - sum / count : 0);
        }
      }
    }

    @Override
    public Bound bind(LayerContext context) {
      double[] sorted = new double[context.inputWidth()];
      Bound plain = Activation.super.bind(context);
      return new Bound() {
        @Override
        public void forward(Matrix z, Matrix a, boolean training) {
          SortingSparsemax.forward(z, a, sorted);
        }

        @Override
        public void backward(Matrix z, Matrix a, Matrix gradient) {
          plain.backward(z, a, gradient);
        }
      };
    }
  }
}
