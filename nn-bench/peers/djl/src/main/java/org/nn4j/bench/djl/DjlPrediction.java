package org.nn4j.bench.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import org.nn4j.bench.prediction.DenseLayers;
import org.nn4j.bench.prediction.PredictionContestant;

/** DJL's functions of layers on arrays of PyTorch. */
public final class DjlPrediction implements PredictionContestant {

  @Override
  public String name() {
    return "djl";
  }

  @Override
  public String description() {
    return DjlContestant.VERSION;
  }

  @Override
  public Predicting load(DenseLayers network, int rows, int threads) {
    DjlContestant.limit(threads);
    return new ArrayPredicting(network, rows);
  }

  private static final class ArrayPredicting implements Predicting {
    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final NDArray[] weights;
    private final NDArray[] biases;
    private final Shape shape;

    ArrayPredicting(DenseLayers network, int rows) {
      int count = network.layers().size();
      weights = new NDArray[count];
      biases = new NDArray[count];
      for (int i = 0; i < count; i++) {
        DenseLayers.Layer layer = network.layers().get(i);
        weights[i] =
            manager.create(layer.transposed(), new Shape(layer.outputs(), layer.inputs()));
        biases[i] = manager.create(layer.bias());
      }
      shape = new Shape(rows, network.network().inputWidth());
    }

    @Override
    public float[] predict(float[] features) {
      try (NDManager batch = manager.newSubManager()) {
        NDArray a = batch.create(features, shape);
        int last = weights.length - 1;
        for (int i = 0; i < last; i++) {
          a = Activation.relu(Linear.linear(a, weights[i], biases[i]).singletonOrThrow());
        }
        NDArray z = Linear.linear(a, weights[last], biases[last]).singletonOrThrow();
        return z.softmax(1).toFloatArray();
      }
    }
  }
}
