package org.nn4j.explain.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nn4j.explain.Attribution;
import org.nn4j.explain.Attribution.Method;
import org.nn4j.explain.Explanation;
import org.nn4j.explain.Interaction;
import org.nn4j.explain.PermutationImportance;
import org.nn4j.explain.PermutationImportance.ColumnImportance;
import org.nn4j.explain.PermutationImportance.Loss;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.NumberText;
import org.nn4j.report.page.Page;
import org.nn4j.report.page.Page.Fact;
import org.nn4j.report.page.PageTable;
import org.nn4j.report.page.Section;

/**
 * Composes the page of an explanation. It contains no time: equal explanations give equal pages.
 */
@SuppressWarnings("exports") // of a module that only who draws requires
public final class ExplanationPage {
  private ExplanationPage() {}

  /**
   * Returns the page.
   *
   * @param title the page's title
   */
  public static Page of(Explanation explanation, String title) {
    List<Section> sections = new ArrayList<>();
    List<Fact> headline = new ArrayList<>();
    PermutationImportance importance = explanation.importance();
    if (importance != null) {
      for (int m = 0; m < importance.metrics().size(); m++) {
        headline.add(
            new Fact(importance.metrics().get(m), NumberText.brief(importance.baseline().get(m))));
      }
      headline.add(new Fact("columns beyond chance", beyondChance(importance)));
      sections.add(importance(importance, ""));
    }
    if (!explanation.dependences().isEmpty()) {
      sections.add(
          new Section(
              "dependence",
              "How predictions follow columns",
              unique(
                  explanation.dependences().stream().map(ExplanationCharts::dependence).toList()),
              List.of()));
    }
    if (!explanation.interactions().isEmpty()) {
      sections.add(interactions(explanation));
    }
    if (!explanation.attributions().isEmpty()) {
      sections.add(rows(explanation.attributions()));
    }
    return new Page(title, explanation.model() + ".", headline, sections);
  }

  private static String beyondChance(PermutationImportance importance) {
    long count = importance.columns().stream().filter(c -> c.losses().get(0).significant()).count();
    return count + " of " + importance.columns().size();
  }

  /**
   * Returns the section about importance, which the report of a training run has too.
   *
   * @param part what the rows are called, such as {@code test}; or empty
   */
  public static Section importance(PermutationImportance importance, String part) {
    List<String> columns = new ArrayList<>(List.of("column"));
    for (String metric : importance.metrics()) {
      columns.addAll(List.of(metric, "±"));
    }
    columns.add("beyond chance");
    List<List<String>> rows = new ArrayList<>();
    for (ColumnImportance column : importance.columns()) {
      List<String> row = new ArrayList<>(List.of(column.column()));
      for (Loss loss : column.losses()) {
        row.add(NumberText.brief(loss.mean()));
        row.add(NumberText.brief(loss.deviation()));
      }
      row.add(column.losses().get(0).significant() ? "yes" : "no");
      rows.add(row);
    }
    return new Section(
        "importance",
        "What matters",
        ExplanationCharts.importance(importance),
        List.of(
            new PageTable(
                "How much worse, "
                    + importance.repeats()
                    + " shuffles of "
                    + importance.rows()
                    + (part.isEmpty() ? "" : " " + part)
                    + " rows",
                columns,
                rows,
                false)));
  }

  private static Section interactions(Explanation explanation) {
    List<Figure> figures = new ArrayList<>();
    figures.add(ExplanationCharts.interactions(explanation.interactions()));
    explanation.pairs().stream().map(ExplanationCharts::dependence).forEach(figures::add);
    List<List<String>> rows = new ArrayList<>();
    for (Interaction pair : explanation.interactions()) {
      rows.add(
          List.of(
              pair.first() + " × " + pair.second(),
              NumberText.brief(pair.hSquared()),
              NumberText.brief(pair.strength())));
    }
    return new Section(
        "interactions",
        "Which columns act together",
        unique(figures),
        List.of(
            new PageTable(
                "H² is the share of the joint effect that is interaction, strength its size in"
                    + " units of the prediction",
                List.of("columns", "H²", "strength"),
                rows,
                false)));
  }

  private static Section rows(List<Attribution> attributions) {
    List<List<String>> rows = new ArrayList<>();
    for (Attribution attribution : attributions) {
      rows.add(
          List.of(
              String.valueOf(attribution.row() + 1),
              attribution.output().title(0),
              NumberText.brief(attribution.base()),
              NumberText.brief(attribution.prediction()),
              NumberText.brief(attribution.gap())));
    }
    boolean shapley = attributions.get(0).method() == Method.SHAPLEY;
    return new Section(
        "rows",
        "What columns add in single rows",
        attributions.stream()
            .map(a -> ExplanationCharts.attribution(a, String.valueOf(a.row() + 1)))
            .toList(),
        List.of(
            new PageTable(
                shapley
                    ? "Shapley values: from the mean prediction to that of the row; the gap is what"
                        + " contributions miss"
                    : "Integrated gradients: from the prediction for mean inputs to that of the row;"
                        + " the gap is what contributions miss",
                List.of("row", "explained", "base", "prediction", "gap"),
                rows,
                false)));
  }

  /** Gives figures of one id numbers, for ids are names of files. */
  private static List<Figure> unique(List<Figure> figures) {
    return IntStream.range(0, figures.size())
        .mapToObj(
            i -> {
              Figure figure = figures.get(i);
              boolean taken =
                  figures.subList(0, i).stream().anyMatch(f -> f.id().equals(figure.id()));
              return taken ? numbered(figure, i) : figure;
            })
        .toList();
  }

  private static Figure numbered(Figure figure, int i) {
    return new Figure(
        figure.id() + "_" + (i + 1),
        figure.title(),
        figure.summary(),
        figure.x(),
        figure.y(),
        figure.marks());
  }
}
