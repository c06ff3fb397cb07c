package org.nn4j.report.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nn4j.report.figure.Axis;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Range;
import org.nn4j.report.figure.Scale;

/**
 * Draws figures in characters: braille, which has eight dots in each, or ASCII. The ends of the
 * axes are labelled, and lines at their right end.
 */
public final class TerminalPlot {
  private static final int LABEL = 6;

  /** Characters of a title at most, however narrow the plot is. */
  private static final int LONGEST = 72;

  /** What fits into 80 columns with labels and names. */
  private static final int WIDTH = 56;

  private static final int HEIGHT = 14;

  private final Figure figure;
  private final int width;
  private final int height;
  private final boolean unicode;

  private TerminalPlot(Figure figure, int width, int height, boolean unicode) {
    this.figure = figure;
    this.width = width;
    this.height = height;
    this.unicode = unicode;
  }

  /**
   * Returns a figure of a size that fits into 80 columns and 16 lines, with a line end after each.
   *
   * @param unicode whether the terminal shows more than ASCII
   */
  public static String text(Figure figure, boolean unicode) {
    int width = figure.square() ? 2 * HEIGHT : WIDTH;
    return String.join("\n", lines(figure, width, HEIGHT, unicode)) + "\n";
  }

  /**
   * Returns a figure's lines: title, plot, ends of the x axis.
   *
   * @param width characters of the plot, without labels
   * @param height lines of the plot
   * @param unicode whether the terminal shows more than ASCII
   */
  public static List<String> lines(Figure figure, int width, int height, boolean unicode) {
    return new TerminalPlot(figure, width, height, unicode).lines();
  }

  private List<String> lines() {
    PlotCanvas canvas = new PlotCanvas(width, height, unicode);
    Range xs = Projection.apart(figure.x().scale(), figure.xs());
    Range ys = Projection.apart(figure.y().scale(), figure.ys());
    boolean down = figure.y().categorical();
    double bottom = canvas.rows() - 1.0;
    Plot plot =
        new Plot(
            0,
            0,
            canvas.columns() - 1.0,
            bottom,
            new Projection(figure.x().scale(), xs, 0, canvas.columns() - 1.0),
            new Projection(figure.y().scale(), ys, down ? 0 : bottom, down ? bottom : 0));
    List<String> names =
        new TerminalMarks(figure, plot, canvas, unicode)
            .draw().stream().map(this::printable).toList();
    List<String> rows = canvas.lines();
    List<String> lines = new ArrayList<>();
    lines.add(" ".repeat(LABEL + 1) + title());
    for (int r = 0; r < height; r++) {
      double end = down ? ys.low() : ys.high();
      double other = down ? ys.high() : ys.low();
      String label = r == 0 ? label(end) : r == height - 1 ? label(other) : "";
      String row = right(label, LABEL) + (unicode ? "│" : "|") + rows.get(r);
      lines.add((names.get(r).isEmpty() ? row : row + " " + names.get(r)).stripTrailing());
    }
    lines.add(" ".repeat(LABEL + 1) + ends(figure.x(), xs));
    return lines;
  }

  private String title() {
    String label = figure.y().label();
    String title = label.isEmpty() ? figure.title() : figure.title() + " (" + label + ")";
    int room = Math.max(width, LONGEST);
    return printable(title.length() <= room ? title : title.substring(0, room));
  }

  private String ends(Axis axis, Range range) {
    String low = label(range.low());
    String high = label(range.high());
    String middle = printable(axis.label());
    int room = Math.max(0, width - low.length() - high.length());
    if (middle.length() + 2 > room) {
      middle = "";
    }
    int before = (room - middle.length()) / 2;
    return low + " ".repeat(before) + middle + " ".repeat(room - before - middle.length()) + high;
  }

  /** Returns a text that the terminal can show and that cannot steer it. */
  private String printable(String text) {
    return text.replaceAll(unicode ? "\\p{Cc}" : "[^\\x20-\\x7e]", "?");
  }

  /** Returns a number in at most six characters, with three significant digits if they fit. */
  static String label(double value) {
    double size = Math.abs(value);
    if (size == 0) {
      return "0";
    }
    int magnitude = (int) Math.floor(StrictMath.log10(size) + 1e-12);
    int fewest = Math.max(0, -magnitude);
    for (int decimals = Math.max(0, 2 - magnitude); decimals >= fewest; decimals--) {
      String plain = String.format(Locale.ROOT, "%." + decimals + "f", value);
      if (decimals > 0) {
        plain = plain.replaceFirst("\\.?0+$", "");
      }
      if (plain.length() <= LABEL) {
        return plain;
      }
    }
    return String.format(Locale.ROOT, "%.0e", value).replaceFirst("e([+-])0", "e$1");
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  /** Returns whether an axis has a place for 0 between its ends. */
  static boolean crossesZero(Axis axis, Range range) {
    return axis.scale() == Scale.LINEAR && range.low() < 0 && range.high() > 0;
  }
}
