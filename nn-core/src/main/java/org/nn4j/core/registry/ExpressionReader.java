package org.nn4j.core.registry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nn4j.core.InputException;
import org.nn4j.core.text.Names;

/** The tokens of an expression, with errors that state their position; skips white space. */
final class ExpressionReader {
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*+");
  private static final Pattern NAMED = Pattern.compile(WORD + "\\s*+=");
  private static final Pattern DECIMAL =
      Pattern.compile("-?(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");

  /** An operator of a formula, or what people write for one, which only it can point at. */
  private static final Pattern OPERATOR =
      Pattern.compile("[+*/^<>%²³·×÷−-]|(?<![A-Za-z0-9_.])[0-9.]++(?![eE][+-]?[0-9])[A-Za-z(]");

  private static final int MAX_DECIMAL = 64;
  private static final int SHOWN = 40;

  private final String text;
  private final Matcher words;
  private final Matcher decimals;
  private int position;

  ExpressionReader(String text) {
    this.text = text;
    this.words = WORD.matcher(text);
    this.decimals = DECIMAL.matcher(text);
  }

  /** Skips white space and returns the index of the next token. */
  int position() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    return position;
  }

  /** Reads a word, or returns the empty text if there is none. */
  String word() {
    return match(words);
  }

  /** Reads a character if it is next. */
  boolean take(char expected) {
    boolean there = position() < text.length() && text.charAt(position) == expected;
    position += there ? 1 : 0;
    return there;
  }

  void require(char expected, String description) {
    if (!take(expected)) {
      throw error(position(), "expected " + description);
    }
  }

  void requireEnd() {
    if (position() < text.length()) {
      throw error(position, "expected the end" + ifFormula());
    }
  }

  /** Returns how to write what may be a formula, if it may. */
  String ifFormula() {
    return text.length() <= SHOWN && text.matches(".*[*/^].*") && !text.contains("formula")
        ? "; a formula is written as formula(" + Names.oneLine(text) + ")"
        : "";
  }

  /** Whether the next token ends an argument, or nothing follows. */
  boolean atEndOfArgument() {
    return position() == text.length() || ",)".indexOf(text.charAt(position)) >= 0;
  }

  /**
   * Returns the text from an index to the end of the argument there, if it may be a formula: one
   * that has an operator outside of brackets, a letter, and no quotes.
   */
  Optional<String> formula(int start) {
    StringBuilder outside = new StringBuilder();
    boolean letter = false;
    int brackets = 0;
    int at = start;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"' || (brackets == 0 && ",)]".indexOf(c) >= 0)) {
        break;
      }
      brackets += "([".indexOf(c) >= 0 ? 1 : ")]".indexOf(c) >= 0 ? -1 : 0;
      letter |= Character.isLetter(c);
      if (brackets == 0) {
        outside.append(c);
      }
    }
    boolean ended = at < text.length() && ",)".indexOf(text.charAt(at)) >= 0;
    return letter && ended && OPERATOR.matcher(outside).find()
        ? Optional.of(text.substring(start, at).strip())
        : Optional.empty();
  }

  /** Whether a name and an equals sign stand at an index. */
  boolean isNamed(int start) {
    return NAMED.matcher(text).region(start, text.length()).lookingAt();
  }

  /** Goes on behind a text that stands at an index. */
  void skip(int start, String read) {
    position = start + read.length();
  }

  /** Reads a number or a fraction: a Long if it is whole and fits, else a Double. */
  Number number() {
    int start = position();
    Number number = decimal("a value");
    if (take('/')) {
      number = number.doubleValue() / decimal("a number").doubleValue();
    }
    if (!(Math.abs(number.doubleValue()) <= Double.MAX_VALUE)) {
      throw error(start, "a number must be finite but is " + text.substring(start, position));
    }
    return number;
  }

  private Number decimal(String description) {
    int start = position();
    String decimal = match(decimals);
    if (decimal.isEmpty()) {
      throw error(start, "expected " + description);
    }
    if (decimal.length() > MAX_DECIMAL) {
      throw error(start, "a number has more than " + MAX_DECIMAL + " characters");
    }
    try {
      return Long.valueOf(decimal);
    } catch (NumberFormatException e) {
      return Double.valueOf(decimal);
    }
  }

  /** Reads a text whose opening quote, at {@code start}, has been read. */
  String restOfText(int start) {
    StringBuilder value = new StringBuilder();
    while (position < text.length()) {
      char c = text.charAt(position++);
      if (c == '"') {
        return value.toString();
      }
      if (c == '\\') {
        c = escaped(position - 1);
      }
      value.append(c);
    }
    throw error(start, "a text has no closing quote");
  }

  private char escaped(int backslash) {
    char c = position < text.length() ? text.charAt(position++) : 0;
    if (c != '"' && c != '\\') {
      throw error(backslash, "a backslash must precede '\"' or another backslash");
    }
    return c;
  }

  private String match(Matcher matcher) {
    if (!matcher.region(position(), text.length()).lookingAt()) {
      return "";
    }
    position = matcher.end();
    return matcher.group();
  }

  /** Reports a fault at an index, showing the text around it. */
  InputException error(int index, String fault) {
    int from = Math.max(0, index - SHOWN);
    int to = Math.min(text.length(), index + SHOWN);
    String shown =
        (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
    return new InputException(
        "at character "
            + (text.codePointCount(0, Math.min(index, text.length())) + 1)
            + " of '"
            + Names.oneLine(shown)
            + "': "
            + fault
            + unclosed());
  }

  /** Returns which brackets are open at the end, if any are and no quote is. */
  private String unclosed() {
    StringBuilder open = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '"' && (i == 0 || text.charAt(i - 1) != '\\');
      if (!quoted && "([".indexOf(c) >= 0) {
        open.append(c);
      } else if (!quoted && ")]".indexOf(c) >= 0 && !open.isEmpty()) {
        open.setLength(open.length() - 1);
      }
    }
    return quoted || open.isEmpty()
        ? ""
        : ", and '" + open.charAt(open.length() - 1) + "' is not closed";
  }
}
