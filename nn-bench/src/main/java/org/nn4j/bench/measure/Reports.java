package org.nn4j.bench.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Joins what the same measurement printed on several JDKs, tables cell by cell. */
public final class Reports {
  private Reports() {}

  /** A table, if there is one, and the paragraphs before it, of which the last is its title. */
  private record Section(List<String> paragraphs, List<List<String>> rows) {

    /** What it has in common with the same section of another report. */
    String key() {
      return paragraphs.isEmpty() ? rows.get(0).toString() : paragraphs.get(paragraphs.size() - 1);
    }
  }

  /**
   * Returns one report. Tables of the same title become one: rows of the same first cell become
   * one, and cells that differ have all values, in order, with slashes between them. What not all
   * reports have stands there as it is.
   *
   * @param reports in Markdown, blocks with empty lines between them
   */
  public static String joined(List<String> reports) {
    Map<String, List<Section>> sections = new LinkedHashMap<>();
    for (String report : reports) {
      for (Section section : sections(report)) {
        sections.computeIfAbsent(section.key(), key -> new ArrayList<>()).add(section);
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<Section> same : sections.values()) {
      Set<String> paragraphs = new LinkedHashSet<>();
      same.forEach(section -> paragraphs.addAll(section.paragraphs));
      if (paragraphs.remove(same.get(0).key())) {
        paragraphs.add(same.get(0).key()); // next to its table
      }
      paragraphs.forEach(paragraph -> text.append(paragraph).append("\n\n"));
      if (!same.get(0).rows.isEmpty()) {
        text.append(table(same.stream().map(Section::rows).toList())).append('\n');
      }
    }
    return text.toString();
  }

  private static List<Section> sections(String report) {
    List<Section> sections = new ArrayList<>();
    List<String> paragraphs = new ArrayList<>();
    for (String block : report.strip().split("\n(\\s*\n)+", -1)) {
      if (block.startsWith("|")) {
        sections.add(new Section(paragraphs, rows(block)));
        paragraphs = new ArrayList<>();
      } else if (!block.isEmpty()) {
        paragraphs.add(block);
      }
    }
    if (!paragraphs.isEmpty()) {
      sections.add(new Section(paragraphs, List.of()));
    }
    return sections;
  }

  private static List<List<String>> rows(String table) {
    List<List<String>> rows = new ArrayList<>();
    for (String line : table.lines().toList()) {
      if (!line.startsWith("|-")) {
        String cells = line.substring(1, line.lastIndexOf('|'));
        rows.add(Arrays.stream(cells.split("\\|", -1)).map(String::strip).toList());
      }
    }
    return rows;
  }

  private static Table table(List<List<List<String>>> tables) {
    Map<String, List<List<String>>> rows = new LinkedHashMap<>();
    for (List<List<String>> table : tables) {
      Map<String, Integer> seen = new HashMap<>();
      for (List<String> row : table) {
        String key = row.get(0) + "|" + seen.merge(row.get(0), 1, Integer::sum);
        rows.computeIfAbsent(key, first -> new ArrayList<>()).add(row);
      }
    }
    List<String[]> cells = rows.values().stream().map(Reports::row).toList();
    Table joined = new Table(cells.get(0));
    cells.subList(1, cells.size()).forEach(joined::add);
    return joined;
  }

  private static String[] row(List<List<String>> same) {
    String[] cells = new String[same.get(0).size()];
    for (int c = 0; c < cells.length; c++) {
      int column = c;
      List<String> values = same.stream().map(row -> row.get(column)).toList();
      boolean equal = values.stream().distinct().count() == 1;
      cells[c] = equal ? values.get(0) : String.join(" / ", values);
    }
    return cells;
  }
}
