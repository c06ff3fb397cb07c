package org.nn4j.core.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.preprocess.ColumnProfile;
import org.nn4j.core.preprocess.DataProfile;
import org.nn4j.core.preprocess.FeatureStep;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.text.Words;

/**
 * What the users of a model need to know of it: what it predicts from what, how good it was on
 * which rows, and where it will fail. It tells what the model's file holds; of a file of an older
 * nn4j that is less.
 *
 * <p>Source of the headings: Mitchell et al., "Model cards for model reporting", FAT* 2019.
 */
public final class ModelCard {
  /** Labels that fewer training rows have are called rare: a network hardly learns from fewer. */
  private static final int RARE = 10;

  /** Labels of a column that are listed. */
  private static final int LISTED = 6;

  /** Columns whose limits are named in a sentence. */
  private static final int NAMED = 5;

  /** Settings told in short, as far as a provenance has them. */
  private static final List<String> SETTINGS =
      List.of("preset", "optimizer", "schedule", "batch", "early_stopping", "seed");

  private final Model model;
  private final ModelFacts facts;
  private final Map<String, String> provenance;

  ModelCard(Model model, ModelFacts facts) {
    this.model = model;
    this.facts = facts;
    this.provenance = model.provenance().entries();
  }

  /** Returns the card as a Markdown document. */
  public String toMarkdown() {
    StringBuilder text = new StringBuilder("# Model card: ").append(title()).append("\n\n");
    section(text, "Model details", details());
    text.append("## Intended use\n\n");
    text.append(
        facts.description().isEmpty()
            ? "Not stated, nor is a licence: the author says both with `nn train --description"
                + " TEXT`."
            : facts.description());
    text.append("\n\n## Factors\n\n").append(columns());
    text.append("## Metrics\n\n").append(metrics());
    section(text, "Training data", trainingData());
    section(text, "Caveats and recommendations", caveats());
    return text.toString().stripTrailing() + "\n";
  }

  /** Returns the card as plain values, as {@code nn inspect --card --json} prints them. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("title", title());
    map.put("details", details());
    map.putAll(facts.toMap());
    Preprocessor preprocessor = model.preprocessor();
    if (preprocessor != null) {
      map.put("task", Words.of(preprocessor.target().task()));
      map.put("target", preprocessor.target().columns());
      map.put("columns", names(preprocessor));
    }
    map.put("training_data", trainingData());
    map.put("caveats", caveats());
    map.put("parameters_sha256", model.network().parameters().sha256());
    map.put("provenance", provenance);
    return map;
  }

  private static List<String> names(Preprocessor preprocessor) {
    return preprocessor.features().steps().stream().map(FeatureStep::column).distinct().toList();
  }

  private String title() {
    Preprocessor preprocessor = model.preprocessor();
    String data = provenance.get("data");
    return preprocessor == null
        ? "a network over matrices"
        : String.join(", ", preprocessor.target().columns()) + (data == null ? "" : " of " + data);
  }

  private List<String> details() {
    List<String> lines = new ArrayList<>();
    Preprocessor preprocessor = model.preprocessor();
    if (preprocessor != null) {
      List<String> outputs = preprocessor.target().outputs();
      lines.add(
          switch (preprocessor.target().task()) {
                case CLASSIFICATION -> "Predicts one of " + listed(outputs);
                case MULTI_LABEL -> "Predicts which apply of " + listed(outputs);
                case REGRESSION -> "Predicts the number " + listed(outputs);
              }
              + " from "
              + Words.count(names(preprocessor).size(), "column"));
      List<Double> thresholds = preprocessor.thresholds();
      if (thresholds.stream().anyMatch(threshold -> threshold != Predictions.EVEN)) {
        lines.add("Decides above " + thresholds);
      }
    }
    lines.add("Network: " + model.network());
    lines.add("Loss: " + model.loss().expression());
    if (facts.epochs() > 0) {
      lines.add(
          "Trained for "
              + Words.count(facts.epochs(), "epoch")
              + ", "
              + Words.count(facts.steps(), "step"));
    }
    for (String key : SETTINGS) {
      if (provenance.containsKey(key)
          && !provenance.getOrDefault(key, "").matches("none|auto|null")) {
        lines.add(key + ": " + provenance.get(key));
      }
    }
    lines.add("Parameters: SHA-256 " + model.network().parameters().sha256());
    if (provenance.containsKey("nn4j")) {
      lines.add("Written by nn4j " + provenance.get("nn4j") + ", JDK " + provenance.get("jdk"));
    }
    return lines;
  }

  private static String listed(List<String> labels) {
    List<String> quoted = labels.stream().limit(LISTED).map(ModelCard::code).toList();
    return String.join(", ", quoted)
        + (labels.size() > LISTED ? " and " + (labels.size() - LISTED) + " more" : "");
  }

  /** Returns a name or label so that nothing in it is markup. */
  private static String code(String text) {
    return "`" + text.replace('`', '\'').replace('|', '¦').replaceAll("\\s+", " ") + "`";
  }

  private String columns() {
    Preprocessor preprocessor = model.preprocessor();
    if (preprocessor == null) {
      return "A matrix of " + Words.count(model.network().inputWidth(), "column") + ".\n\n";
    }
    DataProfile profile = facts.profile();
    StringBuilder table = new StringBuilder("| column | type | values trained on | missing |\n");
    table.append("|---|---|---|---|\n");
    for (String name : DataProfile.columns(preprocessor)) {
      ColumnProfile column = profile == null ? null : profile.find(name);
      boolean target = preprocessor.target().columns().contains(name);
      table.append("| ").append(code(name)).append(target ? " (target)" : "").append(" | ");
      if (column == null) {
        table.append("not known | not known | not known |\n");
      } else {
        double rows = (double) column.present() + column.missing();
        table
            .append(column instanceof ColumnProfile.Numbers ? "number" : "category")
            .append(" | ")
            .append(values(column))
            .append(String.format(Locale.ROOT, " | %.1f %% |", 100 * column.missing() / rows))
            .append('\n');
      }
    }
    return table.append('\n').toString();
  }

  private static String values(ColumnProfile column) {
    if (column instanceof ColumnProfile.Numbers numbers) {
      return numbers.values().isEmpty()
          ? "none"
          : NumericColumn.text(numbers.quantile(0))
              + " to "
              + NumericColumn.text(numbers.quantile(1))
              + ", median "
              + NumericColumn.text(numbers.quantile(0.5));
    }
    ColumnProfile.Labels labels = (ColumnProfile.Labels) column;
    List<String> shares = new ArrayList<>();
    for (int k = 0; k < Math.min(LISTED, labels.labels().size()); k++) {
      shares.add(
          code(labels.labels().get(k))
              + String.format(
                  Locale.ROOT, " %.0f %%", 100.0 * labels.counts().get(k) / labels.present()));
    }
    int more = labels.distinct() - shares.size();
    return String.join(", ", shares) + (more > 0 ? " and " + more + " more" : "");
  }

  private String metrics() {
    if (facts.evaluatedOn().isEmpty()) {
      return "Not known: the file holds none.\n\n";
    }
    StringBuilder table = new StringBuilder();
    table.append("On ").append(Words.count(facts.samples(), "row"));
    table.append(" (").append(facts.evaluatedOn()).append(")");
    if (!facts.chosenBy().isEmpty()) {
      table
          .append(", by which ")
          .append(String.join(" and ", facts.chosenBy()))
          .append(" chose, so that they flatter the model");
    }
    table.append(".\n\n| metric | value |\n|---|---|\n");
    facts
        .metrics()
        .forEach(
            (name, value) ->
                table
                    .append("| ")
                    .append(name)
                    .append(" | ")
                    .append(value.isNaN() ? "undefined" : Words.number(value))
                    .append(" |\n"));
    table.append('\n');
    facts.sureness().forEach(sentence -> table.append(sentence).append(".\n\n"));
    return table.toString();
  }

  private List<String> trainingData() {
    List<String> lines = new ArrayList<>();
    if (provenance.containsKey("data")) {
      lines.add("File: " + code(provenance.getOrDefault("data", "")));
    }
    if (provenance.containsKey("data_sha256")) {
      lines.add("SHA-256 " + provenance.get("data_sha256"));
    }
    DataProfile profile = facts.profile();
    if (profile != null) {
      lines.add(
          Words.count(profile.rows(), "row")
              + " to train on"
              + (profile.examined() < profile.rows()
                  ? ", of which " + profile.examined() + " are counted above"
                  : ""));
    }
    return lines.isEmpty() ? List.of("Not known.") : lines;
  }

  private List<String> caveats() {
    List<String> lines = new ArrayList<>();
    DataProfile profile = facts.profile();
    Preprocessor preprocessor = model.preprocessor();
    if (profile != null && preprocessor != null) {
      List<String> targets = preprocessor.target().columns();
      profile.columns().stream()
          .filter(column -> targets.contains(column.column()))
          .forEach(column -> rare(column, lines));
      List<String> rare = new ArrayList<>();
      boolean numbers = false;
      for (ColumnProfile column : profile.columns()) {
        numbers |= column instanceof ColumnProfile.Numbers && !targets.contains(column.column());
        if (column instanceof ColumnProfile.Labels labels
            && !targets.contains(column.column())
            && (labels.distinct() > labels.labels().size()
                || labels.counts().stream().anyMatch(count -> count < RARE))) {
          rare.add(code(labels.column()));
        }
      }
      if (!rare.isEmpty()) {
        lines.add(
            "Some labels were seen in fewer than "
                + RARE
                + " rows, and are hardly learnt: in "
                + String.join(", ", rare.subList(0, Math.min(NAMED, rare.size())))
                + (rare.size() > NAMED ? " and " + (rare.size() - NAMED) + " more columns" : ""));
      }
      if (numbers) {
        lines.add(
            "Numbers outside the ranges above are extrapolated; nn evaluate and nn predict warn of"
                + " rows that are unlike those trained on");
      }
    }
    lines.addAll(facts.findings());
    return lines.isEmpty() ? List.of("None recorded.") : lines;
  }

  private static void rare(ColumnProfile target, List<String> lines) {
    if (target instanceof ColumnProfile.Labels labels) {
      for (int k = 0; k < labels.labels().size(); k++) {
        if (labels.counts().get(k) < RARE) {
          lines.add(
              "The class "
                  + code(labels.labels().get(k))
                  + " was learnt from "
                  + Words.count(labels.counts().get(k), "row")
                  + " alone");
        }
      }
    }
  }

  private static void section(StringBuilder text, String title, List<String> lines) {
    text.append("## ").append(title).append("\n\n");
    lines.forEach(line -> text.append("- ").append(line).append('\n'));
    text.append('\n');
  }
}
