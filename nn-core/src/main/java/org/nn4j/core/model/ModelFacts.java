package org.nn4j.core.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.io.JsonText;
import org.nn4j.core.preprocess.DataProfile;
import tools.jackson.databind.JsonNode;

/**
 * What is known of a model's training beside its provenance: what its {@link ModelCard} tells.
 *
 * @param description what the model's author says of it: use, licence, origin of the data; may be
 *     empty
 * @param profile what the rows were that it learnt from, or null
 * @param epochs epochs that it was trained for, 0 if that is not known
 * @param steps steps that it was trained for
 * @param evaluatedOn the rows that the metrics are of, such as {@code test}; empty if there are
 *     none
 * @param samples how many rows these are
 * @param metrics metrics by name, NaN where one is undefined
 * @param chosenBy the settings that chose by these rows, so that the metrics flatter the model
 * @param sureness what calibration and intervals did on these rows, a sentence each
 * @param findings what was likely wrong with data or training, a message each
 */
public record ModelFacts(
    String description,
    @Nullable DataProfile profile,
    int epochs,
    long steps,
    String evaluatedOn,
    int samples,
    Map<String, Double> metrics,
    List<String> chosenBy,
    List<String> sureness,
    List<String> findings) {
  /** Nothing known. */
  public static final ModelFacts NONE =
      new ModelFacts("", null, 0, 0, "", 0, Map.of(), List.of(), List.of(), List.of());

  /** Copies lists and map, keeping their order. */
  public ModelFacts {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    chosenBy = List.copyOf(chosenBy);
    sureness = List.copyOf(sureness);
    findings = List.copyOf(findings);
  }

  /** Returns the facts known before training. */
  public static ModelFacts of(String description, DataProfile profile) {
    return new ModelFacts(
        description, profile, 0, 0, "", 0, Map.of(), List.of(), List.of(), List.of());
  }

  /** Returns a copy with how it was trained, and what was found. */
  public ModelFacts trained(int allEpochs, long allSteps, List<String> found) {
    return new ModelFacts(
        description,
        profile,
        allEpochs,
        allSteps,
        evaluatedOn,
        samples,
        metrics,
        chosenBy,
        sureness,
        found);
  }

  /** Returns a copy with metrics. */
  public ModelFacts evaluated(
      String on, int rows, Map<String, Double> values, List<String> choosing) {
    return new ModelFacts(
        description, profile, epochs, steps, on, rows, values, choosing, sureness, findings);
  }

  /** Returns a copy with what calibration and intervals did, a sentence each. */
  public ModelFacts sure(List<String> sentences) {
    return new ModelFacts(
        description,
        profile,
        epochs,
        steps,
        evaluatedOn,
        samples,
        metrics,
        chosenBy,
        sentences,
        findings);
  }

  /** Returns the facts as plain values for a model file. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("description", description);
    if (profile != null) {
      map.put("profile", profile.toMap());
    }
    map.put("epochs", epochs);
    map.put("steps", steps);
    map.put("evaluated_on", evaluatedOn);
    map.put("samples", samples);
    Map<String, Object> defined = new LinkedHashMap<>(metrics);
    defined.values().removeIf(value -> !Double.isFinite((Double) value)); // JSON has none such
    map.put("metrics", defined);
    map.put("chosen_by", chosenBy);
    if (!sureness.isEmpty()) {
      map.put("sureness", sureness);
    }
    map.put("findings", findings);
    return map;
  }

  /**
   * Reads what {@link #toMap} returned; what is absent is not known.
   *
   * @throws org.nn4j.core.InputException if the profile is no profile
   */
  static ModelFacts of(JsonNode tree) {
    Map<String, @Nullable Object> map = JsonText.map(tree);
    Map<String, Double> metrics = new LinkedHashMap<>();
    tree.path("metrics")
        .properties()
        .forEach(metric -> metrics.put(metric.getKey(), metric.getValue().asDouble(Double.NaN)));
    return new ModelFacts(
        tree.path("description").asString(""),
        map.containsKey("profile") ? DataProfile.fromMap(map.get("profile")) : null,
        tree.path("epochs").asInt(0),
        tree.path("steps").asLong(0),
        tree.path("evaluated_on").asString(""),
        tree.path("samples").asInt(0),
        metrics,
        texts(tree.path("chosen_by")),
        texts(tree.path("sureness")),
        texts(tree.path("findings")));
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(text -> text.asString("")).toList();
  }
}
