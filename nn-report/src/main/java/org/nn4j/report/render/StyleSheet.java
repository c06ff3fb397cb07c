package org.nn4j.report.render;

import java.util.Collection;
import java.util.TreeSet;

/** Gives inks their colours, in a light and a dark surrounding. */
public final class StyleSheet {
  private static final String FIGURE =
      ".nn-figure{font:12px system-ui,-apple-system,\"Segoe UI\",Roboto,\"DejaVu Sans\",sans-serif;"
          + "font-variant-numeric:tabular-nums}\n"
          + ".nn-line{fill:none;stroke:currentColor;stroke-linecap:round;stroke-linejoin:round}\n"
          + ".nn-area{fill:currentColor}\n";

  private StyleSheet() {}

  /** Returns the rules for all that figures can be drawn in. */
  public static String all() {
    TreeSet<Ink> inks = new TreeSet<>();
    for (Ink.Family family : Ink.Family.values()) {
      int levels =
          switch (family) {
            case SERIES -> Ink.SERIES;
            case HEAT -> Ink.SEQUENTIAL;
            case DIVERGING -> 2 * Ink.DIVERGING_SIDE + 1;
            default -> 1;
          };
      for (int level = 0; level < levels; level++) {
        inks.add(new Ink(family, level));
      }
    }
    return of(inks);
  }

  static String of(Collection<Ink> inks) {
    return FIGURE
        + colours(inks, Theme.LIGHT)
        + "\n@media(prefers-color-scheme:dark){"
        + colours(inks, Theme.DARK)
        + "}\n";
  }

  private static String colours(Collection<Ink> inks, Theme theme) {
    StringBuilder rules = new StringBuilder();
    for (Ink ink : inks) {
      rules.append('.').append(ink.id()).append("{color:").append(theme.hex(ink)).append('}');
    }
    return rules.toString();
  }

  /** Returns the attribute of an element that is drawn along its outline. */
  static String stroke(Ink ink) {
    return " class=\"nn-line " + ink.id() + "\"";
  }

  /** Returns the attribute of an element that is filled. */
  static String fill(Ink ink) {
    return " class=\"nn-area " + ink.id() + "\"";
  }
}
