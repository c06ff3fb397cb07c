package org.nn4j.bench.training;

import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;

/** nn4j as its guide has it: a network, a plan, a trainer; whole epochs, shuffled. */
public final class Nn4jContestant implements Contestant {

  @Override
  public String name() {
    return "nn4j";
  }

  @Override
  public String description() {
    return "nn4j, " + KernelsSelector.standard().name() + " kernels";
  }

  @Override
  public Session start(Workload workload, Samples samples, int threads) {
    return start(workload, samples.train(), threads);
  }

  static Session start(Workload workload, Dataset data, int threads) {
    return new EpochSession(network(workload), workload, data, threads);
  }

  static Network network(Workload workload) {
    boolean five = workload == Workload.FIVE;
    Network.Builder builder =
        Network.builder(workload.inputs())
            .seed(1)
            .precision(five ? Precision.FLOAT64 : Precision.FLOAT32);
    for (int i = 1; i + 1 < workload.widths().size(); i++) {
      builder.dense(workload.widths().get(i), five ? "tanh" : "relu");
    }
    String output = workload.classifies() ? "softmax" : five ? "sigmoid" : "identity";
    return builder.dense(workload.outputs(), output).build();
  }

  static TrainingPlan plan(Workload workload, int epochs) {
    return TrainingPlan.builder()
        .loss(workload.classifies() ? "categorical_cross_entropy" : "mse")
        .optimizer("sgd(lr=" + workload.rate() + ")")
        .epochs(epochs)
        .batch(workload.batch())
        .shuffle(workload.classifies())
        .build();
  }

  private static final class EpochSession implements Session {
    private final Network network;
    private final Workload workload;
    private final Dataset data;
    private final int threads;
    private double epochsPerSecond;

    EpochSession(Network network, Workload workload, Dataset data, int threads) {
      this.network = network;
      this.workload = workload;
      this.data = data;
      this.threads = threads;
    }

    @Override
    public void pass() {
      new Trainer(plan(workload, 1)).withThreads(threads).fit(network, data);
    }

    @Override
    public long train(double seconds) {
      int epochs = (int) Math.max(1, Math.rint(seconds * epochsPerSecond));
      long start = System.nanoTime();
      Trainer trainer = new Trainer(plan(workload, epochs)).withThreads(threads);
      long steps = trainer.fit(network, data).last().steps();
      epochsPerSecond = epochs / ((System.nanoTime() - start) * 1e-9);
      return steps;
    }

    @Override
    public float[] predict(float[] features, int rows) {
      int columns = workload.inputs();
      Matrix x = Matrix.zeros(network.precision(), rows, columns);
      x.copyFrom(new FloatMatrix(features, 0, rows, columns, columns));
      Matrix y = network.predict(x);
      FloatMatrix outputs = (FloatMatrix) Matrix.zeros(Precision.FLOAT32, y.rows(), y.columns());
      outputs.copyFrom(y);
      return outputs.array();
    }
  }
}
