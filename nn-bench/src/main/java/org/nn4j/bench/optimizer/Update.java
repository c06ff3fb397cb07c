package org.nn4j.bench.optimizer;

import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;
import org.nn4j.api.Optimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.Catalog;

/** An optimizer's update of float32 parameters, step after step. */
final class Update implements Runnable {
  private final Optimizer optimizer;
  private final Matrix parameters;
  private final Matrix gradients;
  private final OptimizerState state;
  private long step;

  Update(String expression, int size) {
    this.optimizer = Catalog.standard().create(Optimizer.class, expression);
    this.parameters = normal("parameters", size);
    this.gradients = normal("gradients", size);
    this.state = new OptimizerState(optimizer, Precision.FLOAT32, size);
  }

  private static Matrix normal(String purpose, int size) {
    RandomStream random = new RandomStream(1, purpose);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new FloatMatrix(values, 0, 1, size, size);
  }

  /**
   * Returns the bytes a step must move: parameters and slots are read and written, gradients read.
   */
  long bytes() {
    return (long) parameters.size() * Float.BYTES * (3 + 2 * state.slots().size());
  }

  @Override
  public void run() {
    step++;
    double rate = optimizer.lr();
    optimizer.beginStep(state, rate, step);
    optimizer.update(parameters, gradients, state, 0, parameters.size(), rate, step);
  }
}
