package org.nn4j.report.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.render.StyleSheet;
import org.nn4j.report.render.Svg;

/** Fills the template of pages. */
final class PageHtml {
  private static final Pattern NUMBER = Pattern.compile("(< )?[−+-]?[\\d.]+(e[+-]?\\d+)?|NaN|–");

  /** Characters of a row that fit a third of a wide page. */
  private static final int NARROW = 56;

  private PageHtml() {}

  /** Returns the page as HTML; equal pages give equal texts. */
  static String text(Page page) {
    Template template = Mustache.compiler().compile(resource("page.html"));
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("title", page.title());
    values.put("lead", page.lead());
    values.put("styles", resource("page.css") + StyleSheet.all());
    values.put("headline", page.headline().stream().map(PageHtml::fact).toList());
    values.put("sections", page.sections().stream().map(PageHtml::section).toList());
    return template.execute(values);
  }

  private static Map<String, Object> fact(Page.Fact fact) {
    return Map.of("name", fact.name(), "value", fact.value());
  }

  private static Map<String, Object> section(Section section) {
    return Map.of(
        "id", section.id(),
        "title", section.title(),
        "hasFigures", !section.figures().isEmpty(),
        "beside", beside(section.tables()),
        "figures", section.figures().stream().map(PageHtml::figure).toList(),
        "tables", section.tables().stream().map(PageHtml::table).toList());
  }

  private static Map<String, Object> figure(Figure figure) {
    return Map.of(
        "title", figure.title(),
        "summary", figure.summary(),
        "svg", Svg.element(figure));
  }

  private static Map<String, Object> table(PageTable table) {
    return Map.of(
        "caption", table.caption(),
        "folded", table.folded(),
        "wide", wide(table),
        "hasColumns", !table.columns().isEmpty(),
        "columns", cells(table, table.columns(), 0),
        "rows",
            table.rows().stream()
                .map(row -> Map.of("first", row.subList(0, 1), "rest", cells(table, row, 1)))
                .toList());
  }

  /** Returns whether a wide table has narrow ones to stand beside it. */
  private static boolean beside(List<PageTable> tables) {
    List<PageTable> shown = tables.stream().filter(table -> !table.folded()).toList();
    return shown.stream().filter(PageHtml::wide).count() == 1
        && shown.stream().anyMatch(table -> !wide(table));
  }

  private static boolean wide(PageTable table) {
    return IntStream.range(0, table.columns().size()).map(c -> width(table, c)).sum() > NARROW;
  }

  private static int width(PageTable table, int column) {
    return Stream.concat(Stream.of(table.columns()), table.rows().stream())
        .mapToInt(row -> row.get(column).length())
        .max()
        .orElse(0);
  }

  /** Returns a row's cells from one on, with the way in which their columns are aligned. */
  private static List<Map<String, Object>> cells(PageTable table, List<String> row, int from) {
    return IntStream.range(from, row.size())
        .mapToObj(c -> Map.<String, Object>of("text", row.get(c), "number", numbers(table, c)))
        .toList();
  }

  /** Returns whether a column holds numbers alone, which then stand one below the other. */
  private static boolean numbers(PageTable table, int column) {
    return column > 0
        && !table.columns().isEmpty()
        && table.rows().stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches());
  }

  private static String resource(String name) {
    try (InputStream in = PageHtml.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
