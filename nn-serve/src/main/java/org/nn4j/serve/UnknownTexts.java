package org.nn4j.serve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;
import org.nn4j.core.preprocess.DateFeature;
import org.nn4j.core.preprocess.RecordEncoder;
import org.nn4j.core.text.Names;
import org.nn4j.core.text.Words;

/**
 * What a request holds that is taken as missing though it stands for something: unknown categories,
 * and texts that are no dates. The caller is told in a sentence a column. For one thread.
 */
final class UnknownTexts implements RecordEncoder.UnknownValues {
  /** How many texts of a column are named. */
  private static final int SHOWN = 3;

  private final ServedModel model;
  private final Map<String, Seen> columns = new LinkedHashMap<>();
  private int row;

  /** What is unknown in a column. */
  private static final class Seen {
    final int first;
    final Set<String> texts = new LinkedHashSet<>();
    int count;
    boolean others;

    Seen(int first) {
      this.first = first;
    }
  }

  UnknownTexts(ServedModel model) {
    this.model = model;
  }

  /** Sets the number of the row whose values come next, from 1. */
  void row(int number) {
    this.row = number;
  }

  @Override
  public void unknown(String column, String text) {
    Seen seen = columns.computeIfAbsent(column, name -> new Seen(row));
    seen.count++;
    if (seen.texts.size() < SHOWN) {
      seen.texts.add(text);
    } else {
      seen.others |= !seen.texts.contains(text);
    }
  }

  /** Returns a sentence for each column that holds unknown values, none if all are known. */
  List<String> sentences() {
    if (columns.isEmpty()) {
      return List.of();
    }
    List<String> sentences = new ArrayList<>();
    columns.forEach(
        (column, seen) ->
            sentences.add(
                "column '"
                    + column
                    + (isDate(column) ? "': no date: " : "': unknown to the model: ")
                    + seen.texts.stream().map(Names::quote).collect(Collectors.joining(", "))
                    + (seen.others ? " and others" : "")
                    + "; taken as missing ("
                    + Words.count(seen.count, "row")
                    + ", first in row "
                    + seen.first
                    + ")"));
    return sentences;
  }

  private boolean isDate(String column) {
    return model.preprocessor().features().steps().stream()
        .anyMatch(step -> step instanceof DateFeature && step.column().equals(column));
  }

  /** Hands over each column and how many values of it were unknown. */
  void forEach(ObjIntConsumer<String> action) {
    columns.forEach((column, seen) -> action.accept(column, seen.count));
  }
}
