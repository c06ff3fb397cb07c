package org.nn4j.experiment.data;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.nn4j.core.preprocess.DateFeature;
import org.nn4j.core.preprocess.FeatureStep;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.TextFeature;
import org.nn4j.core.text.Words;

/** Messages about columns of texts that were read as something else than categories. */
public final class InputNotices {
  private InputNotices() {}

  /** Returns the messages, one for the dates and one for the free texts that there are. */
  public static List<String> of(Preprocessor preprocessor) {
    Set<String> dates = new LinkedHashSet<>();
    Set<String> texts = new LinkedHashSet<>();
    int inputs = 0;
    for (FeatureStep step : preprocessor.features().steps()) {
      if (step instanceof DateFeature) {
        dates.add("'" + step.column() + "'");
      } else if (step instanceof TextFeature) {
        texts.add("'" + step.column() + "'");
        inputs = step.width();
      }
    }
    List<String> notices = new ArrayList<>();
    if (!dates.isEmpty()) {
      notices.add(
          columns(dates)
              + " read as dates or times (to take each for a category: --categorical; to leave out:"
              + " --ignore)");
    }
    if (!texts.isEmpty()) {
      notices.add(
          columns(texts)
              + " read as free text, words and characters hashed into "
              + Words.count(inputs, "input")
              + (texts.size() == 1 ? "" : " each")
              + " (to leave out: --ignore)");
    }
    return notices;
  }

  private static String columns(Set<String> names) {
    return (names.size() == 1 ? "column " : "columns ")
        + names.stream().collect(Collectors.joining(", "));
  }
}
