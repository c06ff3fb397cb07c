package org.nn4j.report.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.nn4j.api.Matrix;
import org.nn4j.api.Task;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.training.Evaluation;
import org.nn4j.report.figure.Numbers;
import org.nn4j.report.page.Table;

/** The table of the predictions that are farthest off, with their lines of the CSV file. */
final class WorstPredictions {
  private static final int ROWS = 12;

  private WorstPredictions() {}

  static Table table(Judged part, Preprocessor preprocessor) {
    return preprocessor.target().task() == Task.CLASSIFICATION
        ? ofClasses(part, preprocessor.labels())
        : ofNumbers(part, preprocessor.target().columns());
  }

  private static Table ofClasses(Judged part, List<String> labels) {
    Evaluation evaluation = part.evaluation();
    Matrix scores = evaluation.scores();
    List<Integer> worst =
        least(scores.rows(), row -> Predictions.score(scores, row, actual(evaluation, row)));
    Map<Long, String> lines = CsvLines.read(part, worst);
    List<List<String>> rows = new ArrayList<>();
    for (int row : worst) {
      int decision = Predictions.argmax(scores, row);
      boolean decided = decision != Predictions.UNDECIDED;
      rows.add(
          List.of(
              String.valueOf(part.data().line(row)),
              labels.get(actual(evaluation, row)),
              decided ? labels.get(decision) : "–",
              Numbers.brief(Predictions.score(scores, row, actual(evaluation, row))),
              decided ? Numbers.brief(Predictions.score(scores, row, decision)) : "–",
              lines.getOrDefault(part.data().line(row), "")));
    }
    return new Table(
        "Worst predictions: least probability of the right class",
        List.of("line", "actual", "predicted", "p(actual)", "p(predicted)", "line of the file"),
        rows,
        false);
  }

  private static int actual(Evaluation evaluation, int row) {
    return (int) evaluation.classes().get(row, 0);
  }

  private static Table ofNumbers(Judged part, List<String> targets) {
    Evaluation evaluation = part.evaluation();
    List<Integer> worst = least(evaluation.values().rows(), row -> -farthest(evaluation, row));
    Map<Long, String> lines = CsvLines.read(part, worst);
    List<List<String>> rows = new ArrayList<>();
    for (int row : worst) {
      List<String> cells = new ArrayList<>();
      cells.add(String.valueOf(part.data().line(row)));
      for (int c = 0; c < targets.size(); c++) {
        double actual = evaluation.targets().get(row, c);
        double predicted = evaluation.values().get(row, c);
        cells.add(Numbers.brief(actual));
        cells.add(Numbers.brief(predicted));
        cells.add(Numbers.brief(actual - predicted));
      }
      cells.add(lines.getOrDefault(part.data().line(row), ""));
      rows.add(cells);
    }
    List<String> columns = new ArrayList<>(List.of("line"));
    for (String target : targets) {
      String suffix = targets.size() == 1 ? "" : " " + target;
      columns.addAll(List.of("actual" + suffix, "predicted" + suffix, "residual" + suffix));
    }
    columns.add("line of the file");
    return new Table("Worst predictions: greatest residuals", columns, rows, false);
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
