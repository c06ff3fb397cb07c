package org.nn4j.examples;

import java.util.Arrays;
import java.util.Locale;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.core.activation.Relu;
import org.nn4j.core.activation.Sigmoid;
import org.nn4j.core.gradcheck.Difference;
import org.nn4j.core.gradcheck.StepSweep;
import org.nn4j.core.training.DifferentiableFunction;

/**
 * Back-propagation through a chain of scalars, ŷ = w3·σ(w2·σ(w1·x)) with the squared error (ŷ−y)²,
 * against finite differences.
 *
 * @param activation σ
 * @param x the input
 * @param y the target
 */
public record ScalarChain(ElementwiseActivation activation, double x, double y)
    implements DifferentiableFunction {

  @Override
  public int dimension() {
    return 3;
  }

  @Override
  public double value(double[] w) {
    double a1 = activation.value(w[0] * x);
    double a2 = activation.value(w[1] * a1);
    double error = w[2] * a2 - y;
    return error * error;
  }

  @Override
  public void gradient(double[] w, double[] gradient) {
    double z1 = w[0] * x;
    double a1 = activation.value(z1);
    double z2 = w[1] * a1;
    double a2 = activation.value(z2);
    double delta3 = 2 * (w[2] * a2 - y);
    double delta2 = delta3 * w[2] * activation.derivative(z2, a2);
    double delta1 = delta2 * w[1] * activation.derivative(z1, a1);
    gradient[0] = delta1 * x;
    gradient[1] = delta2 * a1;
    gradient[2] = delta3 * a2;
  }

  @Override
  public String variable(int index) {
    return "w" + (index + 1);
  }

  /** Prints the gradient, its approximations and the errors over the steps. */
  public static void main(String[] args) {
    double[] w = {2, 2, 3};
    ScalarChain relu = new ScalarChain(new Relu(), 1, 10);
    double[] gradient = new double[3];
    relu.gradient(w, gradient);
    System.out.println("gradient " + Arrays.toString(gradient));
    for (Difference difference : Difference.values()) {
      System.out.println(difference + " " + Arrays.toString(difference.gradient(relu, w, 1e-4)));
    }
    System.out.println("squared errors with sigmoid: step, forward, backward, central");
    for (StepSweep.Row row : StepSweep.run(new ScalarChain(new Sigmoid(), 1, 10), w)) {
      System.out.printf(
          Locale.ROOT,
          "%.0e  %.2e  %.2e  %.2e%n",
          row.step(),
          row.forward(),
          row.backward(),
          row.central());
    }
  }
}
