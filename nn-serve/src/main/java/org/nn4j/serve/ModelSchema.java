package org.nn4j.serve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nn4j.api.Task;
import org.nn4j.core.model.Conformal;
import org.nn4j.core.model.ModelFacts;
import org.nn4j.core.preprocess.ColumnProfile;

/**
 * What a client needs to know of a model to ask it: its columns with their ranges and labels, what
 * it answers, and how good it was. Texts of the training data are not in it, but for the labels
 * that the model knows.
 */
final class ModelSchema {
  /** Levels of intervals and sets that people ask for. */
  private static final List<Double> LEVELS = List.of(0.8, 0.9, 0.95, 0.99);

  private ModelSchema() {}

  /** Returns the schema of a model as plain values. */
  static Map<String, Object> of(ServedModel served) {
    ModelFacts facts = served.model().facts();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", served.name());
    map.put("version", served.version());
    map.put("description", facts.description());
    map.put("task", served.task().name().toLowerCase(Locale.ROOT));
    map.put("targets", served.preprocessor().target().columns());
    map.put("outputs", served.none().names());
    map.put("probabilities", served.none().hasProbabilities());
    map.put("levels", levels(served));
    map.put("explains", facts.profile() != null);
    if (facts.profile() != null) {
      map.put("rows", facts.profile().rows());
    }
    if (!facts.evaluatedOn().isEmpty()) {
      map.put("evaluated_on", facts.evaluatedOn());
      map.put("samples", facts.samples());
      Map<String, Object> metrics = new LinkedHashMap<>(facts.metrics());
      metrics.values().removeIf(value -> !Double.isFinite((Double) value));
      map.put("metrics", metrics);
      map.put("chosen_by", facts.chosenBy());
    }
    map.put("columns", ServedColumn.of(served).stream().map(ModelSchema::column).toList());
    return map;
  }

  /** Returns the levels for which the model has intervals or sets. */
  private static List<Double> levels(ServedModel served) {
    Conformal conformal = served.model().conformal();
    boolean one =
        served.task() == Task.CLASSIFICATION
            || served.preprocessor().target().columns().size() == 1;
    return conformal == null || !one
        ? List.of()
        : LEVELS.stream().filter(level -> Conformal.rowsFor(level) <= conformal.rows()).toList();
  }

  private static Map<String, Object> column(ServedColumn column) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", column.name());
    map.put("kind", column.kind().id());
    if (!column.categories().isEmpty()) {
      map.put("categories", column.categories());
    }
    if (column.earliest() != null) {
      map.put("earliest", column.earliest().toString());
    }
    ColumnProfile profile = column.profile();
    if (profile != null) {
      map.put("present", profile.present());
      map.put("missing", profile.missing());
    }
    if (profile instanceof ColumnProfile.Numbers numbers && !numbers.values().isEmpty()) {
      map.put("min", numbers.quantile(0));
      map.put("max", numbers.quantile(1));
      map.put("median", numbers.quantile(0.5));
      map.put("whole", numbers.values().stream().allMatch(value -> value == Math.rint(value)));
    }
    if (column.typical() != null) {
      map.put("example", column.typical());
    }
    return map;
  }
}
