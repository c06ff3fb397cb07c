package org.nn4j.report.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.nn4j.api.Matrix;
import org.nn4j.api.Task;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.SourceLines;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.training.Evaluation;
import org.nn4j.report.figure.Numbers;
import org.nn4j.report.page.Table;

/** The table of the predictions that are farthest off, and where their samples are found. */
final class WorstPredictions {
  private static final int ROWS = 12;

  /** Characters of a line that are shown at most. */
  private static final int LENGTH = 400;

  private WorstPredictions() {}

  static Table table(Judged part, Preprocessor preprocessor) {
    return preprocessor.target().task() == Task.CLASSIFICATION
        ? ofClasses(part, preprocessor.labels())
        : ofNumbers(part, preprocessor.target().columns());
  }

  private static Table ofClasses(Judged part, List<String> labels) {
    Evaluation evaluation = part.evaluation();
    Matrix scores = evaluation.scores();
    return located(
        "Worst predictions: least probability of the right class",
        part,
        least(scores.rows(), row -> Predictions.score(scores, row, actual(evaluation, row))),
        List.of("actual", "predicted", "p(actual)", "p(predicted)"),
        row -> {
          int decision = Predictions.decide(scores, row, evaluation.threshold());
          boolean decided = decision != Predictions.UNDECIDED;
          return List.of(
              labels.get(actual(evaluation, row)),
              decided ? labels.get(decision) : "–",
              Numbers.brief(Predictions.score(scores, row, actual(evaluation, row))),
              decided ? Numbers.brief(Predictions.score(scores, row, decision)) : "–");
        });
  }

  private static int actual(Evaluation evaluation, int row) {
    return (int) evaluation.classes().get(row, 0);
  }

  private static Table ofNumbers(Judged part, List<String> targets) {
    Evaluation evaluation = part.evaluation();
    List<String> columns = new ArrayList<>();
    for (String target : targets) {
      String suffix = targets.size() == 1 ? "" : " " + target;
      columns.addAll(List.of("actual" + suffix, "predicted" + suffix, "residual" + suffix));
    }
    return located(
        "Worst predictions: greatest residuals",
        part,
        least(evaluation.values().rows(), row -> -farthest(evaluation, row)),
        columns,
        row -> {
          List<String> cells = new ArrayList<>();
          for (int c = 0; c < targets.size(); c++) {
            double actual = evaluation.targets().get(row, c);
            double predicted = evaluation.values().get(row, c);
            cells.add(Numbers.brief(actual));
            cells.add(Numbers.brief(predicted));
            cells.add(Numbers.brief(actual - predicted));
          }
          return cells;
        });
  }

  /**
   * Makes a table that says of each sample where it is found: in which line of the file, and what
   * that is; if it comes from none, as an image does, which one of the part it is.
   */
  private static Table located(
      String caption,
      Judged part,
      List<Integer> samples,
      List<String> columns,
      IntFunction<List<String>> cells) {
    Dataset data = part.data();
    boolean inLines = samples.stream().anyMatch(sample -> data.line(sample) > 0);
    Map<Long, String> lines =
        part.file() == null
            ? Map.of()
            : SourceLines.read(part.file(), samples.stream().map(data::line).toList());
    List<String> names = new ArrayList<>(columns);
    names.add(0, inLines ? "line" : "sample");
    if (!lines.isEmpty()) {
      names.add("line of the file");
    }
    List<List<String>> rows = new ArrayList<>();
    for (int sample : samples) {
      long line = data.line(sample);
      List<String> row = new ArrayList<>(cells.apply(sample));
      row.add(0, String.valueOf(inLines ? line : sample + 1));
      if (!lines.isEmpty()) {
        row.add(cut(lines.getOrDefault(line, "")));
      }
      rows.add(row);
    }
    return new Table(caption, names, rows, false);
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

  /** Returns the rows with the least values, the least first; of equal ones the first. */
  private static List<Integer> least(int rows, IntToDoubleFunction value) {
    return IntStream.range(0, rows)
        .boxed()
        .sorted(Comparator.comparingDouble(value::applyAsDouble))
        .limit(ROWS)
        .toList();
  }
}
