package org.nn4j.bench.optimizer;

import java.util.concurrent.TimeUnit;
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

/** One update of all parameters, and a copy of as many bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class OptimizerBenchmark {
  /** The optimizer's expression. */
  @Param({"sgd", "sgd(momentum=0.9)", "rmsprop", "adam", "adamw"})
  public String optimizer = "";

  /** Number of parameters: of 784-128-10, and more than a cache holds. */
  @Param({"101770", "8000000"})
  public int parameters;

  private Runnable update = () -> {};
  private Runnable copy = () -> {};

  /** Allocates parameters, gradients and state. */
  @Setup
  public void prepare() {
    Update prepared = new Update(optimizer, parameters);
    update = prepared;
    copy = new Copy(prepared.bytes());
  }

  /** Takes a step. */
  @Benchmark
  public void update() {
    update.run();
  }

  /** Copies as many bytes as a step moves. */
  @Benchmark
  public void copy() {
    copy.run();
  }
}
