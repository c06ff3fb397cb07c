package org.nn4j.bench.training;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is trained: the workloads of {@code nn bench}. All start from random parameters. */
public enum Workload {
  /**
   * Five points, tanh, tanh, sigmoid, mean squared error, all five points a step, sgd with rate
   * 0.25, float64.
   */
  FIVE("2-5-3-1", 5),
  /** Images of ten classes, relu, softmax cross-entropy, sgd with rate 0.1, float32. */
  MLP("784-128-10", 64),
  /** The same with a larger network. */
  DEEP("784-512-256-10", 128),
  /** Random numbers, relu, no last activation, mean squared error, sgd with rate 0.01, float32. */
  WIDE("1024-2048-2048-1024", 256);

  private final String network;
  private final int batch;

  Workload(String network, int batch) {
    this.network = network;
    this.batch = batch;
  }

  /** Returns the name on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Finds a workload by its {@link #id()}. */
  public static Workload of(String id) {
    return Arrays.stream(values())
        .filter(workload -> workload.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no workload " + id));
  }

  /** Returns the widths from inputs to outputs. */
  public List<Integer> widths() {
    return Arrays.stream(network.split("-", -1)).map(Integer::valueOf).toList();
  }

  /** Returns the inputs. */
  public int inputs() {
    return widths().get(0);
  }

  /** Returns the outputs. */
  public int outputs() {
    return widths().get(widths().size() - 1);
  }

  /** Returns the rows of a batch. */
  public int batch() {
    return batch;
  }

  /** Returns the learning rate. */
  public double rate() {
    return this == FIVE ? 0.25 : this == WIDE ? 0.01 : 0.1;
  }

  /** Tells whether classes are learnt, by softmax cross-entropy; else numbers, by squared error. */
  public boolean classifies() {
    return this == MLP || this == DEEP;
  }

  /** Returns the unit of {@link #perStep()} a second. */
  public String unit() {
    return this == FIVE ? "steps/s" : this == WIDE ? "GFLOP/s" : "samples/s";
  }

  /**
   * Returns what one step counts for: itself, its samples, or its floating-point operations in
   * units of 10⁹, 6·batch·n_in·n_out for each layer less the first layer's delta product, which is
   * not needed.
   */
  public double perStep() {
    return this == FIVE ? 1 : this == WIDE ? operations() * 1e-9 : batch;
  }

  private double operations() {
    List<Integer> widths = widths();
    double operations = -2.0 * batch * widths.get(0) * widths.get(1);
    for (int i = 0; i + 1 < widths.size(); i++) {
      operations += 6.0 * batch * widths.get(i) * widths.get(i + 1);
    }
    return operations;
  }

  /** Returns the heading of the workload's table. */
  public String title() {
    return id() + ": " + network + (this == FIVE ? ", full batch" : ", batch " + batch);
  }
}
