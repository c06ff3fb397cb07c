package org.nn4j.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.training.DifferentiableFunction;
import org.nn4j.core.training.Minimizer;

/**
 * Renders the path of a minimization.
 *
 * @param formula the function as it was written
 * @param f the function
 * @param path the points that it went through
 */
public record DescentReport(String formula, DifferentiableFunction f, Minimizer.Path path) {

  /** From where on numbers are written with an exponent. */
  private static final double LARGE = 1e9;

  private List<String> variables() {
    return IntStream.range(0, f.dimension()).mapToObj(f::variable).toList();
  }

  /** Returns a line for each step, and why it ended. */
  public String text(@Nullable PictureReport drawn) {
    TextTable table = new TextTable(0);
    List<Object> head = new ArrayList<>(List.of("step"));
    head.addAll(variables());
    head.add("f");
    table.row(head.toArray());
    for (Minimizer.Point point : path.points()) {
      List<Object> row = new ArrayList<>(List.of(point.step()));
      point.x().forEach(x -> row.add(number(x)));
      row.add(number(point.value()));
      table.row(row.toArray());
    }
    String end =
        path.converged()
            ? "f hardly changed in the last step"
            : Double.isFinite(path.end().value())
                ? "stopped after " + path.end().step() + " steps; --steps allows more"
                : "diverged: try a smaller learning rate, such as --optimizer \"sgd(lr=0.01)\"";
    return table + "\n" + end + "\n" + (drawn == null ? "" : drawn.text());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < LARGE ? "%.6f" : "%.6e", value + 0.0);
  }

  /** Returns the JSON document. */
  public Map<String, Object> json(@Nullable PictureReport drawn) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("function", formula);
    document.put("variables", variables());
    document.put("converged", path.converged());
    document.put("x", path.end().x());
    document.put("value", path.end().value());
    document.put(
        "path",
        path.points().stream()
            .map(point -> Map.of("step", point.step(), "x", point.x(), "value", point.value()))
            .toList());
    if (drawn != null) {
      document.put("picture", drawn.json());
    }
    return document;
  }
}
