package org.nn4j.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.compare.ComparedRun;
import org.nn4j.cli.compare.Comparison;
import org.nn4j.cli.compare.Comparison.Tested;
import org.nn4j.core.comparison.PairedTest;
import org.nn4j.core.text.Words;
import org.nn4j.report.figure.NumberText;

/** Renders runs side by side. */
public final class CompareReport {
  /** Longest value of a setting in the table of those that differ; longer ones have a line each. */
  private static final int VALUE = 20;

  private CompareReport() {}

  /** Returns the tables and what the tests tell, for people. */
  public static String text(Comparison comparison) {
    String together = table(comparison, true, true);
    boolean fits = together.lines().allMatch(line -> line.length() <= Wrap.WIDTH);
    StringBuilder text = new StringBuilder(fits ? together : table(comparison, true, false));
    if (!comparison.best().isEmpty()) {
      text.append("  * the best of the column\n");
    }
    if (!fits) {
      text.append('\n').append(table(comparison, false, true));
    }
    text.append('\n').append(settings(comparison));
    text.append('\n').append(tests(comparison));
    for (String reason : comparison.untested()) {
      text.append(Wrap.indented(reason, 2));
    }
    return text.toString();
  }

  /** Lays out the metrics of runs, what else is known of them, or both in one table. */
  private static String table(Comparison comparison, boolean metrics, boolean facts) {
    List<String> names = metrics ? comparison.metrics() : List.of();
    TextTable table = new TextTable(facts ? 2 : 1);
    List<Object> head = new ArrayList<>(facts ? List.of("run", "rows of") : List.of("run"));
    names.forEach(metric -> head.add(metric + " "));
    head.addAll(facts ? List.of("rows", "seconds", "params") : List.of());
    table.row(head.toArray());
    for (ComparedRun run : comparison.runs()) {
      List<Object> row = new ArrayList<>(List.of(run.name()));
      if (facts) {
        row.add(run.evaluatedOn().isEmpty() ? "–" : run.evaluatedOn());
      }
      names.forEach(metric -> row.add(value(comparison, run, metric)));
      if (facts) {
        Double seconds = run.seconds();
        row.add(run.samples() == 0 ? "–" : run.samples());
        row.add(seconds == null ? "–" : String.format(Locale.ROOT, "%.1f", seconds));
        row.add(Objects.requireNonNullElse((Object) run.parameters(), "–"));
      }
      table.row(row.toArray());
    }
    return table.toString();
  }

  private static String value(Comparison comparison, ComparedRun run, String metric) {
    Double value = run.metrics().get(metric);
    boolean best = comparison.best().getOrDefault(metric, List.of()).contains(run.name());
    return (value == null ? "–" : value.isNaN() ? "undefined" : NumberText.brief(value))
        + (best ? "*" : " ");
  }

  private static String settings(Comparison comparison) {
    if (comparison.runs().stream().allMatch(run -> run.provenance().isEmpty())) {
      return "settings are not known of these runs\n";
    }
    if (comparison.differing().isEmpty()) {
      return "no setting differs\n";
    }
    TextTable table = new TextTable();
    List<Object> head = new ArrayList<>(List.of("differs"));
    comparison.runs().forEach(run -> head.add(run.name()));
    table.row(head.toArray());
    StringBuilder longer = new StringBuilder();
    comparison
        .differing()
        .forEach(
            (key, values) -> {
              List<String> shown =
                  values.stream().map(value -> value == null ? "–" : plain(value)).toList();
              if (shown.stream().allMatch(value -> value.length() <= VALUE)) {
                List<Object> row = new ArrayList<>(List.of(key));
                row.addAll(shown);
                table.row(row.toArray());
              } else {
                longer.append(key).append('\n');
                for (int i = 0; i < shown.size(); i++) {
                  String name = comparison.runs().get(i).name();
                  longer.append(Wrap.indented(name + "  " + shown.get(i), 2));
                }
              }
            });
    return table + longer.toString();
  }

  /** Returns a value without the brackets around a list. */
  private static String plain(String value) {
    return value.replaceAll("^\\[|\\]$", "");
  }

  private static String tests(Comparison comparison) {
    StringBuilder text = new StringBuilder();
    String first = comparison.runs().get(0).name();
    for (Comparison.Method method : Comparison.Method.values()) {
      List<Tested> made =
          comparison.tests().stream().filter(tested -> tested.method() == method).toList();
      if (!made.isEmpty()) {
        boolean several = made.stream().map(Tested::run).distinct().count() > 1;
        text.append(
            Wrap.indented(
                "against " + first + ", by " + words(method) + (several ? ", p by Holm" : ""), 0));
        TextTable table = new TextTable(2);
        table.row("  run", "metric", "difference", "± error", "p", "");
        made.forEach(tested -> table.row(row(tested)));
        text.append(table);
      }
    }
    return text.toString();
  }

  private static Object[] row(Tested tested) {
    PairedTest test = tested.test();
    DoubleFunction<String> form =
        NumberText.alike(DoubleStream.of(test.difference(), test.standardError()));
    return new Object[] {
      "  " + tested.run().name(),
      tested.metric(),
      (test.difference() > 0 ? "+" : "") + form.apply(test.difference()),
      form.apply(test.standardError()),
      NumberText.probability(test.p()),
      verdict(tested)
    };
  }

  private static String verdict(Tested tested) {
    Boolean better = tested.better();
    return !tested.significant()
        ? "no difference can be told"
        : better == null ? "different" : better ? "better" : "worse";
  }

  private static String words(Comparison.Method method) {
    return switch (method) {
      case FOLDS -> "the corrected resampled t-test over folds";
      case MCNEMAR -> "McNemar's test on rows";
      case BOOTSTRAP -> "the paired bootstrap of rows";
    };
  }

  /** Returns the JSON document. */
  public static Map<String, Object> json(Comparison comparison) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("runs", comparison.runs().stream().map(CompareReport::json).toList());
    document.put("best", comparison.best());
    document.put("differing", comparison.differing());
    document.put("tests", comparison.tests().stream().map(t -> json(t, comparison)).toList());
    document.put("untested", comparison.untested());
    return document;
  }

  private static Map<String, Object> json(ComparedRun run) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", run.name());
    map.put("evaluated_on", run.evaluatedOn());
    map.put("samples", run.samples());
    map.put("metrics", run.metrics());
    put(map, "seconds", run.seconds());
    put(map, "parameters", run.parameters());
    put(map, "data_sha256", run.dataHash());
    put(map, "folds_sha256", run.folds() == null ? null : run.folds().sha256());
    return map;
  }

  private static void put(Map<String, Object> map, String key, @Nullable Object value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  private static Map<String, Object> json(Tested tested, Comparison comparison) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", tested.run().name());
    map.put("against", comparison.runs().get(0).name());
    map.put("metric", tested.metric());
    map.put("method", Words.of(tested.method()));
    map.put("difference", tested.test().difference());
    map.put("standard_error", tested.test().standardError());
    map.put("p", tested.test().p());
    map.put("pairs", tested.test().pairs());
    map.put("verdict", verdict(tested));
    return map;
  }
}
