package org.nn4j.report.render;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.report.figure.Point;

/** Turns a line's points into paths of pixels, no more points than can be seen. */
final class Polyline {
  private Polyline() {}

  /** Returns the line's uninterrupted pieces. */
  static List<List<Point>> paths(List<Point> points, Plot plot) {
    List<List<Point>> paths = new ArrayList<>();
    List<Point> path = new ArrayList<>();
    for (Point point : points) {
      Point pixel = new Point(plot.x().at(point.x()), plot.y().at(point.y()));
      if (Double.isFinite(pixel.x()) && Double.isFinite(pixel.y())) {
        path.add(pixel);
      } else if (!path.isEmpty()) {
        paths.add(thinned(path));
        path = new ArrayList<>();
      }
    }
    if (!path.isEmpty()) {
      paths.add(thinned(path));
    }
    return paths;
  }

  /** Of the points in one column of pixels, keeps the first, the highest, the lowest, the last. */
  private static List<Point> thinned(List<Point> path) {
    List<Point> kept = new ArrayList<>();
    int from = 0;
    while (from < path.size()) {
      int to = from + 1;
      long column = Math.round(path.get(from).x());
      while (to < path.size() && Math.round(path.get(to).x()) == column) {
        to++;
      }
      column(path.subList(from, to), kept);
      from = to;
    }
    return kept;
  }

  private static void column(List<Point> points, List<Point> kept) {
    if (points.size() <= 4) {
      kept.addAll(points);
      return;
    }
    int high = 0;
    int low = 0;
    for (int i = 1; i < points.size(); i++) {
      high = points.get(i).y() < points.get(high).y() ? i : high;
      low = points.get(i).y() > points.get(low).y() ? i : low;
    }
    int last = points.size() - 1;
    int[] order = {0, Math.min(high, low), Math.max(high, low), last};
    for (int i = 0; i < order.length; i++) {
      if (i == 0 || order[i] != order[i - 1]) {
        kept.add(points.get(order[i]));
      }
    }
  }
}
