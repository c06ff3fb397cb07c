package org.nn4j.cli.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks texts into lines. */
final class Wrap {
  /** The width of any terminal. */
  static final int WIDTH = 80;

  private Wrap() {}

  /** Breaks at blanks into lines of at most a width; a longer word has a line of its own. */
  static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** Breaks so that no line is longer than {@link #WIDTH}, each after an indentation. */
  static String indented(String text, int indentation) {
    StringBuilder wrapped = new StringBuilder();
    for (String line : lines(text, WIDTH - indentation)) {
      wrapped.append(" ".repeat(indentation)).append(line).append('\n');
    }
    return wrapped.toString();
  }
}
