package org.nn4j.report.render;

import java.util.Locale;

/**
 * The colours of inks. The series' colours are told apart by the colour-blind (after Okabe and Ito,
 * "Color universal design", 2008, darkened or lightened to a contrast of 3:1 to the ground); blue
 * and orange are the ends of the diverging palette for the same reason.
 */
@SuppressWarnings("ImmutableEnumChecker") // the arrays are never written to
enum Theme {
  /** On white. */
  LIGHT(
      new Plain(0x1c2024, 0x5b6370, 0xe4e7eb, 0xffffff, 0xb4bac3, 0xffffff),
      new int[] {0x0068b0, 0xc94a00, 0x00805c, 0xa8468a, 0x8a6a00, 0x2f7f9e, 0x5a4fcf, 0x6b7280},
      new int[] {0xf0f4f9, 0x6aa3d8, 0x0b3c75},
      new int[] {0xb04a00, 0xf6a964, 0xf3f3f1, 0x7db4e6, 0x08519c}),

  /** On near black. */
  DARK(
      new Plain(0xe8eaed, 0xa3abb8, 0x30363d, 0x15181c, 0x5d6672, 0x0d1013),
      new int[] {0x56a8f5, 0xff8a4d, 0x35c79a, 0xe38bc6, 0xe0b93c, 0x6fd0e8, 0xa79bff, 0xa3abb8},
      new int[] {0x1d2631, 0x2f6fb3, 0xb5dbff},
      new int[] {0xffb066, 0xa85a18, 0x26292d, 0x2a68a8, 0x8cc8ff});

  private final Plain plain;
  private final int[] series;
  private final int[] heat;
  private final int[] diverging;

  /** The colours of the inks that there is one of. */
  private record Plain(int text, int muted, int grid, int ground, int quiet, int contrast) {}

  Theme(Plain plain, int[] series, int[] heat, int[] diverging) {
    this.plain = plain;
    this.series = series;
    this.heat = heat;
    this.diverging = diverging;
  }

  /** Returns red, green and blue, eight bits each. */
  int rgb(Ink ink) {
    return switch (ink.family()) {
      case TEXT -> plain.text;
      case MUTED -> plain.muted;
      case GRID -> plain.grid;
      case GROUND -> plain.ground;
      case QUIET -> plain.quiet;
      case CONTRAST -> plain.contrast;
      case SERIES -> series[ink.level()];
      case HEAT -> between(heat, ink.level() / (Ink.SEQUENTIAL - 1.0));
      case DIVERGING -> between(diverging, ink.level() / (2.0 * Ink.DIVERGING_SIDE));
    };
  }

  /** Returns the colour as style sheets write it. */
  String hex(Ink ink) {
    return String.format(Locale.ROOT, "#%06x", rgb(ink));
  }

  private static int between(int[] anchors, double place) {
    double at = place * (anchors.length - 1);
    int below = Math.min((int) at, anchors.length - 2);
    int colour = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = anchors[below] >> shift & 0xff;
      int to = anchors[below + 1] >> shift & 0xff;
      colour |= (int) Math.rint(from + (at - below) * (to - from)) << shift;
    }
    return colour;
  }
}
