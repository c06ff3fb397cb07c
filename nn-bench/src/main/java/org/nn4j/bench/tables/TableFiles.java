package org.nn4j.bench.tables;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nn4j.core.random.RandomStream;

/**
 * A table in two files, of which one is held out.
 *
 * @param name of the table
 * @param train what is learnt
 * @param test what is held out, the fifth part, drawn at random
 * @param rows of both
 * @param columns besides the target
 * @param classes whether the target is classes: texts, or just two values; else it is a number
 */
record TableFiles(String name, Path train, Path test, int rows, int columns, boolean classes) {
  /** The column to predict. */
  static final String TARGET = "target";

  /** The name of a table that is made, not read. */
  static final String MADE = "made";

  private static final int MADE_ROWS = 1_000_000;
  private static final int MADE_COLUMNS = 10;
  private static final int FIFTH = 5;

  /**
   * Divides the rows of a CSV file.
   *
   * @param file with a header that names a column {@value #TARGET}, and a row a line
   * @param folder for the two files
   * @throws IllegalArgumentException if the file is otherwise
   */
  static TableFiles split(Path file, Path folder) throws IOException {
    String name = file.getFileName().toString().replaceFirst("\\.csv$", "");
    Files.createDirectories(folder);
    Path train = folder.resolve(name + "-train.csv");
    Path test = folder.resolve(name + "-test.csv");
    RandomStream random = new RandomStream(1, "split");
    List<String> lines = Files.readAllLines(file);
    List<String> header = cells(lines.get(0));
    int target = header.indexOf(TARGET);
    if (target < 0) {
      throw new IllegalArgumentException(file + " has no column " + TARGET + ", only " + header);
    }
    Set<String> values = new HashSet<>();
    boolean numbers = true;
    try (BufferedWriter learnt = Files.newBufferedWriter(train);
        BufferedWriter heldOut = Files.newBufferedWriter(test)) {
      for (BufferedWriter writer : List.of(learnt, heldOut)) {
        writer.write(lines.get(0) + "\n");
      }
      for (String line : lines.subList(1, lines.size())) {
        List<String> row = cells(line);
        if (row.size() != header.size()) {
          throw new IllegalArgumentException(
              file + ": " + row.size() + " cells instead of " + header.size() + ": " + line);
        }
        values.add(row.get(target));
        numbers = numbers && number(row.get(target));
        (random.nextInt(FIFTH) == 0 ? heldOut : learnt).write(line + "\n");
      }
    }
    boolean classes = !numbers || values.size() <= 2;
    return new TableFiles(name, train, test, lines.size() - 1, header.size() - 1, classes);
  }

  /** Writes the table that is made: a smooth function of normal numbers, with noise. */
  static TableFiles make(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path train = folder.resolve(MADE + "-train.csv");
    Path test = folder.resolve(MADE + "-test.csv");
    if (!Files.exists(test)) {
      RandomStream random = new RandomStream(1, MADE);
      write(train, MADE_ROWS - MADE_ROWS / FIFTH, random);
      write(test, MADE_ROWS / FIFTH, random);
    }
    return new TableFiles(MADE, train, test, MADE_ROWS, MADE_COLUMNS, false);
  }

  private static void write(Path file, int rows, RandomStream random) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    try (BufferedWriter writer = Files.newBufferedWriter(unfinished)) {
      for (int c = 0; c < MADE_COLUMNS; c++) {
        writer.write("x" + c + ",");
      }
      writer.write(TARGET + "\n");
      double[] x = new double[MADE_COLUMNS];
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < x.length; c++) {
          x[c] = Math.rint(random.nextGaussian() * 1e4) / 1e4;
          writer.write(x[c] + ",");
        }
        double y = StrictMath.sin(2 * x[0]) + x[1] * x[2] + 0.5 * x[3] * x[3] + x[4];
        writer.write(Math.rint((y + 0.3 * random.nextGaussian()) * 1e4) / 1e4 + "\n");
      }
    }
    Files.move(unfinished, file);
  }

  /** Takes a line apart at the commas outside of quotes, which are removed. */
  static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }

  private static boolean number(String text) {
    try {
      return Double.isFinite(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
