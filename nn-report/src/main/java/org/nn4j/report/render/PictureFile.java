package org.nn4j.report.render;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.nn4j.core.InputException;
import org.nn4j.core.io.AtomicFile;
import org.nn4j.report.figure.Sheet;

/** Writes pictures in the format that the name of their file asks for. */
public final class PictureFile {
  private static final String SVG = ".svg";
  private static final String PNG = ".png";

  private PictureFile() {}

  /**
   * Checks that a picture can be written.
   *
   * @throws InputException if the name does not end in .svg or .png or the file cannot be written
   */
  public static void requireWritable(Path file) {
    if (!ends(file, SVG) && !ends(file, PNG)) {
      throw InputException.in(
          file, "is a picture of no known format; end its name in .svg or .png");
    }
    AtomicFile.requireWritable(file);
  }

  /**
   * Writes a picture, whole or not at all.
   *
   * @throws InputException as {@link #requireWritable} does, or if this JVM cannot draw PNG
   */
  public static void write(Sheet sheet, Path file) {
    requireWritable(file);
    AtomicFile.write(
        file, ends(file, SVG) ? Svg.file(sheet).getBytes(StandardCharsets.UTF_8) : Png.file(sheet));
  }

  private static boolean ends(Path file, String ending) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(ending);
  }
}
