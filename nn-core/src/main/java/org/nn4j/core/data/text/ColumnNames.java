package org.nn4j.core.data.text;

import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.nn4j.core.text.Names;
import org.nn4j.core.text.NearNames;
import org.nn4j.core.text.Spelling;

/** What to say of a column name that a table lacks. */
public final class ColumnNames {
  private static final int SHOWN = 20;
  private static final String MORE =
      " If there are more, tell what stands between them (--separator, blank for any number of"
          + " blanks), and remove lines above their names.";

  private ColumnNames() {}

  /** Returns the end of "no column 'x'": near names and those that there are. */
  public static String hint(String name, Collection<String> names) {
    return suggestion(name, names)
        + (names.size() == 1 ? " The only column is " : " The columns are ")
        + names.stream().limit(SHOWN).map(ColumnNames::shown).collect(Collectors.joining(", "))
        + (names.size() > SHOWN ? ", … (" + names.size() + " in all)." : ".")
        + (names.size() == 1 ? MORE : "");
  }

  /** Returns near names as {@link NearNames#suggestion} does, however they are written. */
  public static String suggestion(String name, Collection<String> names) {
    return NearNames.suggestion(Spelling.plain(name), names.stream().map(Spelling::plain).toList());
  }

  /** Returns the warning that a column is used for a name spelled differently. */
  public static String taken(String name, String meant) {
    return "there is no column '"
        + Spelling.visible(name)
        + "'; '"
        + Spelling.visible(meant)
        + "' is taken for it";
  }

  /** Returns names as the argument of a list of columns on the command line. */
  public static String arguments(List<String> names) {
    return names.stream().map(ColumnNames::argument).collect(Collectors.joining(","));
  }

  /** Returns a name as an argument of a list of columns on the command line. */
  public static String argument(String name) {
    String item = name.indexOf(',') < 0 ? name : '"' + name.replace("\"", "\"\"") + '"';
    return item.matches("[\\w.-]+") ? item : "'" + item.replace("'", "'\\''") + "'";
  }

  /** Returns a name as a list holds it: quoted where it would be taken for several or for less. */
  private static String shown(String name) {
    String visible = Spelling.visible(name);
    return visible.equals(name.strip()) && name.indexOf(',') < 0 ? name : Names.quote(visible);
  }

  /** Returns a name in Unicode's composed form, without blanks around it. */
  public static String normalized(String name) {
    return Spelling.normalized(stripped(name), Normalizer.Form.NFC);
  }

  /**
   * Returns a text without the blanks around it, no-break spaces among them, as fields without
   * quotes are read; the text itself if there are none.
   */
  public static String stripped(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (from < to && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** Returns whether a character is a blank, of which there are more than Java's. */
  public static boolean isBlank(char c) {
    return c == ' '
        || c == '\t'
        || (c >= '\u0080'
            && (Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || c == '\u200b'
                || c == '\ufeff'));
  }
}
