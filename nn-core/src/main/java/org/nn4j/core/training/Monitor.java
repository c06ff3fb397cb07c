package org.nn4j.core.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nn4j.api.Metric;
import org.nn4j.core.InputException;
import org.nn4j.core.text.Names;
import org.nn4j.core.text.NearNames;

/**
 * A quantity of every epoch, and whether less or more of it is better.
 *
 * @param quantity {@code loss}, {@code validation_loss}, or a metric as {@link
 *     EpochResult#metrics()} names it
 */
record Monitor(String quantity, boolean higherIsBetter) {
  private static final String LOSS = "loss";
  private static final String VALIDATION_LOSS = "validation_loss";

  /** What Keras and Lightning call it. */
  private static final String SHORT_VALIDATION_LOSS = "val_loss";

  /**
   * Finds a quantity.
   *
   * @throws InputException if epochs do not have it, with what they have, or it is undefined in all
   *     of them, with the reason
   */
  static Monitor of(String quantity, EpochMetrics epochs) {
    String name = canonical(quantity);
    List<String> known = new ArrayList<>(List.of(LOSS));
    if (epochs.validated()) {
      known.add(VALIDATION_LOSS);
    }
    if (known.contains(name)) {
      return new Monitor(name, false);
    }
    Map<String, Metric> named = MetricValues.named(epochs.metrics());
    Metric metric = named.get(name);
    if (metric != null) {
      epochs
          .undefined()
          .apply(metric)
          .ifPresent(
              reason -> {
                throw undefined(name, metric, reason, epochs);
              });
      return new Monitor(name, metric.higherIsBetter());
    }
    known.addAll(named.keySet());
    throw new InputException(
        name.equals(VALIDATION_LOSS)
            ? "there are no validation data, so epochs have no validation_loss; they have "
                + String.join(", ", known)
            : "epochs have no "
                + Names.quote(quantity)
                + NearNames.partSuggestion(quantity, known)
                + " They have "
                + String.join(", ", known)
                + "; a metric must be one of the plan's");
  }

  private static InputException undefined(
      String name, Metric metric, String reason, EpochMetrics epochs) {
    // More rows would have other targets, but the scores would still not be probabilities.
    String more = metric.readsProbabilities() ? "" : "hold more rows out (--validation 0.2), or ";
    return new InputException(
        name
            + " is undefined on the "
            + (epochs.validated() ? "validation" : "training")
            + " data ("
            + epochs.samples()
            + (epochs.samples() == 1 ? " sample" : " samples")
            + "), whatever is predicted: "
            + reason
            + "; "
            + (epochs.validated() ? more + "watch validation_loss" : "watch loss"));
  }

  static String canonical(String quantity) {
    return quantity.equals(SHORT_VALIDATION_LOSS) ? VALIDATION_LOSS : quantity;
  }

  double value(EpochResult epoch) {
    return switch (quantity) {
      case LOSS -> epoch.loss();
      case VALIDATION_LOSS -> epoch.validationLoss();
      default -> epoch.metrics().getOrDefault(quantity, Double.NaN);
    };
  }

  /** Returns what every value is better than. */
  double worst() {
    return higherIsBetter ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /** Returns whether a value is better than another by more than {@code margin}; NaN never is. */
  boolean isBetter(double value, double than, double margin) {
    return higherIsBetter ? value > than + margin : value < than - margin;
  }
}
