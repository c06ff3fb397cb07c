package org.nn4j.bench.gemm;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.nn4j.api.Precision;
import org.nn4j.bench.gemm.Gemm.Prepared;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One product of a layer. With OpenBLAS on the class path: {@code -p implementation=openblas}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Dnn4j.kernels=simd"})
public class GemmBenchmark {
  /** Whose product. */
  @Param("nn4j")
  public String implementation = "";

  /** Which product. */
  @Param({"NN", "TN", "NT"})
  public Product product = Product.NN;

  /** Precision of the matrices. */
  @Param({"FLOAT32", "FLOAT64"})
  public Precision precision = Precision.FLOAT32;

  /** Batch, inputs and outputs. */
  @Param({"1024x1024x1024", "64x784x128", "64x128x10", "128x784x512", "128x512x256", "128x256x10"})
  public String shape = "";

  private Runnable work = () -> {};

  /** Allocates the matrices. */
  @Setup
  public void prepare() {
    int[] sizes = Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
    GemmCase gemm = new GemmCase(product, precision, sizes[0], sizes[1], sizes[2]);
    Prepared prepared = Gemms.prepare(Gemms.find(implementation), gemm);
    work = prepared;
  }

  /** Computes the product. */
  @Benchmark
  public void product() {
    work.run();
  }
}
