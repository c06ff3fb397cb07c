package org.nn4j.bench.training;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nn4j.bench.measure.Commands;
import org.nn4j.bench.measure.Named;

/**
 * Trains in the JVM of one contestant. {@code check} is answered by the quality before and after
 * some training from the start, {@code train SECONDS} by the steps taken and the seconds they took.
 */
public final class Worker {
  /** Passes of a check: enough for the loss to fall. */
  private static final int FIVE_PASSES = 5000;

  private static final int WIDE_PASSES = 4;

  private final Contestant contestant;
  private final Workload workload;
  private final Samples samples;
  private final int threads;
  private @Nullable Session session;

  private Worker(String name, String workload, int threads, @Nullable Path images) {
    this.contestant = Named.find(Contestant.class, Contestant::name, "contestant", name);
    this.workload = Workload.of(workload);
    this.samples = Samples.of(this.workload, images);
    this.threads = threads;
  }

  /**
   * Runs until standard input ends.
   *
   * @param arguments contestant, workload, threads, folder of the images
   */
  public static void main(String[] arguments) throws IOException {
    Commands.serve(
        () -> {
          Path images = arguments.length > 3 ? Path.of(arguments[3]) : null;
          int threads = Integer.parseInt(arguments[2]);
          Worker worker = new Worker(arguments[0], arguments[1], threads, images);
          return new Commands(worker.describe(), worker::answer);
        });
  }

  private String describe() {
    return contestant.supports(workload) ? contestant.description() : "";
  }

  private String answer(String[] command) {
    return switch (command[0]) {
      case "check" -> check();
      case "train" -> train(Double.parseDouble(command[1]));
      default -> throw new IllegalArgumentException("unknown command " + command[0]);
    };
  }

  private String check() {
    Samples few = samples.forCheck();
    Session fresh = contestant.start(workload, few, threads);
    double before = Quality.of(fresh, workload, few);
    for (int i = 0; i < passes(); i++) {
      fresh.pass();
    }
    return before + " " + Quality.of(fresh, workload, few);
  }

  private int passes() {
    return switch (workload) {
      case FIVE -> FIVE_PASSES;
      case WIDE -> WIDE_PASSES;
      case MLP, DEEP -> 1;
    };
  }

  private String train(double seconds) {
    if (session == null) {
      session = contestant.start(workload, samples, threads);
    }
    long start = System.nanoTime();
    long steps = session.train(seconds);
    return steps + " " + (System.nanoTime() - start) * 1e-9;
  }
}
