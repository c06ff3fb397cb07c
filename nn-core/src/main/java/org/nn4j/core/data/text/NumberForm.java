package org.nn4j.core.data.text;

import java.util.Arrays;
import java.util.List;

/**
 * A way to write numbers: what stands before decimals, and what may stand between thousands.
 *
 * <p>A set of the forms that can read a text has one {@link #bit} per form: {@code 1.5} has no
 * thousands, {@code 1,000} may be 1 or 1000, {@code 12} is the same in all.
 *
 * @param decimal a point or a comma
 * @param groups what stands between thousands
 */
public record NumberForm(char decimal, Groups groups) {
  /** What may stand between thousands. */
  public enum Groups {
    /** Nothing. */
    NONE(0),
    /** The point or comma that is not the decimal sign. */
    MARK(1),
    /** A blank. */
    BLANK(2),
    /** An apostrophe. */
    APOSTROPHE(3);

    private final int place;

    Groups(int place) {
      this.place = place;
    }
  }

  /** What programs write. */
  public static final NumberForm PLAIN = new NumberForm('.', Groups.NONE);

  /** The set of all forms, one bit each. */
  public static final int ALL = 0xff;

  /** The forms with a decimal point; those with a decimal comma are the same, four bits on. */
  private static final int POINT = 0x0f;

  private static final int COMMA = 4;
  private static final Groups[] GROUPS = Groups.values();
  private static final String BLANKS = " \u00a0\u2009\u202f";
  private static final String APOSTROPHES = "'\u2019";
  private static final int GROUP = 3;

  /** Returns the set of this form alone. */
  public int bit() {
    return 1 << (groups.place + (decimal == ',' ? COMMA : 0));
  }

  /** Returns the forms with a decimal sign. */
  public static int of(char decimal) {
    return decimal == ',' ? POINT << COMMA : POINT;
  }

  /** Returns the form in a set that groups least. */
  public static NumberForm first(int forms) {
    int bit = Integer.numberOfTrailingZeros(forms);
    return new NumberForm(bit < COMMA ? '.' : ',', GROUPS[bit % COMMA]);
  }

  /** Returns whether forms differ in more than in the sign before decimals that do not occur. */
  public static boolean decimalMatters(int forms) {
    return (forms & POINT) != forms >> COMMA;
  }

  /**
   * Finds the forms that read {@code [+-] digits [decimals] [e [+-] digits]}, digits with thousands
   * apart or not.
   *
   * @return the set, empty if the text is no number in any form
   */
  public static int reading(char[] text, int from, int to) {
    int i = from < to && (text[from] == '-' || text[from] == '+') ? from + 1 : from;
    char lead = i < to ? text[i] : ' ';
    int marks = 0;
    int run = 0;
    int digits = 0;
    char last = 0;
    char before = 0;
    boolean grouped = true; // all runs but the last are thousands, with one mark between them
    for (; i < to; i++) {
      char c = text[i];
      char mark = mark(c);
      if (c >= '0' && c <= '9') {
        run++;
        digits++;
      } else if (mark == 0) {
        break;
      } else {
        grouped &= marks == 0 ? run >= 1 && run <= GROUP && lead != '0' : run == GROUP;
        grouped &= marks < 2 || last == before;
        before = last;
        last = mark;
        marks++;
        run = 0;
      }
    }
    if (digits == 0 || (i < to && Decimals.exponent(text, i, to) == Integer.MIN_VALUE)) {
      return 0;
    }
    return marks == 0 ? ALL : forms(marks, last, before, grouped, run);
  }

  /** Finds the forms of digits with marks, the last of which has {@code run} digits behind it. */
  private static int forms(int marks, char last, char before, boolean grouped, int run) {
    boolean decimals = last == '.' || last == ',';
    int forms = 0;
    if (marks == 1 && decimals) {
      forms |= of(last);
    } else if (grouped && decimals && last != before) {
      forms |= of(last) & groupedBy(before);
    }
    if (grouped && run == GROUP && (marks == 1 || last == before)) {
      forms |= groupedBy(last);
    }
    return forms;
  }

  private static int groupedBy(char mark) {
    int point = 1 << groups(mark).place;
    int comma = point << COMMA;
    return mark == '.' ? comma : mark == ',' ? point : point | comma;
  }

  private static Groups groups(char mark) {
    return mark == ' ' ? Groups.BLANK : mark == '\'' ? Groups.APOSTROPHE : Groups.MARK;
  }

  /** Returns the mark that a character is or stands for, or 0. */
  private static char mark(char c) {
    if (c == '.' || c == ',') {
      return c;
    }
    return BLANKS.indexOf(c) >= 0 ? ' ' : APOSTROPHES.indexOf(c) >= 0 ? '\'' : 0;
  }

  /** Reads a text that this form can read. */
  public double value(char[] text, int from, int to) {
    char[] plain = plain(text, from, to);
    return Decimals.parse(plain, 0, plain.length);
  }

  /** Rewrites a text that this form can read as a plain number. */
  public char[] plain(char[] text, int from, int to) {
    char[] plain = new char[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      char mark = mark(text[i]);
      if (mark == 0 || mark == decimal) {
        plain[length++] = mark == 0 ? text[i] : '.';
      }
    }
    return length == plain.length ? plain : Arrays.copyOf(plain, length);
  }

  /** Returns what is unusual about it, in words; empty for {@link #PLAIN}. */
  public String words() {
    String between =
        switch (groups) {
          case NONE -> "";
          case MARK -> decimal == ',' ? "'.' between thousands" : "',' between thousands";
          case BLANK -> "blanks between thousands";
          case APOSTROPHE -> "apostrophes between thousands";
        };
    return String.join(
        " and ",
        List.of(decimal == ',' ? "decimal commas" : "", between).stream()
            .filter(words -> !words.isEmpty())
            .toList());
  }
}
