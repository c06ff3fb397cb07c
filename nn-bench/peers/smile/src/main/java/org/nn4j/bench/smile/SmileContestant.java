package org.nn4j.bench.smile;

import org.nn4j.bench.training.Contestant;
import org.nn4j.bench.training.Samples;
import org.nn4j.bench.training.Session;
import org.nn4j.bench.training.SteppingSession;
import org.nn4j.bench.training.Workload;
import org.nn4j.core.data.Dataset;
import smile.base.mlp.Layer;
import smile.base.mlp.LayerBuilder;
import smile.base.mlp.OutputFunction;
import smile.classification.MLP;
import smile.math.TimeFunction;

/** Smile's multi-layer perceptrons, which compute in float64 and on one thread. */
public final class SmileContestant implements Contestant {

  @Override
  public String name() {
    return "smile";
  }

  @Override
  public String description() {
    return "Smile 3.1.1";
  }

  /** Its classifiers learn classes and its regressions one number. */
  @Override
  public boolean supports(Workload workload) {
    return workload != Workload.WIDE;
  }

  @Override
  public Session start(Workload workload, Samples samples, int threads) {
    return workload.classifies()
        ? new Classification(workload, samples)
        : new Regression(workload, samples);
  }

  private static LayerBuilder[] layers(Workload workload) {
    int last = workload.widths().size() - 1;
    LayerBuilder[] layers = new LayerBuilder[last + 1];
    layers[0] = Layer.input(workload.inputs());
    for (int i = 1; i < last; i++) {
      int width = workload.widths().get(i);
      layers[i] = workload.classifies() ? Layer.rectifier(width) : Layer.tanh(width);
    }
    layers[last] =
        workload.classifies()
            ? Layer.mle(workload.outputs(), OutputFunction.SOFTMAX)
            : Layer.mse(workload.outputs(), OutputFunction.SIGMOID);
    return layers;
  }

  private static double[][] features(Dataset data, int batch, int rows) {
    float[] values = Samples.features(data, batch * rows, (batch + 1) * rows);
    return features(values, rows);
  }

  private static double[][] features(float[] values, int rows) {
    int columns = values.length / rows;
    double[][] features = new double[rows][columns];
    for (int i = 0; i < values.length; i++) {
      features[i / columns][i % columns] = values[i];
    }
    return features;
  }

  private static final class Classification extends SteppingSession {
    private final MLP network;
    private final double[][][] x;
    private final int[][] y;
    private final int outputs;

    Classification(Workload workload, Samples samples) {
      super(samples.batches(workload));
      network = new MLP(layers(workload));
      network.setLearningRate(TimeFunction.constant(workload.rate()));
      outputs = workload.outputs();
      int rows = workload.batch();
      x = new double[samples.batches(workload)][][];
      y = new int[x.length][rows];
      for (int b = 0; b < x.length; b++) {
        x[b] = features(samples.train(), b, rows);
        float[] labels = Samples.targets(samples.train(), b * rows, (b + 1) * rows);
        for (int r = 0; r < rows; r++) {
          y[b][r] = (int) labels[r];
        }
      }
    }

    @Override
    protected void step(int batch) {
      network.update(x[batch], y[batch]);
    }

    @Override
    public float[] predict(float[] features, int rows) {
      double[][] samples = features(features, rows);
      float[] scores = new float[rows * outputs];
      double[] posteriori = new double[outputs];
      for (int r = 0; r < rows; r++) {
        network.predict(samples[r], posteriori);
        for (int c = 0; c < outputs; c++) {
          scores[r * outputs + c] = (float) posteriori[c];
        }
      }
      return scores;
    }
  }

  private static final class Regression extends SteppingSession {
    private final smile.regression.MLP network;
    private final double[][] x;
    private final double[] y;

    Regression(Workload workload, Samples samples) {
      super(samples.batches(workload));
      network = new smile.regression.MLP(layers(workload));
      // Its cost is half the squared error.
      network.setLearningRate(TimeFunction.constant(2 * workload.rate()));
      int rows = workload.batch();
      x = features(samples.train(), 0, rows);
      float[] targets = Samples.targets(samples.train(), 0, rows);
      y = new double[rows];
      for (int r = 0; r < rows; r++) {
        y[r] = targets[r];
      }
    }

    @Override
    protected void step(int batch) {
      network.update(x, y);
    }

    @Override
    public float[] predict(float[] features, int rows) {
      double[][] samples = features(features, rows);
      float[] outputs = new float[rows];
      for (int r = 0; r < rows; r++) {
        outputs[r] = (float) network.predict(samples[r]);
      }
      return outputs;
    }
  }
}
