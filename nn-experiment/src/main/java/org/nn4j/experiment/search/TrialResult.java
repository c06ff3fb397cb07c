package org.nn4j.experiment.search;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a trial of a search came to.
 *
 * @param number its number from 1
 * @param values the values tried, as texts by key
 * @param metrics the metrics by name, means over the folds in which they are defined if there are
 *     some; empty if it failed
 * @param undefined where and why metrics are undefined, by name
 * @param deviation sample standard deviation over the folds of the metric that counts, or NaN
 * @param failure why it failed, or null
 */
public record TrialResult(
    int number,
    Map<String, String> values,
    Map<String, Double> metrics,
    Map<String, String> undefined,
    double deviation,
    @Nullable String failure)
    implements Serializable {

  /** Copies the maps, keeping their order. */
  public TrialResult {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    undefined = Collections.unmodifiableMap(new LinkedHashMap<>(undefined));
  }

  /** Returns a metric, NaN if there is none. */
  public double score(String metric) {
    return metrics.getOrDefault(metric, Double.NaN);
  }

  /** Returns a trial as JSON holds it. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("trial", number);
    map.put("values", values);
    map.put("metrics", metrics);
    if (!undefined.isEmpty()) {
      map.put("undefined", undefined);
    }
    if (!Double.isNaN(deviation)) {
      map.put("deviation", deviation);
    }
    if (failure != null) {
      map.put("failure", failure);
    }
    return map;
  }
}
