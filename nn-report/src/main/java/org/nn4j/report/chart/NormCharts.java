package org.nn4j.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Line;
import org.nn4j.report.figure.NumberText;
import org.nn4j.report.figure.Point;
import org.nn4j.report.training.EpochNorms;

/** Figures of the lengths of gradients and weights over the epochs, a line for each layer. */
public final class NormCharts {
  private NormCharts() {}

  /** Returns the norms of the gradients: layers that vanish or explode show here. */
  public static Figure gradients(List<String> layers, List<EpochNorms> epochs) {
    return chart(
        "gradient_norms", "Gradient norms by layer", layers, epochs, EpochNorms::gradients);
  }

  /** Returns the norms of the trainable parameters. */
  public static Figure parameters(List<String> layers, List<EpochNorms> epochs) {
    return chart("weight_norms", "Weight norms by layer", layers, epochs, EpochNorms::parameters);
  }

  private static Figure chart(
      String id,
      String title,
      List<String> layers,
      List<EpochNorms> epochs,
      Function<EpochNorms, List<Double>> norms) {
    List<Line> lines = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    for (int layer = 0; layer < layers.size(); layer++) {
      int index = layer;
      List<Point> points =
          epochs.stream().map(e -> new Point(e.epoch(), norms.apply(e).get(index))).toList();
      lines.add(new Line(layers.get(layer), points));
      ends.add(
          layers.get(layer)
              + " "
              + NumberText.brief(points.get(0).y())
              + " → "
              + NumberText.brief(points.get(points.size() - 1).y()));
    }
    String summary = "From the first epoch to the last: " + String.join(", ", ends) + ".";
    return HistoryCharts.curves(id, title, summary, lines);
  }
}
