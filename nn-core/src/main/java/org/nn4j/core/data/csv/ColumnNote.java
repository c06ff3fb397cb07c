package org.nn4j.core.data.csv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.text.NumberForm;

/**
 * What is worth reporting about how a column was read.
 *
 * @param form how its numbers are written
 * @param missing its missing cells that are not empty
 * @param text the text of the first of these
 */
public record ColumnNote(String name, NumberForm form, int missing, String text) {
  private static final int SHOWN = 5;

  /**
   * Puts what is worth reporting about a table in words.
   *
   * @param source what the user calls its files
   * @param reading how they are written
   * @param omitted what was left out of them
   * @param columns the columns
   */
  public static List<String> notices(
      Path source, List<String> reading, List<String> omitted, List<ColumnNote> columns) {
    List<String> with = new ArrayList<>(reading);
    Map<String, List<String>> forms = new LinkedHashMap<>();
    for (ColumnNote column : columns) {
      String words = column.form.words();
      if (!words.isEmpty()) {
        forms.computeIfAbsent(words, w -> new ArrayList<>()).add("'" + column.name + "'");
      }
    }
    forms.forEach((words, names) -> with.add(words + " in " + some(names)));
    List<String> parts = new ArrayList<>();
    if (!with.isEmpty()) {
      parts.add("read with " + String.join(", ", with));
    }
    parts.addAll(omitted);
    List<String> notices = new ArrayList<>();
    if (!parts.isEmpty()) {
      notices.add(source + ": " + String.join("; ", parts));
    }
    List<String> missing = new ArrayList<>();
    for (ColumnNote column : columns) {
      if (column.missing > 0) {
        String cells = column.missing + (column.missing == 1 ? " cell" : " cells");
        missing.add("'" + column.text + "' in " + cells + " of '" + column.name + "'");
      }
    }
    if (!missing.isEmpty()) {
      notices.add(source + ": taken as missing: " + some(missing));
    }
    return notices;
  }

  /**
   * Returns what columns show about the format of similar files.
   *
   * @param given what was said of their own
   */
  public static CsvFormat format(CsvFormat given, List<ColumnNote> columns) {
    boolean commas = columns.stream().anyMatch(column -> column.form.decimal() == ',');
    return CsvFormat.FOUND
        .withUsualDecimal(commas ? Character.valueOf(',') : null)
        .withMissing(given.missing());
  }

  private static String some(List<String> all) {
    String shown = all.stream().limit(SHOWN).collect(Collectors.joining(", "));
    int more = all.size() - SHOWN;
    return more <= 0
        ? shown
        : shown + " and " + more + (more == 1 ? " column" : " columns") + " more";
  }
}
