package org.nn4j.report.page;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nn4j.core.InputException;
import org.nn4j.core.model.AtomicFile;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.render.Png;
import org.nn4j.report.render.Size;
import org.nn4j.report.render.Svg;

/**
 * Writes a page into a folder: {@code index.html}, which needs no other file, and each figure as
 * {@code figures/ID.svg} and {@code figures/ID.png}. What an earlier page left there is replaced.
 */
public final class PageFolder {
  private static final String INDEX = "index.html";
  private static final String GENERATOR = "<meta name=\"generator\" content=\"nn4j\">";

  private final Path folder;

  /**
   * Takes a folder, which is made if it is missing.
   *
   * @throws InputException if it cannot be made or written to, or has an {@code index.html} that is
   *     not one of these pages
   */
  public PageFolder(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder.resolve("figures"));
      Path index = folder.resolve(INDEX);
      if (Files.exists(index) && !Files.readString(index).contains(GENERATOR)) {
        throw InputException.in(
            index, "is there already and is not a report of nn4j; it is not overwritten");
      }
      AtomicFile.requireWritable(index);
    } catch (IOException e) {
      throw InputException.in(folder, "cannot be made a folder for a report: " + e.getMessage());
    }
  }

  /**
   * Writes the page.
   *
   * @return the path of {@code index.html}
   * @throws InputException if a file cannot be written, or a PNG cannot be drawn; the page and the
   *     SVG files are there then
   */
  public Path write(Page page) {
    Path index = folder.resolve(INDEX);
    write(index, PageHtml.text(page).getBytes(StandardCharsets.UTF_8));
    for (Section section : page.sections()) {
      for (Figure figure : section.figures()) {
        byte[] svg = Svg.file(figure, Size.FILE).getBytes(StandardCharsets.UTF_8);
        write(folder.resolve("figures/" + figure.id() + ".svg"), svg);
      }
    }
    for (Section section : page.sections()) {
      for (Figure figure : section.figures()) {
        write(folder.resolve("figures/" + figure.id() + ".png"), Png.file(figure, Size.FILE));
      }
    }
    return index;
  }

  private static void write(Path file, byte[] bytes) {
    AtomicFile.write(
        file,
        channel -> {
          ByteBuffer buffer = ByteBuffer.wrap(bytes);
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
        });
  }
}
