package org.nn4j.report.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.core.model.Model;
import org.nn4j.core.training.History;
import org.nn4j.report.training.LayerNorms;

/**
 * What a training run consisted of.
 *
 * @param title what the report is called
 * @param model the trained model, with its preprocessing
 * @param history the epochs, and how the run ended
 * @param norms the norms recorded with them; of a training elsewhere perhaps none
 * @param parts the samples, training first; the figures are of the last
 * @param data what there is to know of the data, by name
 * @param configuration the settings by name
 */
public record RunRecord(
    String title,
    Model model,
    History history,
    LayerNorms norms,
    List<EvaluatedSplit> parts,
    Map<String, String> data,
    Map<String, String> configuration) {

  /**
   * Copies lists and maps, keeping their order.
   *
   * @throws IllegalArgumentException if there are no parts
   */
  public RunRecord {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a report needs a part that was judged");
    }
    parts = List.copyOf(parts);
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
  }

  /** Returns the part that the run is judged by. */
  public EvaluatedSplit last() {
    return parts.get(parts.size() - 1);
  }
}
