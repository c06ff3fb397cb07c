package org.nn4j.bench.deeplearning4j;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nn4j.bench.training.Contestant;
import org.nn4j.bench.training.Samples;
import org.nn4j.bench.training.Session;
import org.nn4j.bench.training.SteppingSession;
import org.nn4j.bench.training.Workload;
import org.nn4j.core.data.Dataset;

/** A {@link MultiLayerNetwork} that is fitted to one prepared mini-batch after the other. */
public final class Dl4jContestant implements Contestant {

  @Override
  public String name() {
    return "deeplearning4j";
  }

  @Override
  public String description() {
    return "Deeplearning4j 1.0.0-M2.1, nd4j-native";
  }

  @Override
  public Session start(Workload workload, Samples samples, int threads) {
    Nd4j.getEnvironment().setMaxThreads(threads);
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    Nd4j.getMemoryManager().togglePeriodicGc(false); // as its guide on performance advises
    return new FittingSession(workload, samples);
  }

  private static final class FittingSession extends SteppingSession {
    private final DataType type;
    private final MultiLayerNetwork network;
    private final INDArray[] x;
    private final INDArray[] y;

    FittingSession(Workload workload, Samples samples) {
      super(samples.batches(workload));
      type = workload == Workload.FIVE ? DataType.DOUBLE : DataType.FLOAT;
      network = network(workload, type);
      x = new INDArray[samples.batches(workload)];
      y = new INDArray[x.length];
      int rows = workload.batch();
      Dataset data = samples.train();
      for (int b = 0; b < x.length; b++) {
        float[] targets = Samples.targets(data, b * rows, (b + 1) * rows);
        x[b] = array(Samples.features(data, b * rows, (b + 1) * rows), rows);
        y[b] = array(workload.classifies() ? oneHot(targets, workload.outputs()) : targets, rows);
      }
    }

    private static MultiLayerNetwork network(Workload workload, DataType type) {
      boolean five = workload == Workload.FIVE;
      NeuralNetConfiguration.ListBuilder layers =
          new NeuralNetConfiguration.Builder()
              .seed(1)
              .dataType(type)
              .updater(new Sgd(workload.rate()))
              .list();
      int last = workload.widths().size() - 1;
      for (int i = 1; i < last; i++) {
        layers.layer(
            new DenseLayer.Builder()
                .nIn(workload.widths().get(i - 1))
                .nOut(workload.widths().get(i))
                .activation(five ? Activation.TANH : Activation.RELU)
                .build());
      }
      layers.layer(
          new OutputLayer.Builder(workload.classifies() ? LossFunction.MCXENT : LossFunction.MSE)
              .nIn(workload.widths().get(last - 1))
              .nOut(workload.outputs())
              .activation(
                  workload.classifies()
                      ? Activation.SOFTMAX
                      : five ? Activation.SIGMOID : Activation.IDENTITY)
              .build());
      MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
      network.init();
      return network;
    }

    private static float[] oneHot(float[] labels, int classes) {
      float[] rows = new float[labels.length * classes];
      for (int r = 0; r < labels.length; r++) {
        rows[r * classes + (int) labels[r]] = 1;
      }
      return rows;
    }

    private INDArray array(float[] values, int rows) {
      return Nd4j.createFromArray(values).reshape(rows, values.length / rows).castTo(type);
    }

    @Override
    protected void step(int batch) {
      network.fit(x[batch], y[batch]);
    }

    @Override
    public float[] predict(float[] features, int rows) {
      return network.output(array(features, rows)).castTo(DataType.FLOAT).dup('c').data().asFloat();
    }
  }
}
