package org.nn4j.bench.prediction;

import org.nn4j.api.FloatMatrix;
import org.nn4j.core.registry.KernelsSelector;

/** nn4j as its guide has it: {@code Network.predict}, which any number of threads may call. */
public final class Nn4jPrediction implements PredictionContestant {

  @Override
  public String name() {
    return "nn4j";
  }

  @Override
  public String description() {
    return "nn4j, Network.predict, " + KernelsSelector.standard().name() + " kernels";
  }

  @Override
  public Predicting load(DenseLayers network, int rows, int threads) {
    int columns = network.network().inputWidth();
    return features ->
        ((FloatMatrix)
                network.network().predict(new FloatMatrix(features, 0, rows, columns, columns)))
            .array();
  }
}
