package org.nn4j.experiment.config;

import java.util.List;
import org.nn4j.core.random.RandomStream;

/**
 * One of some texts.
 *
 * @param points the texts
 */
record ChoiceValues(List<String> points) implements SearchValues {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if it is empty
   */
  ChoiceValues {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("{choice: []} is empty: there is nothing to choose");
    }
  }

  @Override
  public List<String> extremes() {
    return points;
  }

  @Override
  public String draw(RandomStream random) {
    return points.get(random.nextInt(points.size()));
  }
}
