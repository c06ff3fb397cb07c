package org.nn4j.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.nn4j.core.metric.Average;
import org.nn4j.core.metric.ConfusionMatrix;
import org.nn4j.core.metric.LabelConfusion;
import org.nn4j.report.figure.NumberText;

/**
 * Lays out decisions about classes and labels: all of them, or, if there are many, the most
 * important, which a table of 1,400 columns would bury.
 */
final class Decisions {
  /** The greatest number of classes or labels that are all shown on a terminal. */
  private static final int MOST = 20;

  /** How many pairs, classes or labels are shown if there are more. */
  private static final int SHOWN = 10;

  private static final int LONGEST_LABEL = 30;

  private Decisions() {}

  /** Returns the confusion matrix and the scores of each class. */
  static String text(ConfusionMatrix confusion) {
    if (confusion.classes() <= MOST) {
      return confusion + "\n" + confusion.report();
    }
    List<Integer> worst = worst(IntStream.range(0, confusion.classes()), confusion::f1);
    return pairs(confusion)
        + "\n"
        + scores(
            "class",
            worst.stream().filter(k -> confusion.support(k) > 0).limit(SHOWN).toList(),
            k ->
                row(
                    confusion.labels().get(k),
                    confusion.precision(k),
                    confusion.recall(k),
                    confusion.f1(k),
                    confusion.support(k)),
            average ->
                row(
                    name(average),
                    confusion.precision(average),
                    confusion.recall(average),
                    confusion.f1(average),
                    confusion.total()))
        + all(confusion.classes(), "classes");
  }

  /** Returns the decisions about each label and its scores. */
  static String text(LabelConfusion confusion) {
    int labels = confusion.labels().size();
    if (labels <= MOST) {
      return confusion.report();
    }
    List<ConfusionMatrix> matrices = confusion.matrices();
    return scores(
            "label",
            worst(IntStream.range(0, labels), k -> matrices.get(k).f1(1)).stream()
                .filter(k -> matrices.get(k).support(1) > 0)
                .limit(SHOWN)
                .toList(),
            k ->
                row(
                    confusion.labels().get(k),
                    matrices.get(k).precision(1),
                    matrices.get(k).recall(1),
                    matrices.get(k).f1(1),
                    matrices.get(k).support(1)),
            average ->
                row(
                    name(average),
                    confusion.precision(average),
                    confusion.recall(average),
                    confusion.f1(average),
                    matrices.stream().mapToDouble(matrix -> matrix.support(1)).sum()))
        + all(labels, "labels");
  }

  private record Pair(int actual, int predicted, double count) {}

  private static String pairs(ConfusionMatrix confusion) {
    List<Pair> pairs = new ArrayList<>();
    for (int actual = 0; actual < confusion.classes(); actual++) {
      for (int predicted = 0; predicted < confusion.classes(); predicted++) {
        double count = confusion.count(actual, predicted);
        if (actual != predicted && count > 0) {
          pairs.add(new Pair(actual, predicted, count));
        }
      }
    }
    if (pairs.isEmpty()) {
      return "no class is taken for another\n";
    }
    pairs.sort(Comparator.comparingDouble(pair -> -pair.count));
    TextTable table = new TextTable(2);
    table.row("most confused: actual", "predicted", "samples");
    for (Pair pair : pairs.subList(0, Math.min(SHOWN, pairs.size()))) {
      table.row(
          clip(confusion.labels().get(pair.actual)),
          clip(confusion.labels().get(pair.predicted)),
          NumberText.plain(pair.count));
    }
    return table.toString();
  }

  private static List<Integer> worst(IntStream all, IntToDoubleFunction score) {
    return all.boxed().sorted(Comparator.comparingDouble(score::applyAsDouble)).toList();
  }

  private static String scores(
      String what,
      List<Integer> worst,
      IntFunction<Object[]> row,
      Function<Average, Object[]> mean) {
    TextTable table = new TextTable(1);
    table.row("worst by f1: " + what, "precision", "recall", "f1", "support");
    worst.forEach(k -> table.row(row.apply(k)));
    List.of(Average.MACRO, Average.MICRO, Average.WEIGHTED)
        .forEach(average -> table.row(mean.apply(average)));
    return table.toString();
  }

  private static Object[] row(
      String name, double precision, double recall, double f1, double support) {
    return new Object[] {
      clip(name), score(precision), score(recall), score(f1), NumberText.plain(support)
    };
  }

  private static String name(Average average) {
    return average.name().toLowerCase(Locale.ROOT) + " average";
  }

  private static String score(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String clip(String label) {
    return label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 1) + "…";
  }

  private static String all(int count, String what) {
    return "\nall " + count + " " + what + ": --json\n";
  }
}
