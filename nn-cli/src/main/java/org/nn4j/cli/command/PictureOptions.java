package org.nn4j.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.PictureReport;
import org.nn4j.core.InputException;
import org.nn4j.report.figure.Sheet;
import org.nn4j.report.render.PictureFile;
import picocli.CommandLine.Option;

/** Where a picture goes: into files, by default SVG and PNG in this folder, or on the terminal. */
final class PictureOptions {
  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description =
          "File to write, ending in .svg or .png; may be given several times (default: both, named"
              + " after the figure, in this folder).")
  private List<Path> output = new ArrayList<>();

  @Option(
      names = "--terminal",
      description = "Draw in the terminal; no file is written unless --picture is given.")
  private boolean terminal;

  /**
   * Checks that nothing is asked for where nothing is drawn.
   *
   * @throws InputException if something is
   */
  void requireNone() {
    if (terminal || !output.isEmpty()) {
      throw new InputException(
          (terminal ? "--terminal" : "--picture") + " is for a plot; add --plot, or leave it out");
    }
  }

  /**
   * Checks the files before anything is computed.
   *
   * @throws InputException if one cannot be written
   */
  void requireWritable() {
    output.forEach(PictureFile::requireWritable);
  }

  /**
   * Declares the files.
   *
   * @param id what the sheet is called that is drawn
   */
  FileUses declare(FileUses uses, String id) {
    files(id).forEach(file -> uses.writes("--picture", file));
    return uses;
  }

  private List<Path> files(String id) {
    return output.isEmpty() && !terminal
        ? List.of(Path.of(id + ".svg"), Path.of(id + ".png"))
        : output;
  }

  /**
   * Draws a sheet where the user wants it, and returns what to report about it.
   *
   * @throws InputException if a file cannot be written
   */
  PictureReport draw(Sheet sheet) {
    return draw(
        sheet,
        e -> {
          throw e;
        });
  }

  /**
   * Draws a sheet where the user wants it and where it is possible, and returns what to report
   * about it.
   *
   * @param failed receives, for each file that cannot be written, the reason
   */
  PictureReport draw(Sheet sheet, Consumer<InputException> failed) {
    List<Path> written = new ArrayList<>();
    for (Path file : files(sheet.id())) {
      try {
        PictureFile.write(sheet, file);
        written.add(file);
      } catch (InputException e) {
        failed.accept(e);
      }
    }
    return new PictureReport(sheet, written, terminal, Console.unicode());
  }
}
