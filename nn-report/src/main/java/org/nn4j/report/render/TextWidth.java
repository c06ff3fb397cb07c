package org.nn4j.report.render;

/**
 * Estimates of the width of text. No font is asked: which ones a machine has must not change the
 * bytes of an SVG, and the viewer may have others.
 */
final class TextWidth {
  private TextWidth() {}

  /** Returns a width in pixels that common sans-serif fonts do not exceed by much. */
  static double of(String text, Shape.TextStyle style) {
    double width = 0;
    for (int i = 0; i < text.length(); i++) {
      width += em(text.charAt(i));
    }
    return width * style.size();
  }

  /**
   * Returns a text, or as much of it as fits into a width with a sign that something is missing.
   */
  static String fitting(String text, Shape.TextStyle style, double width) {
    if (of(text, style) <= width) {
      return text;
    }
    int end = text.length() - 1;
    while (end > 0 && of(text.substring(0, end) + "…", style) > width) {
      end--;
    }
    return text.substring(0, end) + "…";
  }

  private static double em(char c) {
    if ("iljtf.,:;'|!()[] ".indexOf(c) >= 0) {
      return 0.34;
    }
    if ("mwMW".indexOf(c) >= 0) {
      return 0.9;
    }
    return Character.isUpperCase(c) ? 0.7 : 0.6;
  }
}
