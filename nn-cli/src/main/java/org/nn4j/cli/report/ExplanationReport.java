package org.nn4j.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.nn4j.api.Matrix;
import org.nn4j.api.Task;
import org.nn4j.core.text.Words;
import org.nn4j.explain.Attribution;
import org.nn4j.explain.Attribution.Contribution;
import org.nn4j.explain.Attribution.Method;
import org.nn4j.explain.ExplainedOutput;
import org.nn4j.explain.Explanation;
import org.nn4j.explain.Interaction;
import org.nn4j.explain.PairDependence;
import org.nn4j.explain.PartialDependence;
import org.nn4j.explain.PermutationImportance;
import org.nn4j.explain.PermutationImportance.ColumnImportance;
import org.nn4j.explain.PermutationImportance.Loss;
import org.nn4j.report.figure.NumberText;
import org.nn4j.report.figure.Range;

/** Renders why a model predicts what it does. */
public final class ExplanationReport {
  /** Lines of a table at most; JSON and the page have all. */
  private static final int LINES = 15;

  /** Characters of a name or value at most. */
  private static final int LONGEST = 24;

  private static final int SHORT = 16;

  private static final int SHORTER = 12;

  private static final int BAR = 16;

  private static final String LEVELS = "▁▂▃▄▅▆▇█";
  private static final String ASCII_LEVELS = "_.-=+*#@";

  private ExplanationReport() {}

  /**
   * Returns the report for people.
   *
   * @param unicode whether the terminal shows more than ASCII
   */
  public static String text(Explanation explanation, boolean unicode) {
    StringBuilder text = new StringBuilder();
    PermutationImportance importance = explanation.importance();
    if (importance != null) {
      text.append(importance(importance));
    }
    if (!explanation.dependences().isEmpty()) {
      text.append(dependences(explanation.dependences(), unicode));
    }
    if (!explanation.interactions().isEmpty()) {
      text.append(interactions(explanation.interactions(), unicode));
    }
    explanation.attributions().forEach(attribution -> text.append(attribution(attribution)));
    return text.toString();
  }

  static String importance(PermutationImportance importance) {
    List<String> baseline = new ArrayList<>();
    List<Object> head = new ArrayList<>(List.of(""));
    for (int m = 0; m < importance.metrics().size(); m++) {
      String metric = importance.metrics().get(m);
      baseline.add(metric + " " + NumberText.brief(importance.baseline().get(m)));
      head.add(metric);
    }
    head.add("");
    TextTable table = new TextTable().row(head.toArray());
    List<ColumnImportance> shown =
        importance.columns().subList(0, Math.min(LINES, importance.columns().size()));
    for (ColumnImportance column : shown) {
      List<Object> row = new ArrayList<>(List.of("  " + cut(column.column())));
      for (Loss loss : column.losses()) {
        row.add(signed(loss.mean()) + " ± " + NumberText.brief(loss.deviation()));
      }
      row.add(column.losses().get(0).significant() ? "" : "within chance");
      table.row(row.toArray());
    }
    return "what matters, on "
        + Words.count(importance.rows(), "row")
        + ": "
        + String.join(", ", baseline)
        + "\n  how much worse when a column is shuffled, mean ± deviation of "
        + importance.repeats()
        + " times\n"
        + table
        + others(importance);
  }

  private static String others(PermutationImportance importance) {
    List<ColumnImportance> others = importance.columns().stream().skip(LINES).toList();
    if (others.isEmpty()) {
      return "";
    }
    long beyond = others.stream().filter(c -> c.losses().get(0).significant()).count();
    return "  and "
        + Words.count(others.size(), "other column")
        + ", "
        + (beyond == 0 ? "none" : beyond)
        + " of them beyond chance\n";
  }

  /** Returns columns of numbers as lines of levels, and columns of labels as lists. */
  private static String dependences(List<PartialDependence> dependences, boolean unicode) {
    PartialDependence first = dependences.get(0);
    boolean one = first.output().count() == 1;
    TextTable table = new TextTable();
    StringBuilder lists = new StringBuilder();
    for (PartialDependence dependence : dependences) {
      for (int k = 0; k < dependence.output().count(); k++) {
        String column = cut(dependence.column(), one ? SHORT : SHORTER);
        String output = one ? "" : cut(dependence.output().names().get(k), SHORTER);
        if (!dependence.numeric()) {
          lists.append(list(dependence, k, one ? column : column + ", " + output));
          continue;
        }
        table.row(
            "  " + (k == 0 ? column : ""),
            output,
            value(dependence.values().get(0)),
            levels(dependence, k, range(dependences, k), unicode),
            value(dependence.values().get(dependence.values().size() - 1)),
            ends(dependence, k));
      }
    }
    return "\n" + Wrap.indented(title(dependences), 0) + table + lists;
  }

  private static String title(List<PartialDependence> dependences) {
    PartialDependence first = dependences.get(0);
    String what =
        first.output().count() == 1
            ? first.output().title(0)
            : first.output().task() == Task.REGRESSION ? "predictions" : "probabilities";
    return "how "
        + what
        + (first.output().count() == 1 ? " follows" : " follow")
        + " the values of a column, in the mean over "
        + Words.count(first.rows(), "row")
        + (dependences.stream().anyMatch(PartialDependence::centred)
            ? ", of numbers less what it is for the first"
            : "");
  }

  private static String list(PartialDependence dependence, int k, String name) {
    List<String> values = new ArrayList<>();
    for (int v = 0; v < Math.min(LINES, dependence.values().size()); v++) {
      values.add(
          cut(dependence.values().get(v)) + " " + NumberText.brief(dependence.means().get(k, v)));
    }
    String more = dependence.values().size() > LINES ? ", …" : "";
    return Wrap.indented(name + ": " + String.join(", ", values) + more, 2);
  }

  /** Returns the means of an output over all columns, so that what is flat looks so. */
  private static Range range(List<PartialDependence> dependences, int k) {
    return Range.of(
        dependences.stream()
            .flatMapToDouble(
                d -> IntStream.range(0, d.values().size()).mapToDouble(v -> d.means().get(k, v))));
  }

  private static String levels(PartialDependence dependence, int k, Range range, boolean unicode) {
    String all = unicode ? LEVELS : ASCII_LEVELS;
    StringBuilder levels = new StringBuilder();
    for (int v = 0; v < dependence.values().size(); v++) {
      double share =
          range.isWide() ? (dependence.means().get(k, v) - range.low()) / range.length() : 0;
      levels.append(all.charAt((int) Math.min(all.length() - 1, share * all.length())));
    }
    return levels.toString();
  }

  private static String ends(PartialDependence dependence, int k) {
    Range range = range(List.of(dependence), k);
    return NumberText.brief(range.low()) + " to " + NumberText.brief(range.high());
  }

  private static String interactions(List<Interaction> interactions, boolean unicode) {
    TextTable table = new TextTable(1).row("", "H²", "strength");
    for (Interaction pair : interactions.subList(0, Math.min(LINES, interactions.size()))) {
      table.row(
          "  " + cut(pair.first()) + (unicode ? " × " : " x ") + cut(pair.second()),
          NumberText.brief(pair.hSquared()),
          NumberText.brief(pair.strength()));
    }
    return "\nwhich columns act together (H² 0: effects add up, 1: nothing else)\n" + table;
  }

  private static String attribution(Attribution attribution) {
    List<Contribution> all = attribution.contributions();
    double most = all.isEmpty() ? 0 : Math.abs(all.get(0).amount());
    TextTable table = new TextTable();
    for (Contribution contribution : all.subList(0, Math.min(LINES, all.size()))) {
      String error = contribution.error() > 0 ? " ± " + NumberText.brief(contribution.error()) : "";
      table.row(
          "  " + cut(contribution.column(), LONGEST - 4),
          cut(value(contribution.value()), SHORT),
          signed(contribution.amount()) + error,
          bar(contribution.amount(), most));
    }
    double rest = all.stream().skip(LINES).mapToDouble(Contribution::amount).sum();
    if (all.size() > LINES) {
      table.row("  " + (all.size() - LINES) + " other columns", "", signed(rest), bar(rest, most));
    }
    String head =
        "row "
            + (attribution.row() + 1)
            + ": "
            + attribution.output().title(0)
            + " "
            + NumberText.brief(attribution.prediction())
            + " = "
            + NumberText.brief(attribution.base())
            + (attribution.method() == Method.SHAPLEY ? " in the mean" : " for mean inputs")
            + " + what columns add (off by "
            + String.format(Locale.ROOT, "%.0e", Math.abs(attribution.gap()))
            + ")";
    return "\n" + Wrap.indented(head, 0) + table;
  }

  private static String bar(double amount, double most) {
    int length = most > 0 ? (int) Math.rint(BAR * Math.min(1, Math.abs(amount) / most)) : 0;
    return (amount < 0 ? "-" : "+").repeat(length);
  }

  private static String signed(double value) {
    String text = NumberText.brief(value);
    return value > 0 ? "+" + text : text;
  }

  /** Shortens a number with more digits than people read. */
  private static String value(String value) {
    return value.matches("-?[0-9]*\\.[0-9]{5,}(E-?[0-9]+)?")
        ? NumberText.plain(Double.parseDouble(value))
        : value;
  }

  private static String cut(String text) {
    return cut(text, LONGEST);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }

  /**
   * Adds the keys {@code explained}, {@code scale}, {@code importance}, {@code dependence}, {@code
   * interactions}, {@code pairs} and {@code attributions}.
   */
  public static void json(Explanation explanation, Map<String, Object> document) {
    document.put("explained", explanation.output().names());
    document.put("scale", scale(explanation.output()));
    PermutationImportance importance = explanation.importance();
    if (importance != null) {
      document.put("importance", json(importance));
    }
    document.put(
        "dependence", explanation.dependences().stream().map(ExplanationReport::json).toList());
    document.put(
        "interactions", explanation.interactions().stream().map(ExplanationReport::json).toList());
    document.put("pairs", explanation.pairs().stream().map(ExplanationReport::json).toList());
    document.put(
        "attributions", explanation.attributions().stream().map(ExplanationReport::json).toList());
  }

  private static String scale(ExplainedOutput output) {
    return output.task() == Task.REGRESSION
        ? "number"
        : output.logOdds() ? "log_odds" : output.probabilities() ? "probability" : "score";
  }

  static Map<String, Object> json(PermutationImportance importance) {
    Map<String, Object> map = new LinkedHashMap<>();
    Map<String, Object> baseline = new LinkedHashMap<>();
    for (int m = 0; m < importance.metrics().size(); m++) {
      baseline.put(importance.metrics().get(m), importance.baseline().get(m));
    }
    map.put("metrics", baseline);
    map.put("rows", importance.rows());
    map.put("repeats", importance.repeats());
    List<Map<String, Object>> columns = new ArrayList<>();
    for (ColumnImportance column : importance.columns()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("column", column.column());
      for (int m = 0; m < importance.metrics().size(); m++) {
        Loss loss = column.losses().get(m);
        Map<String, Object> worse = new LinkedHashMap<>();
        worse.put("mean", loss.mean());
        worse.put("deviation", loss.deviation());
        worse.put("beyond_chance", loss.significant());
        row.put(importance.metrics().get(m), worse);
      }
      columns.add(row);
    }
    map.put("columns", columns);
    return map;
  }

  private static Map<String, Object> json(PartialDependence dependence) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("column", dependence.column());
    map.put("values", dependence.numeric() ? dependence.positions() : dependence.values());
    Map<String, Object> means = new LinkedHashMap<>();
    List<List<Double>> rows = rows(dependence.means());
    for (int k = 0; k < rows.size(); k++) {
      means.put(dependence.output().names().get(k), rows.get(k));
    }
    map.put("rows", dependence.rows());
    map.put("centred", dependence.centred());
    map.put("mean", means);
    map.put("individual", rows(dependence.individual()));
    return map;
  }

  private static List<List<Double>> rows(Matrix matrix) {
    List<List<Double>> rows = new ArrayList<>();
    for (int r = 0; r < matrix.rows(); r++) {
      List<Double> row = new ArrayList<>();
      for (int c = 0; c < matrix.columns(); c++) {
        row.add(matrix.get(r, c));
      }
      rows.add(row);
    }
    return rows;
  }

  private static Map<String, Object> json(Interaction pair) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("columns", List.of(pair.first(), pair.second()));
    map.put("h_squared", pair.hSquared());
    map.put("strength", pair.strength());
    return map;
  }

  private static Map<String, Object> json(PairDependence pair) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("columns", List.of(pair.first(), pair.second()));
    map.put("explained", pair.output().names().get(0));
    map.put("rows", pair.rows());
    map.put("values", List.of(pair.firstValues(), pair.secondValues()));
    map.put("mean", rows(pair.means()));
    return map;
  }

  private static Map<String, Object> json(Attribution attribution) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("row", attribution.row() + 1);
    map.put("method", Words.of(attribution.method()));
    map.put("explained", attribution.output().names().get(0));
    map.put("base", attribution.base());
    map.put("prediction", attribution.prediction());
    map.put("gap", attribution.gap());
    List<Map<String, Object>> contributions = new ArrayList<>();
    for (Contribution contribution : attribution.contributions()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("column", contribution.column());
      row.put("value", contribution.value());
      row.put("amount", contribution.amount());
      row.put("error", contribution.error());
      contributions.add(row);
    }
    map.put("contributions", contributions);
    return map;
  }
}
