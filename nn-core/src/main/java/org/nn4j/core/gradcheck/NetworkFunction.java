package org.nn4j.core.gradcheck;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;
import org.nn4j.core.network.Network;
import org.nn4j.core.network.ParameterStore;
import org.nn4j.core.training.DifferentiableFunction;
import org.nn4j.core.training.objective.Objective;

/** A network's loss on a fixed batch as a function of its trainable parameters. */
final class NetworkFunction implements DifferentiableFunction {
  private final ParameterStore store;
  private final Objective objective;
  private final Matrix x;
  private final Matrix y;
  private final @Nullable Matrix weights;
  private final ParameterSpec[] owners;

  NetworkFunction(Network network, Loss loss, Matrix x, Matrix y, @Nullable Matrix weights) {
    network.requireWidth("gradient check", x);
    loss.requireShapes(network.outputWidth(), y.columns());
    this.store = network.parameters();
    this.objective = new Objective(network, loss, x.rows());
    this.x = toFloat64(x);
    this.y = toFloat64(y);
    this.weights = weights == null ? null : toFloat64(weights);
    this.owners = new ParameterSpec[store.trainable().size()];
    for (ParameterSpec spec : store.specs()) {
      for (int i = 0; spec.trainable() && i < spec.rows() * spec.columns(); i++) {
        owners[store.offset(spec.name()) + i] = spec;
      }
    }
  }

  private static Matrix toFloat64(Matrix matrix) {
    Matrix copy = Matrix.zeros(Precision.FLOAT64, matrix.rows(), matrix.columns());
    copy.copyFrom(matrix);
    return copy;
  }

  double[] parameters() {
    return store.trainable().toRows()[0];
  }

  @Override
  public int dimension() {
    return owners.length;
  }

  @Override
  public double value(double[] parameters) {
    move(parameters);
    return objective.value(x, y, weights, true);
  }

  @Override
  public void gradient(double[] parameters, double[] gradient) {
    move(parameters);
    objective.gradient(x, y, weights);
    System.arraycopy(objective.gradients().toRows()[0], 0, gradient, 0, gradient.length);
  }

  private void move(double[] parameters) {
    store.trainable().copyFrom(Matrix.of(parameters));
    objective.bound().restartRandom();
  }

  @Override
  public String variable(int index) {
    ParameterSpec spec = owners[index];
    int within = index - store.offset(spec.name());
    return spec.name() + "[" + within / spec.columns() + "," + within % spec.columns() + "]";
  }

  @Override
  public String group(int index) {
    return owners[index].name();
  }
}
