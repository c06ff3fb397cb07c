package org.nn4j.report.render;

/** Text within XML. */
final class Xml {
  private Xml() {}

  /** Returns a text that stands for itself, without characters that XML has no way to write. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(allowed(c) ? c : '\uFFFD');
              }
            });
    return escaped.toString();
  }

  private static boolean allowed(int c) {
    return (c >= 0x20 && c != 0xFFFE && c != 0xFFFF && !(c >= 0xD800 && c <= 0xDFFF))
        || c == '\t'
        || c == '\n';
  }
}
