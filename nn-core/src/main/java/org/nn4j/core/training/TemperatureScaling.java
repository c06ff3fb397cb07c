package org.nn4j.core.training;

import java.util.stream.IntStream;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.metric.Temperature;
import org.nn4j.core.network.Network;

/**
 * Calibrates a trained classifier by a {@link Temperature}, which its last layer then holds:
 * nothing else changes, and nothing that reads or runs the network has to know of it.
 */
public final class TemperatureScaling {
  private static final int CHUNK = 1024;

  private TemperatureScaling() {}

  /**
   * Finds the temperature of a network that ends in a dense layer with softmax, log_softmax or
   * sigmoid, or whose loss applies such a function.
   *
   * @param network the network, trained
   * @param loss what it was trained with
   * @param data rows that it did not learn from
   * @return the temperature, to be given to {@link Network#withTemperature}; 1 if nothing is gained
   * @throws IllegalArgumentException if the network does not end so, or the data do not fit
   */
  public static double find(Network network, Loss loss, Dataset data) {
    boolean logistic = isLogistic(network, loss);
    Network logits = network.logits();
    Evaluation evaluation = new Evaluator(loss).evaluate(network, data);
    int[] order = IntStream.range(0, data.size()).toArray();
    Matrix outputs = Matrix.zeros(network.precision(), data.size(), network.outputWidth());
    for (int from = 0; from < data.size(); from += CHUNK) {
      int to = Math.min(data.size(), from + CHUNK);
      Matrix x = Matrix.zeros(network.precision(), to - from, data.featureWidth());
      data.features(order, from, to, x);
      outputs.rows(from, to).copyFrom(logits.predict(x));
    }
    return !logistic
        ? Temperature.ofSoftmax(outputs, evaluation.classes(), evaluation.weights())
        : Temperature.ofLogistic(
            outputs,
            outputs.columns() == 1 ? evaluation.classes() : evaluation.labels(),
            evaluation.weights());
  }

  /**
   * Requires that a network has logits to be divided by a temperature.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static void requireLogits(Network network, Loss loss) {
    isLogistic(network, loss);
    network.logits();
  }

  /** Returns whether probabilities are those of a logistic function and not of a softmax. */
  private static boolean isLogistic(Network network, Loss loss) {
    OutputLink link =
        loss.appliedLink() == OutputLink.NONE ? network.outputLink() : loss.appliedLink();
    return switch (link) {
      case LOGISTIC -> true;
      case SOFTMAX, EXPONENTIAL -> false;
      case NONE ->
          throw new IllegalArgumentException(
              "temperature: the network ends in no softmax, log_softmax or sigmoid, and its loss, "
                  + loss.shortExpression()
                  + ", applies none");
    };
  }
}
