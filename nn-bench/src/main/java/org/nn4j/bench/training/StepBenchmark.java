package org.nn4j.bench.training;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.ImageDataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.History;
import org.nn4j.core.training.Trainer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One training step, from gathering the batch to the update; images of random bytes. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class StepBenchmark {
  private static final int STEPS_OF_FIVE = 1000;
  private static final int STEPS_OF_IMAGES = 100;
  private static final int STEPS_OF_WIDE = Samples.WIDE_STEPS;

  /** The five points, for a thousand epochs. */
  @State(Scope.Thread)
  public static class Five {
    private final Trainer trainer =
        new Trainer(Nn4jContestant.plan(Workload.FIVE, STEPS_OF_FIVE)).withThreads(1);
    private final Network network = Nn4jContestant.network(Workload.FIVE);
    private final Dataset data = Samples.of(Workload.FIVE, null).train();
  }

  /** An epoch of images. */
  @State(Scope.Thread)
  public static class Images {
    /** Which network. */
    @Param({"MLP", "DEEP"})
    public Workload workload = Workload.MLP;

    private Runnable epoch = () -> {};

    /** Draws the pixels. */
    @Setup
    public void prepare() {
      int rows = STEPS_OF_IMAGES * workload.batch();
      Random random = new Random(1);
      byte[] pixels = new byte[rows * workload.inputs()];
      random.nextBytes(pixels);
      byte[] labels = new byte[rows];
      for (int i = 0; i < rows; i++) {
        labels[i] = (byte) random.nextInt(workload.outputs());
      }
      Dataset data = new ImageDataset(pixels, labels, 1, workload.inputs());
      epoch = Nn4jContestant.start(workload, data, 1)::pass;
    }
  }

  /** An epoch of random numbers. */
  @State(Scope.Thread)
  public static class Wide {
    private final Session session =
        Nn4jContestant.start(Workload.WIDE, Samples.of(Workload.WIDE, null).train(), 1);
  }

  /** Takes a step on the five points. */
  @Benchmark
  @OperationsPerInvocation(STEPS_OF_FIVE)
  public History five(Five state) {
    return state.trainer.fit(state.network, state.data);
  }

  /** Takes a step on a batch of images. */
  @Benchmark
  @OperationsPerInvocation(STEPS_OF_IMAGES)
  public void images(Images state) {
    state.epoch.run();
  }

  /** Takes a step of wide layers. */
  @Benchmark
  @OperationsPerInvocation(STEPS_OF_WIDE)
  public void wide(Wide state) {
    state.session.pass();
  }
}
