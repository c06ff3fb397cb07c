package org.nn4j.report.figure;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Adjacent bars from 0 up: a histogram. Immutable.
 *
 * @param name what the legend calls them
 * @param edges the limits of the bars from left to right, one more than heights
 * @param heights the bars' heights
 */
public record Bars(String name, List<Double> edges, List<Double> heights) implements Mark {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException unless there is one edge more than heights
   */
  public Bars {
    edges = List.copyOf(edges);
    heights = List.copyOf(heights);
    if (edges.size() != heights.size() + 1) {
      throw new IllegalArgumentException(
          "bars: " + heights.size() + " heights need one edge more, but have " + edges.size());
    }
  }

  @Override
  public Range xs() {
    return Range.of(edges.stream().mapToDouble(Double::doubleValue));
  }

  @Override
  public Range ys() {
    return Range.of(
        DoubleStream.concat(DoubleStream.of(0), heights.stream().mapToDouble(Double::doubleValue)));
  }
}
