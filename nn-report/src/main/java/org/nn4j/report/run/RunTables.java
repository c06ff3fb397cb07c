package org.nn4j.report.run;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.nn4j.api.Layer;
import org.nn4j.api.ParameterSpec;
import org.nn4j.core.metric.ConfusionMatrix;
import org.nn4j.core.model.Model;
import org.nn4j.core.preprocess.CategoricalFeature;
import org.nn4j.core.preprocess.Curve;
import org.nn4j.core.preprocess.FeatureStep;
import org.nn4j.core.preprocess.NormalQuantiles;
import org.nn4j.core.preprocess.NumericFeature;
import org.nn4j.core.preprocess.NumericTarget;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.Scaler;
import org.nn4j.core.text.Words;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.MetricValues;
import org.nn4j.report.figure.NumberText;
import org.nn4j.report.page.PageTable;

/** The tables of a run's page. */
final class RunTables {
  /** Rows of the table of epochs; of more epochs some are left out. */
  private static final int EPOCHS = 100;

  /** Input columns that are shown at once; more are when asked for. */
  private static final int COLUMNS = 15;

  private RunTables() {}

  static PageTable epochs(List<EpochResult> epochs) {
    TreeSet<String> metrics = new TreeSet<>();
    epochs.forEach(epoch -> metrics.addAll(epoch.metrics().keySet()));
    List<String> columns = new ArrayList<>(List.of("epoch", "loss", "validation loss"));
    columns.addAll(metrics);
    columns.add("rate");
    int step = (epochs.size() + EPOCHS - 1) / EPOCHS;
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < epochs.size(); i++) {
      if (i % step == 0 || i == epochs.size() - 1) {
        EpochResult epoch = epochs.get(i);
        List<String> row = new ArrayList<>();
        row.add(String.valueOf(epoch.epoch()));
        row.add(NumberText.brief(epoch.loss()));
        row.add(number(epoch.validationLoss()));
        metrics.forEach(m -> row.add(number(epoch.metrics().getOrDefault(m, Double.NaN))));
        row.add(NumberText.brief(epoch.rate()));
        rows.add(row);
      }
    }
    String caption = step == 1 ? "Numbers by epoch" : "Numbers by epoch, every " + step + "th";
    return new PageTable(caption, columns, rows, true);
  }

  static String number(double value) {
    return Double.isNaN(value) ? "–" : NumberText.brief(value);
  }

  /** Returns a metric's title; of the loss also which it is, and whether of scaled targets. */
  static String named(EvaluatedSplit part, String metric, Model model) {
    if (!metric.equals(MetricValues.LOSS)) {
      return part.values().title(metric);
    }
    boolean scaled =
        model.preprocessor() != null
            && model.preprocessor().target() instanceof NumericTarget target
            && !target.scalers().stream().allMatch(Scaler.IDENTITY::equals);
    return metric + ": " + model.loss().shortExpression() + (scaled ? " of the scaled target" : "");
  }

  static PageTable metrics(List<EvaluatedSplit> parts, Model model) {
    List<String> columns = new ArrayList<>(List.of("metric"));
    parts.forEach(part -> columns.add(part.title()));
    List<List<String>> rows = new ArrayList<>();
    for (String name : parts.get(0).metrics().keySet()) {
      List<String> row = new ArrayList<>(List.of(named(parts.get(0), name, model)));
      parts.forEach(p -> row.add(metric(p, name)));
      rows.add(row);
    }
    return new PageTable("Metrics", columns, rows, false);
  }

  private static String metric(EvaluatedSplit part, String name) {
    String reason = part.values().reasons().get(name);
    return reason == null
        ? number(part.metrics().getOrDefault(name, Double.NaN))
        : "undefined: " + reason;
  }

  static PageTable classes(EvaluatedSplit part, List<String> labels) {
    ConfusionMatrix confusion =
        ConfusionMatrix.of(
            part.evaluation().decisions(),
            part.evaluation().classes(),
            part.evaluation().weights());
    List<List<String>> rows = new ArrayList<>();
    for (int label = 0; label < labels.size(); label++) {
      rows.add(
          List.of(
              labels.get(label),
              number(confusion.precision(label)),
              number(confusion.recall(label)),
              number(confusion.f1(label)),
              NumberText.plain(confusion.support(label))));
    }
    return new PageTable(
        "Scores by class", List.of("class", "precision", "recall", "f1", "samples"), rows, false);
  }

  static PageTable samplesByClass(List<EvaluatedSplit> parts, List<String> labels) {
    List<String> columns = new ArrayList<>(List.of("class"));
    parts.forEach(part -> columns.add(part.name()));
    List<List<String>> rows = new ArrayList<>();
    for (int label = 0; label < labels.size(); label++) {
      List<String> row = new ArrayList<>(List.of(labels.get(label)));
      for (EvaluatedSplit part : parts) {
        row.add(String.valueOf(count(part, label)));
      }
      rows.add(row);
    }
    return new PageTable("Samples by class", columns, rows, false);
  }

  private static long count(EvaluatedSplit part, int label) {
    return IntStream.range(0, part.evaluation().classes().rows())
        .filter(row -> part.evaluation().classes().get(row, 0) == label)
        .count();
  }

  static PageTable columns(Preprocessor preprocessor) {
    List<List<String>> rows = new ArrayList<>();
    for (FeatureStep step : preprocessor.features().steps()) {
      if (step instanceof NumericFeature numeric) {
        rows.add(
            List.of(
                step.column(),
                "number" + curve(numeric.scaler().curve()),
                NumberText.brief(numeric.scaler().center()),
                NumberText.brief(numeric.scaler().scale()),
                NumberText.brief(numeric.fill()),
                ""));
      } else if (step instanceof CategoricalFeature category) {
        rows.add(
            List.of(step.column(), "category", "", "", "", String.join(", ", category.labels())));
      } else {
        rows.add(List.of(step.column(), step.summary(), "", "", "", ""));
      }
    }
    return new PageTable(
        Words.count(preprocessor.features().columns().size(), "input column"),
        List.of("column", "type", "subtracted", "divided by", "for missing", "one of"),
        rows,
        rows.size() > COLUMNS);
  }

  private static String curve(Curve curve) {
    return curve instanceof Curve.SmoothClip clip
        ? ", within ±" + NumberText.brief(clip.bound())
        : curve instanceof NormalQuantiles ? ", by rank" : "";
  }

  static PageTable layers(Model model) {
    List<List<String>> rows = new ArrayList<>();
    int width = model.network().inputWidth();
    for (Layer layer : model.network().layers()) {
      long parameters =
          layer.declare(width).stream()
              .filter(ParameterSpec::trainable)
              .mapToLong(spec -> (long) spec.rows() * spec.columns())
              .sum();
      int output = layer.outputWidth(width);
      rows.add(
          List.of(
              "layers." + rows.size(),
              String.valueOf(width),
              String.valueOf(output),
              String.valueOf(parameters),
              layer.expression()));
      width = output;
    }
    return new PageTable(
        "Layers", List.of("layer", "inputs", "outputs", "parameters", "definition"), rows, false);
  }
}
