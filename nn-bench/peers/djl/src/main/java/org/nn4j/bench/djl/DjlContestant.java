package org.nn4j.bench.djl;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import org.nn4j.bench.training.Contestant;
import org.nn4j.bench.training.Samples;
import org.nn4j.bench.training.Session;
import org.nn4j.bench.training.SteppingSession;
import org.nn4j.bench.training.Workload;
import org.nn4j.core.data.Dataset;

/**
 * A DJL {@link Trainer} on PyTorch, fed with one prepared mini-batch after the other. Always in
 * float32: the trainer's check of the gradients fails in float64.
 */
public final class DjlContestant implements Contestant {
  /** A constant: to ask the engine would load it before {@link #limit}. */
  static final String VERSION = "DJL 0.36.0, PyTorch 2.7.1";

  @Override
  public String name() {
    return "djl";
  }

  @Override
  public String description() {
    return VERSION;
  }

  /** Limits the threads of its PyTorch, which reads these properties once, when it is loaded. */
  static void limit(int threads) {
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
    System.setProperty("ai.djl.pytorch.num_interop_threads", Integer.toString(threads));
  }

  @Override
  public Session start(Workload workload, Samples samples, int threads) {
    limit(threads);
    return new TrainerSession(workload, samples);
  }

  private static final class TrainerSession extends SteppingSession {
    private final Trainer trainer;
    private final NDManager manager;
    private final NDList[] x;
    private final NDList[] y;

    TrainerSession(Workload workload, Samples samples) {
      super(samples.batches(workload));
      Model model = Model.newInstance(workload.id(), "PyTorch");
      model.setBlock(block(workload));
      trainer = model.newTrainer(config(workload));
      trainer.initialize(new Shape(workload.batch(), workload.inputs()));
      manager = model.getNDManager();
      x = new NDList[samples.batches(workload)];
      y = new NDList[x.length];
      Dataset data = samples.train();
      int rows = workload.batch();
      for (int b = 0; b < x.length; b++) {
        float[] targets = Samples.targets(data, b * rows, (b + 1) * rows);
        x[b] = new NDList(array(Samples.features(data, b * rows, (b + 1) * rows), rows));
        y[b] = new NDList(array(targets, rows));
      }
    }

    private static SequentialBlock block(Workload workload) {
      boolean five = workload == Workload.FIVE;
      SequentialBlock block = new SequentialBlock();
      int last = workload.widths().size() - 1;
      for (int i = 1; i < last; i++) {
        block.add(Linear.builder().setUnits(workload.widths().get(i)).build());
        block.add(five ? Activation.tanhBlock() : Activation.reluBlock());
      }
      block.add(Linear.builder().setUnits(workload.outputs()).build());
      if (five) {
        block.add(Activation.sigmoidBlock());
      }
      return block;
    }

    private static DefaultTrainingConfig config(Workload workload) {
      Loss loss = workload.classifies() ? Loss.softmaxCrossEntropyLoss() : Loss.l2Loss("mse", 1);
      return new DefaultTrainingConfig(loss)
          .optOptimizer(
              Optimizer.sgd()
                  .setLearningRateTracker(Tracker.fixed((float) workload.rate()))
                  .build());
    }

    private NDArray array(float[] values, int rows) {
      return manager.create(values, new Shape(rows, values.length / rows));
    }

    @Override
    protected void step(int batch) {
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        try (GradientCollector collector = trainer.newGradientCollector()) {
          NDList predicted = trainer.forward(x[batch], y[batch]);
          collector.backward(trainer.getLoss().evaluate(y[batch], predicted));
        }
        trainer.step();
      }
    }

    @Override
    public float[] predict(float[] features, int rows) {
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        return trainer
            .evaluate(new NDList(array(features, rows)))
            .singletonOrThrow()
            .toFloatArray();
      }
    }
  }
}
