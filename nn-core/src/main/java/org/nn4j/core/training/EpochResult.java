package org.nn4j.core.training;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.nn4j.core.text.Words;

/**
 * How an epoch ended.
 *
 * @param epoch its number from 1
 * @param steps steps taken so far in the run
 * @param loss mean of the samples' losses by their weights, Σ w·ℓ/Σ w, each as it was when its
 *     batch was trained on, penalties included
 * @param validationLoss loss on the validation data, NaN without any
 * @param metrics metrics on the validation data by name, on the training data where there is none
 * @param rate learning rate of the last step
 * @param seconds duration of the epoch's steps, without evaluation
 * @param samplesPerSecond training samples divided by seconds
 */
@SuppressWarnings("serial") // every map that there is can be serialized
public record EpochResult(
    int epoch,
    long steps,
    double loss,
    double validationLoss,
    Map<String, Double> metrics,
    double rate,
    double seconds,
    double samplesPerSecond)
    implements Serializable {

  /** Returns the means of the same epoch in several runs; steps and seconds are the sums. */
  static EpochResult mean(List<EpochResult> results) {
    EpochResult first = results.get(0);
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (String name : first.metrics.keySet()) {
      metrics.put(name, mean(results, result -> result.metrics.get(name)));
    }
    return new EpochResult(
        first.epoch,
        results.stream().mapToLong(EpochResult::steps).sum(),
        mean(results, EpochResult::loss),
        mean(results, EpochResult::validationLoss),
        metrics,
        mean(results, EpochResult::rate),
        results.stream().mapToDouble(EpochResult::seconds).sum(),
        mean(results, EpochResult::samplesPerSecond));
  }

  private static double mean(List<EpochResult> results, ToDoubleFunction<EpochResult> value) {
    double sum = 0;
    for (EpochResult result : results) {
      sum += value.applyAsDouble(result);
    }
    return sum / results.size();
  }

  /** Returns the loss that training watches: validation if there is one, else training. */
  public double watchedLoss() {
    return Double.isNaN(validationLoss) ? loss : validationLoss;
  }

  /**
   * Returns number, losses and metrics on a line, such as {@code epoch 3: loss 0.02130, validation
   * loss 0.03910, accuracy 0.9667}.
   */
  @Override
  public String toString() {
    return "epoch " + epoch + ": " + values();
  }

  /** Returns losses and metrics. */
  String values() {
    StringBuilder text = new StringBuilder("loss ").append(Words.number(loss));
    if (!Double.isNaN(validationLoss)) {
      text.append(", validation loss ").append(Words.number(validationLoss));
    }
    metrics.forEach(
        (name, value) -> text.append(", ").append(name).append(' ').append(Words.number(value)));
    return text.toString();
  }
}
