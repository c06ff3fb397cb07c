package org.nn4j.cli.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nn4j.core.gradcheck.GradientReport;
import org.nn4j.core.gradcheck.GradientReport.Deviation;
import org.nn4j.core.gradcheck.StepSweep;
import org.nn4j.core.text.Words;
import org.nn4j.experiment.check.GradientVerification;

/** Renders gradient checks. */
public final class GradientCheckReport {
  private GradientCheckReport() {}

  /** Returns the worst derivative of each parameter and the verdict. */
  public static String text(GradientVerification.Outcome outcome) {
    GradientReport report = outcome.report();
    TextTable table = new TextTable(2);
    table.row("parameter", "worst at", "analytic", "numeric", "relative error");
    for (Deviation worst : report.groups()) {
      table.row(
          worst.group(),
          worst.variable(),
          String.format(Locale.ROOT, "%.10g", worst.analytic()),
          String.format(Locale.ROOT, "%.10g", worst.numeric()),
          String.format(Locale.ROOT, "%.2e", worst.relativeError()));
    }
    return table
        + sweep(outcome.sweep())
        + String.format(
            Locale.ROOT,
            "%n%s: relative error at most %.2e, tolerance %.0e; %d of %d derivatives on %s in"
                + " float64%s%n",
            report.passed() ? "passed" : "NOT PASSED",
            report.maxRelativeError(),
            report.tolerance(),
            report.checked(),
            outcome.parameters(),
            Words.count(outcome.rows(), "row"),
            left(report));
  }

  private static String left(GradientReport report) {
    String kinks = report.kinks() == 0 ? "" : "; " + report.kinks() + " on a kink";
    return report.unresolved() == 0
        ? kinks
        : kinks
            + "; "
            + report.unresolved()
            + " too small beside the loss to be told from its rounding (scaled targets show them)";
  }

  /** Returns a table of errors by step, nothing of no rows. */
  static String sweep(List<StepSweep.Row> rows) {
    if (rows.isEmpty()) {
      return "";
    }
    TextTable table = new TextTable(0);
    table.row("step", "forward", "backward", "central");
    for (StepSweep.Row row : rows) {
      table.row(
          scientific(row.step()),
          scientific(row.forward()),
          scientific(row.backward()),
          scientific(row.central()));
    }
    return "\nsum of squared errors by step\n" + table;
  }

  private static String scientific(double value) {
    return String.format(Locale.ROOT, "%.1e", value);
  }

  /** Returns the JSON document. */
  public static Map<String, Object> json(GradientVerification.Outcome outcome) {
    GradientReport report = outcome.report();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("passed", report.passed());
    document.put("max_relative_error", report.maxRelativeError());
    document.put("worst", json(report.worst()));
    document.put("tolerance", report.tolerance());
    document.put("checked", report.checked());
    document.put("kinks", report.kinks());
    document.put("unresolved", report.unresolved());
    document.put("rows", outcome.rows());
    document.put("parameters", report.groups().stream().map(GradientCheckReport::json).toList());
    if (!outcome.sweep().isEmpty()) {
      document.put("sweep", outcome.sweep().stream().map(GradientCheckReport::json).toList());
    }
    return document;
  }

  private static Map<String, Object> json(Deviation deviation) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("parameter", deviation.group());
    map.put("variable", deviation.variable());
    map.put("analytic", deviation.analytic());
    map.put("numeric", deviation.numeric());
    map.put("relative_error", deviation.relativeError());
    return map;
  }

  static Map<String, Object> json(StepSweep.Row row) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("step", row.step());
    map.put("forward", row.forward());
    map.put("backward", row.backward());
    map.put("central", row.central());
    return map;
  }
}
