package org.nn4j.core.metric;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Renders a confusion matrix for a terminal. */
final class ConfusionText {
  /** Widest line where labels can be clipped to achieve it. */
  private static final int WIDTH = 100;

  private static final Set<Average> MEANS = EnumSet.complementOf(EnumSet.of(Average.BINARY));

  private static final int LONGEST_LABEL = 24;
  private static final int SHORTEST_LABEL = 3;
  private static final String GAP = "  ";

  private ConfusionText() {}

  /** Lays out the counts, with labels as long as the width allows. */
  static String counts(ConfusionMatrix matrix) {
    int longest = LONGEST_LABEL;
    String text = align(countRows(matrix, longest));
    while (text.indexOf('\n') > WIDTH && longest > SHORTEST_LABEL) {
      longest--;
      text = align(countRows(matrix, longest));
    }
    return text;
  }

  /** Lays out the scores of classes and their means. */
  static String report(ConfusionMatrix matrix) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("class", "precision", "recall", "f1", "support"));
    for (int k = 0; k < matrix.classes(); k++) {
      rows.add(
          List.of(
              clip(matrix.labels().get(k), LONGEST_LABEL),
              score(matrix.precision(k)),
              score(matrix.recall(k)),
              score(matrix.f1(k)),
              count(matrix.support(k))));
    }
    for (Average average : MEANS) {
      rows.add(
          List.of(
              average.name().toLowerCase(Locale.ROOT) + " average",
              score(matrix.precision(average)),
              score(matrix.recall(average)),
              score(matrix.f1(average)),
              count(matrix.total())));
    }
    return align(rows);
  }

  /** Lays out decisions and scores of labels, and the means of the scores. */
  static String report(LabelConfusion confusion) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("label", "found", "missed", "wrong", "precision", "recall", "f1", "support"));
    double found = 0;
    double missed = 0;
    double wrong = 0;
    double support = 0;
    for (int k = 0; k < confusion.labels().size(); k++) {
      ConfusionMatrix matrix = confusion.matrices().get(k);
      rows.add(
          List.of(
              clip(confusion.labels().get(k), LONGEST_LABEL),
              count(matrix.count(1, 1)),
              count(matrix.support(1) - matrix.count(1, 1)),
              count(matrix.count(0, 1)),
              score(matrix.precision(1)),
              score(matrix.recall(1)),
              score(matrix.f1(1)),
              count(matrix.support(1))));
      found += matrix.count(1, 1);
      missed += matrix.support(1) - matrix.count(1, 1);
      wrong += matrix.count(0, 1);
      support += matrix.support(1);
    }
    for (Average average : MEANS) {
      rows.add(
          List.of(
              average.name().toLowerCase(Locale.ROOT) + " average",
              count(found),
              count(missed),
              count(wrong),
              score(confusion.precision(average)),
              score(confusion.recall(average)),
              score(confusion.f1(average)),
              count(support)));
    }
    return align(rows);
  }

  private static List<List<String>> countRows(ConfusionMatrix matrix, int longestLabel) {
    List<String> labels = matrix.labels().stream().map(l -> clip(l, longestLabel)).toList();
    boolean undecided = false;
    for (int k = 0; k < matrix.classes(); k++) {
      undecided |= matrix.undecided(k) > 0;
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("actual \\ predicted"));
    head.addAll(labels);
    if (undecided) {
      head.add("(none)");
    }
    rows.add(head);
    for (int k = 0; k < matrix.classes(); k++) {
      List<String> row = new ArrayList<>(List.of(labels.get(k)));
      for (int j = 0; j < matrix.classes(); j++) {
        row.add(count(matrix.count(k, j)));
      }
      if (undecided) {
        row.add(count(matrix.undecided(k)));
      }
      rows.add(row);
    }
    return rows;
  }

  /** Joins cells to lines: the first column to the left, the others to the right. */
  private static String align(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      text.append(row.get(0)).append(" ".repeat(widths[0] - row.get(0).length()));
      for (int c = 1; c < widths.length; c++) {
        String cell = row.get(c);
        text.append(GAP).append(" ".repeat(widths[c] - cell.length())).append(cell);
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String clip(String label, int longest) {
    return label.length() <= longest ? label : label.substring(0, longest - 1) + "…";
  }

  private static String score(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** Prints whole counts without a fraction, as all are unless samples are weighted. */
  private static String count(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
