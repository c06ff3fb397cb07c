package org.nn4j.report.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.nn4j.core.InputException;
import org.nn4j.core.io.AtomicFile;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Sheet;
import org.nn4j.report.render.PictureFile;
import org.nn4j.report.render.Png;

/**
 * Writes a page into a folder: {@code index.html}, which needs no other file, and each figure as
 * {@code figures/ID.svg} and {@code figures/ID.png}. An earlier page there is replaced.
 */
public final class PageFolder {
  /** The name of the page. */
  public static final String INDEX = "index.html";

  private static final String GENERATOR = "<meta name=\"generator\" content=\"nn4j\">";

  private final Path folder;

  /**
   * Creates the page's folder if it is missing.
   *
   * @throws InputException if it cannot be made or written to, or has an {@code index.html} that is
   *     not one of these pages
   */
  public PageFolder(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
      Path index = folder.resolve(INDEX);
      if (Files.exists(index) && !Files.readString(index).contains(GENERATOR)) {
        throw InputException.in(
            index, "is there already and is not a report of nn4j; it is not overwritten");
      }
      AtomicFile.requireWritable(index);
    } catch (IOException e) {
      throw InputException.in(
          folder, "the folder of the report cannot be created: " + AtomicFile.reason(e));
    }
  }

  /**
   * Writes the page; without PNG files where {@link Png#fault} says that they cannot be drawn.
   *
   * @throws InputException if a file cannot be written
   */
  public void write(Page page) {
    try {
      Files.createDirectories(folder.resolve("figures"));
    } catch (IOException e) {
      throw InputException.in(folder, "figures cannot be written into it: " + AtomicFile.reason(e));
    }
    AtomicFile.write(folder.resolve(INDEX), PageHtml.text(page).getBytes(StandardCharsets.UTF_8));
    List<String> endings = Png.fault().isPresent() ? List.of(".svg") : List.of(".svg", ".png");
    for (String ending : endings) {
      for (Section section : page.sections()) {
        for (Figure figure : section.figures()) {
          PictureFile.write(
              Sheet.of(figure), folder.resolve("figures").resolve(figure.id() + ending));
        }
      }
    }
  }
}
