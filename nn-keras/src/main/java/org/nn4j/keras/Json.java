package org.nn4j.keras;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value in a JSON text, which knows its place: {@code config.layers[1].units}.
 *
 * @param place where it stands
 * @param value a map, a list, a text, a number, a boolean, or null
 */
record Json(String place, @Nullable Object value) {
  private static final int DEEPEST = 100;

  /** Parses a text. */
  static Json parse(String name, String text) throws IOException {
    Parser parser = new Parser(name, text);
    Object value = parser.value(0);
    parser.space();
    if (parser.at < text.length()) {
      throw parser.fault();
    }
    return new Json(name, value);
  }

  /** Returns a value of an object; one of null if there is none. */
  Json get(String key) {
    return new Json(place + "." + key, value instanceof Map<?, ?> map ? map.get(key) : null);
  }

  boolean isNull() {
    return value == null;
  }

  /** Returns the items of a list. */
  List<Json> items() throws IOException {
    if (!(value instanceof List<?> list)) {
      throw fault("a list");
    }
    List<Json> items = new ArrayList<>();
    for (Object item : list) {
      items.add(new Json(place + "[" + items.size() + "]", item));
    }
    return items;
  }

  String text() throws IOException {
    if (value instanceof String text) {
      return text;
    }
    throw fault("a text");
  }

  String text(String absent) throws IOException {
    return value == null ? absent : text();
  }

  double number() throws IOException {
    if (value instanceof Double number) {
      return number;
    }
    throw fault("a number");
  }

  double number(double absent) throws IOException {
    return value == null ? absent : number();
  }

  int whole() throws IOException {
    double number = number();
    if (number < 1 || number > Integer.MAX_VALUE || number != Math.rint(number)) {
      throw fault("a whole number above 0");
    }
    return (int) number;
  }

  boolean flag(boolean absent) throws IOException {
    if (value == null) {
      return absent;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw fault("true or false");
  }

  private IOException fault(String wanted) {
    String shown = String.valueOf(value);
    return new IOException(
        place
            + " must be "
            + wanted
            + " but is "
            + (shown.length() > 60 ? shown.substring(0, 60) + "…" : shown));
  }

  /** Reads a text from its start to its end. */
  private static final class Parser {
    private final String name;
    private final String text;
    private int at;

    Parser(String name, String text) {
      this.name = name;
      this.text = text;
    }

    IOException fault() {
      return new IOException(name + " is no JSON: character " + (at + 1) + " is not expected");
    }

    void space() {
      while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private boolean take(char wanted) {
      space();
      boolean there = at < text.length() && text.charAt(at) == wanted;
      if (there) {
        at++;
      }
      return there;
    }

    private void need(char wanted) throws IOException {
      if (!take(wanted)) {
        throw fault();
      }
    }

    @Nullable Object value(int depth) throws IOException {
      if (depth > DEEPEST) {
        throw new IOException(name + " is nested more than " + DEEPEST + " deep");
      }
      if (take('{')) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (boolean more = !take('}'); more; more = more()) {
          need('"');
          String key = string();
          need(':');
          map.put(key, value(depth + 1));
        }
        return map;
      }
      if (take('[')) {
        List<@Nullable Object> list = new ArrayList<>();
        for (boolean more = !take(']'); more; more = more(']')) {
          list.add(value(depth + 1));
        }
        return list;
      }
      return take('"') ? string() : word();
    }

    private boolean more() throws IOException {
      return more('}');
    }

    private boolean more(char end) throws IOException {
      if (take(',')) {
        return true;
      }
      need(end);
      return false;
    }

    private String string() throws IOException {
      StringBuilder result = new StringBuilder();
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c == '"') {
          return result.toString();
        }
        result.append(c == '\\' ? escaped() : c);
      }
      throw fault();
    }

    private char escaped() throws IOException {
      char c = at < text.length() ? text.charAt(at++) : ' ';
      int plain = "\"\\/bfnrt".indexOf(c);
      if (plain >= 0) {
        return "\"\\/\b\f\n\r\t".charAt(plain);
      }
      if (c != 'u' || at + 4 > text.length()) {
        throw fault();
      }
      try {
        int code = Integer.parseInt(text.substring(at, at + 4), 16);
        at += 4;
        return (char) code;
      } catch (NumberFormatException e) {
        throw fault();
      }
    }

    private @Nullable Object word() throws IOException {
      int from = at;
      while (at < text.length() && ",]} \t\r\n:".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      String word = text.substring(from, at);
      return switch (word) {
        case "null" -> null;
        case "true" -> true;
        case "false" -> false;
        case "NaN" -> Double.NaN; // as Python writes it
        case "Infinity" -> Double.POSITIVE_INFINITY;
        case "-Infinity" -> Double.NEGATIVE_INFINITY;
        default -> number(word, from);
      };
    }

    private double number(String word, int from) throws IOException {
      if (word.matches("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?")) {
        return Double.parseDouble(word);
      }
      at = from;
      throw fault();
    }
  }
}
