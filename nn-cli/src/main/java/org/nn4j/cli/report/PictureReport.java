package org.nn4j.cli.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nn4j.report.figure.Axis;
import org.nn4j.report.figure.Bars;
import org.nn4j.report.figure.Cells;
import org.nn4j.report.figure.Dots;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Line;
import org.nn4j.report.figure.Mark;
import org.nn4j.report.figure.Point;
import org.nn4j.report.figure.RowBars;
import org.nn4j.report.figure.Scale;
import org.nn4j.report.figure.Sheet;
import org.nn4j.report.render.TerminalPlot;

/**
 * Renders what has been drawn.
 *
 * @param sheet the figures
 * @param files where they were written
 * @param terminal whether they are to be drawn here
 * @param unicode whether the terminal shows more than ASCII
 */
public record PictureReport(Sheet sheet, List<Path> files, boolean terminal, boolean unicode) {

  /** Returns the figures in characters, if they are wanted, and the names of the files. */
  public String text() {
    String drawn =
        terminal
            ? sheet.figures().stream()
                .map(figure -> TerminalPlot.text(figure, unicode))
                .collect(Collectors.joining("\n"))
            : "";
    return drawn + files.stream().map(file -> file + "\n").collect(Collectors.joining());
  }

  /** Returns the JSON document: the files, and the figures' data. */
  public Map<String, Object> json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("files", files.stream().map(Path::toString).toList());
    document.put("figures", sheet.figures().stream().map(PictureReport::json).toList());
    return document;
  }

  private static Map<String, Object> json(Figure figure) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", figure.id());
    map.put("title", figure.title());
    map.put("summary", figure.summary());
    map.put("x", json(figure.x()));
    map.put("y", json(figure.y()));
    map.put("marks", figure.marks().stream().map(PictureReport::json).toList());
    return map;
  }

  private static Map<String, Object> json(Axis axis) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("label", axis.label());
    map.put("logarithmic", axis.scale() == Scale.LOG);
    if (!axis.range().isEmpty()) {
      map.put("range", List.of(axis.range().low(), axis.range().high()));
    }
    return map;
  }

  private static Map<String, Object> json(Mark mark) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", mark.name());
    if (mark instanceof Line line) {
      map.put("points", points(line.points()));
    } else if (mark instanceof Dots dots) {
      map.put("points", points(dots.points()));
    } else if (mark instanceof Cells cells) {
      map.put("values", values(cells));
    } else if (mark instanceof Bars bars) {
      map.put("edges", bars.edges());
      map.put("heights", bars.heights());
    } else if (mark instanceof RowBars rows) {
      map.put("bars", rows.bars().stream().map(bar -> List.of(bar.from(), bar.to())).toList());
    }
    return map;
  }

  private static List<List<Double>> points(List<Point> points) {
    return points.stream().map(point -> List.of(point.x(), point.y())).toList();
  }

  private static List<List<Double>> values(Cells cells) {
    List<List<Double>> rows = new ArrayList<>();
    for (int r = 0; r < cells.values().rows(); r++) {
      List<Double> row = new ArrayList<>();
      for (int c = 0; c < cells.values().columns(); c++) {
        row.add(cells.values().get(r, c));
      }
      rows.add(row);
    }
    return rows;
  }
}
