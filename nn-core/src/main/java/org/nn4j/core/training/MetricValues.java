package org.nn4j.core.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nn4j.api.Metric;

/**
 * What metrics came to for some samples, by the names that results have them by.
 *
 * @param values the metrics and then the loss; NaN where one is undefined
 * @param undefined why these samples leave a metric undefined, whatever is predicted
 * @param titles what tables call them: {@code f1 (macro)} for {@code f1}
 */
public record MetricValues(
    Map<String, Double> values, Map<String, String> undefined, Map<String, String> titles) {
  /** The name of the loss, which is no metric of its own. */
  public static final String LOSS = "loss";

  /** Copies the maps, keeping their order. */
  public MetricValues {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    undefined = Collections.unmodifiableMap(new LinkedHashMap<>(undefined));
    titles = Collections.unmodifiableMap(new LinkedHashMap<>(titles));
  }

  /**
   * Returns metrics by the names of their values: of several with one name but the first by
   * expression.
   */
  public static Map<String, Metric> named(List<Metric> metrics) {
    Map<String, Metric> named = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      named.put(named.containsKey(metric.name()) ? metric.expression() : metric.name(), metric);
    }
    return named;
  }

  /**
   * Returns what tables call metrics, which is more than their names where they have parameters.
   */
  public static Map<String, String> titles(List<Metric> metrics) {
    Map<String, String> titles = new LinkedHashMap<>();
    named(metrics)
        .forEach(
            (name, metric) ->
                titles.put(
                    name, metric.expression().replaceFirst("\\(", " (").replace("average=", "")));
    return titles;
  }

  static MetricValues of(Evaluation evaluation, List<Metric> metrics) {
    Map<String, Double> values = new LinkedHashMap<>();
    Map<String, String> undefined = new LinkedHashMap<>();
    named(metrics)
        .forEach(
            (name, metric) -> {
              Optional<String> reason = evaluation.undefined(metric);
              values.put(name, reason.isPresent() ? Double.NaN : evaluation.metric(metric));
              reason.ifPresent(text -> undefined.put(name, text));
            });
    values.put(LOSS, evaluation.loss());
    return new MetricValues(values, undefined, titles(metrics));
  }

  /** Returns a value's name in tables. */
  public String title(String name) {
    return titles.getOrDefault(name, name);
  }

  /** Returns why each value that is NaN is. */
  public Map<String, String> reasons() {
    Map<String, String> reasons = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (value.isNaN()) {
            reasons.put(name, undefined.getOrDefault(name, "a prediction is not a number"));
          }
        });
    return reasons;
  }
}
