package org.nn4j.report.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.nn4j.api.Matrix;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.RowPlace;
import org.nn4j.core.io.SourceLines;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.training.Evaluation;
import org.nn4j.report.figure.NumberText;
import org.nn4j.report.page.PageTable;

/** The table of the predictions that are farthest off, and where their samples are found. */
final class WorstPredictions {
  private static final int ROWS = 12;

  /** Characters of a line that are shown at most. */
  private static final int LENGTH = 400;

  private WorstPredictions() {}

  static PageTable table(EvaluatedSplit part, Preprocessor preprocessor) {
    List<String> outputs = preprocessor.target().outputs();
    return switch (preprocessor.target().task()) {
      case CLASSIFICATION -> ofClasses(part, outputs);
      case MULTI_LABEL -> ofLabels(part, outputs);
      case REGRESSION -> ofNumbers(part, outputs);
    };
  }

  private static PageTable ofLabels(EvaluatedSplit part, List<String> labels) {
    Evaluation evaluation = part.evaluation();
    Matrix actual = evaluation.labels();
    Matrix decisions = evaluation.labelDecisions();
    boolean probabilities = evaluation.hasProbabilities();
    return located(
        probabilities
            ? "Worst predictions: least probability that all labels are right"
            : "Worst predictions: least score of what is right of a label",
        part,
        least(actual.rows(), row -> allRight(evaluation, actual, row)),
        List.of("actual", "predicted", probabilities ? "p(all right)" : "least score"),
        row ->
            List.of(
                named(labels, actual, row),
                named(labels, decisions, row),
                NumberText.probability(allRight(evaluation, actual, row))));
  }

  /** Returns the probability of a row's labels, were they independent; of scores the least. */
  private static double allRight(Evaluation evaluation, Matrix actual, int row) {
    double all = evaluation.hasProbabilities() ? 1 : Double.POSITIVE_INFINITY;
    for (int k = 0; k < actual.columns(); k++) {
      double score = evaluation.scores().get(row, k);
      double right = actual.get(row, k) > 0.5 ? score : 1 - score;
      all = evaluation.hasProbabilities() ? all * right : Math.min(all, right);
    }
    return all;
  }

  private static String named(List<String> labels, Matrix decisions, int row) {
    String named =
        IntStream.range(0, labels.size())
            .filter(k -> decisions.get(row, k) > Predictions.EVEN)
            .mapToObj(labels::get)
            .collect(Collectors.joining(", "));
    return named.isEmpty() ? "–" : named;
  }

  private static PageTable ofClasses(EvaluatedSplit part, List<String> labels) {
    Evaluation evaluation = part.evaluation();
    Matrix scores = evaluation.scores();
    String p = evaluation.hasProbabilities() ? "p" : "score";
    return located(
        "Worst predictions: least "
            + (evaluation.hasProbabilities() ? "probability" : "score")
            + " of the right class",
        part,
        least(scores.rows(), row -> Predictions.score(scores, row, actual(evaluation, row))),
        List.of("actual", "predicted", p + "(actual)", p + "(predicted)"),
        row -> {
          int decision = Predictions.decide(scores, row, evaluation.thresholds().get(0));
          boolean decided = decision != Predictions.UNDECIDED;
          return List.of(
              labels.get(actual(evaluation, row)),
              decided ? labels.get(decision) : "–",
              NumberText.probability(Predictions.score(scores, row, actual(evaluation, row))),
              decided ? NumberText.probability(Predictions.score(scores, row, decision)) : "–");
        });
  }

  private static int actual(Evaluation evaluation, int row) {
    return (int) evaluation.classes().get(row, 0);
  }

  private static PageTable ofNumbers(EvaluatedSplit part, List<String> targets) {
    Evaluation evaluation = part.evaluation();
    List<String> columns = new ArrayList<>();
    for (String target : targets) {
      String suffix = targets.size() == 1 ? "" : " " + target;
      columns.addAll(List.of("actual" + suffix, "predicted" + suffix, "residual" + suffix));
    }
    List<Integer> worst = least(evaluation.values().rows(), row -> -farthest(evaluation, row));
    List<DoubleFunction<String>> forms =
        IntStream.range(0, targets.size())
            .mapToObj(c -> NumberText.alike(values(evaluation, worst, c)))
            .toList();
    return located(
        "Worst predictions: greatest residuals",
        part,
        worst,
        columns,
        row -> {
          List<String> cells = new ArrayList<>();
          for (int c = 0; c < targets.size(); c++) {
            double actual = evaluation.targets().get(row, c);
            double predicted = evaluation.values().get(row, c);
            DoubleStream.of(actual, predicted, actual - predicted)
                .mapToObj(forms.get(c))
                .forEach(cells::add);
          }
          return cells;
        });
  }

  /** Returns what is actual and predicted of a target in some rows. */
  private static DoubleStream values(Evaluation evaluation, List<Integer> rows, int target) {
    return rows.stream()
        .flatMapToDouble(
            row ->
                DoubleStream.of(
                    evaluation.targets().get(row, target), evaluation.values().get(row, target)));
  }

  /**
   * Creates a table that shows for each sample where it is found: in which line of the file, and
   * what that is; if it comes from none, as an image does, which one of the part it is.
   */
  private static PageTable located(
      String caption,
      EvaluatedSplit part,
      List<Integer> samples,
      List<String> columns,
      IntFunction<List<String>> cells) {
    Dataset data = part.data();
    boolean inLines = samples.stream().anyMatch(sample -> data.line(sample) > 0);
    Map<Integer, String> lines = lines(part, samples);
    List<String> names = new ArrayList<>(columns);
    names.add(0, inLines ? "line" : "sample");
    if (!lines.isEmpty()) {
      names.add("line of the file");
    }
    List<List<String>> rows = new ArrayList<>();
    for (int sample : samples) {
      List<String> row = new ArrayList<>(cells.apply(sample));
      row.add(0, inLines ? RowPlace.of(data, sample).toString() : String.valueOf(sample + 1));
      if (!lines.isEmpty()) {
        row.add(cut(lines.getOrDefault(sample, "")));
      }
      rows.add(row);
    }
    return new PageTable(caption, names, rows, false);
  }

  /** Returns the lines that samples came from, as far as they can be read. */
  private static Map<Integer, String> lines(EvaluatedSplit part, List<Integer> samples) {
    Map<Path, List<Integer>> byFile = new LinkedHashMap<>();
    for (int sample : samples) {
      Path one = part.data().file(sample);
      Path file = one == null ? part.file() : one;
      if (file != null) {
        byFile.computeIfAbsent(file, f -> new ArrayList<>()).add(sample);
      }
    }
    Map<Integer, String> lines = new LinkedHashMap<>();
    byFile.forEach(
        (file, own) -> {
          Map<Long, String> read =
              SourceLines.read(file, own.stream().map(part.data()::line).toList());
          for (int sample : own) {
            String line = read.get(part.data().line(sample));
            if (line != null) {
              lines.put(sample, line);
            }
          }
        });
    return lines;
  }

  private static String cut(String line) {
    return line.length() <= LENGTH ? line : line.substring(0, LENGTH) + " …";
  }

  private static double farthest(Evaluation evaluation, int row) {
    double farthest = 0;
    for (int c = 0; c < evaluation.values().columns(); c++) {
      double residual = evaluation.targets().get(row, c) - evaluation.values().get(row, c);
      farthest = Math.max(farthest, Math.abs(residual));
    }
    return farthest;
  }

  private static double worstIfUndefined(double value) {
    return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
  }

  /**
   * Returns the rows with the least values, the least first and before it those that are NaN; of
   * equal ones the first.
   */
  private static List<Integer> least(int rows, IntToDoubleFunction value) {
    Comparator<Integer> order =
        Comparator.<Integer>comparingDouble(row -> worstIfUndefined(value.applyAsDouble(row)))
            .thenComparing(Comparator.naturalOrder());
    PriorityQueue<Integer> kept = new PriorityQueue<>(order.reversed());
    for (int row = 0; row < rows; row++) {
      kept.add(row);
      if (kept.size() > ROWS) {
        kept.remove();
      }
    }
    return kept.stream().sorted(order).toList();
  }
}
