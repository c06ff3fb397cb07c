package org.nn4j.bench.prediction;

import org.nn4j.api.FloatMatrix;
import org.nn4j.core.network.BoundNetwork;
import org.nn4j.core.registry.KernelsSelector;

/** nn4j's network in memory of one thread's own, which allocates nothing. */
public final class Nn4jBoundPrediction implements PredictionContestant {

  @Override
  public String name() {
    return "nn4j-bound";
  }

  @Override
  public String description() {
    return "nn4j, BoundNetwork, " + KernelsSelector.standard().name() + " kernels";
  }

  @Override
  public Predicting load(DenseLayers network, int rows, int threads) {
    BoundNetwork bound = network.network().bindForPrediction(rows);
    FloatMatrix input = (FloatMatrix) bound.input(rows);
    int columns = network.network().inputWidth();
    float[] outputs = new float[rows * network.network().outputWidth()];
    FloatMatrix result =
        new FloatMatrix(outputs, 0, rows, outputs.length / rows, outputs.length / rows);
    return features -> {
      input.copyFrom(new FloatMatrix(features, 0, rows, columns, columns));
      result.copyFrom(bound.forward(input, false));
      return outputs;
    };
  }
}
