package org.nn4j.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.PictureReport;
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
   * Checks the files before anything is computed.
   *
   * @throws org.nn4j.core.InputException if one cannot be written
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

  /** Draws a sheet where it is wanted, and returns what to tell of it. */
  PictureReport draw(Sheet sheet) {
    List<Path> files = files(sheet.id());
    files.forEach(file -> PictureFile.write(sheet, file));
    return new PictureReport(sheet, files, terminal, Console.unicode());
  }
}
