package org.nn4j.experiment.config;

import java.util.List;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.text.NearNames;

/** The values that a search tries for a setting, as texts. */
sealed interface SearchValues permits ChoiceValues, RealValues, WholeValues {

  /** Returns the values that bound all others. */
  List<String> extremes();

  /** Draws a value. */
  String draw(RandomStream random);

  /**
   * Returns the values of a grid.
   *
   * @throws IllegalArgumentException if it is not said how many
   */
  List<String> points();

  /**
   * Reads a range.
   *
   * @throws IllegalArgumentException if it is none, or empty
   */
  static SearchValues of(RawValue.Range range) {
    List<String> kinds = List.of("choice", "uniform", "log_uniform", "int");
    return switch (range.kind()) {
      case "choice" -> new ChoiceValues(range.items());
      case "uniform" -> RealValues.of(range, false);
      case "log_uniform" -> RealValues.of(range, true);
      case "int" -> WholeValues.of(range);
      default ->
          throw new IllegalArgumentException(
              "there is no range '"
                  + range.kind()
                  + "'"
                  + NearNames.suggestion(range.kind(), kinds)
                  + " The ranges are "
                  + String.join(", ", kinds));
    };
  }
}
