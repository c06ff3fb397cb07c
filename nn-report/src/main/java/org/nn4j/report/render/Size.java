package org.nn4j.report.render;

import org.nn4j.api.Checks;

/**
 * The size of a picture.
 *
 * @param width in pixels
 * @param height in pixels
 * @param titled whether the picture has the title in it; a page may have it beside
 */
public record Size(int width, int height, boolean titled) {
  /** For a page: small enough for a telephone, with text of a size to read. */
  public static final Size PAGE = new Size(360, 270, false);

  /** For a file of its own. */
  public static final Size FILE = new Size(640, 420, true);

  /**
   * Checks that there is room.
   *
   * @throws IllegalArgumentException if a side is below 160
   */
  public Size {
    Checks.atLeast("width", width, 160);
    Checks.atLeast("height", height, 160);
  }
}
