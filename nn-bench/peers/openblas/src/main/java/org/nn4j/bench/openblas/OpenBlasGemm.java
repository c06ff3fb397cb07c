package org.nn4j.bench.openblas;

import static org.bytedeco.openblas.global.openblas_full.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_full.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_full.CblasTrans;
import static org.bytedeco.openblas.global.openblas_full.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_full.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_full.openblas_get_config;
import static org.bytedeco.openblas.global.openblas_full.openblas_get_corename;
import static org.bytedeco.openblas.global.openblas_full.openblas_set_num_threads;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nn4j.api.Precision;
import org.nn4j.bench.gemm.Gemm;
import org.nn4j.bench.gemm.GemmCase;
import org.nn4j.bench.gemm.Product;

/** OpenBLAS on one thread, on memory outside of the heap, where a call copies nothing. */
public final class OpenBlasGemm implements Gemm {

  /** Loads the library and limits it to one thread. */
  public OpenBlasGemm() {
    openblas_set_num_threads(1);
  }

  @Override
  public String name() {
    return "openblas";
  }

  @Override
  public String description() {
    return openblas_get_config().getString().strip()
        + ", code for "
        + openblas_get_corename().getString();
  }

  @Override
  public Prepared prepare(GemmCase gemm, double[] left, double[] right) {
    return gemm.precision() == Precision.FLOAT32
        ? new Float32(gemm, left, right)
        : new Float64(gemm, left, right);
  }

  private static int left(GemmCase gemm) {
    return gemm.product() == Product.TN ? CblasTrans : CblasNoTrans;
  }

  private static int right(GemmCase gemm) {
    return gemm.product() == Product.NT ? CblasTrans : CblasNoTrans;
  }

  private static final class Float32 implements Prepared {
    private final GemmCase gemm;
    private final FloatPointer a;
    private final FloatPointer b;
    private final FloatPointer c;

    Float32(GemmCase gemm, double[] left, double[] right) {
      this.gemm = gemm;
      this.a = pointer(left);
      this.b = pointer(right);
      this.c = new FloatPointer((long) gemm.rows() * gemm.columns());
    }

    private static FloatPointer pointer(double[] values) {
      float[] floats = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        floats[i] = (float) values[i];
      }
      return new FloatPointer(floats);
    }

    @Override
    public void run() {
      cblas_sgemm(
          CblasRowMajor,
          left(gemm),
          right(gemm),
          gemm.rows(),
          gemm.columns(),
          gemm.depth(),
          1,
          a,
          gemm.leftColumns(),
          b,
          gemm.rightColumns(),
          0,
          c,
          gemm.columns());
    }

    @Override
    public double result(int row, int column) {
      return c.get((long) row * gemm.columns() + column);
    }
  }

  private static final class Float64 implements Prepared {
    private final GemmCase gemm;
    private final DoublePointer a;
    private final DoublePointer b;
    private final DoublePointer c;

    Float64(GemmCase gemm, double[] left, double[] right) {
      this.gemm = gemm;
      this.a = new DoublePointer(left);
      this.b = new DoublePointer(right);
      this.c = new DoublePointer((long) gemm.rows() * gemm.columns());
    }

    @Override
    public void run() {
      cblas_dgemm(
          CblasRowMajor,
          left(gemm),
          right(gemm),
          gemm.rows(),
          gemm.columns(),
          gemm.depth(),
          1,
          a,
          gemm.leftColumns(),
          b,
          gemm.rightColumns(),
          0,
          c,
          gemm.columns());
    }

    @Override
    public double result(int row, int column) {
      return c.get((long) row * gemm.columns() + column);
    }
  }
}
