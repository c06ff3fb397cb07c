package org.nn4j.core.diagnosis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.core.data.RowPlace;
import org.nn4j.core.data.RowPlaces;

/** Looks for samples that no function can fit both: equal features, different targets. */
final class Contradiction {
  private Contradiction() {}

  /**
   * Tells of the first such samples, or returns null.
   *
   * @param places where the samples came from
   */
  static @Nullable String find(DataSample samples, RowPlaces places) {
    Map<List<Double>, Integer> seen = new LinkedHashMap<>();
    for (int i = 0; i < samples.x().rows(); i++) {
      Integer before = seen.putIfAbsent(row(samples.x(), i), i);
      if (before != null && !row(samples.y(), i).equals(row(samples.y(), before))) {
        return "samples "
            + told(RowPlace.of(places, before), RowPlace.of(places, i), before, i)
            + " have the same features but different targets: both cannot be learnt";
      }
    }
    return null;
  }

  private static String told(RowPlace first, RowPlace second, int before, int after) {
    if (!second.known()) {
      return before + " and " + after;
    }
    return (second.file() == null ? "in lines " : "in ") + first + " and " + second;
  }

  private static List<Double> row(Matrix matrix, int row) {
    return IntStream.range(0, matrix.columns()).mapToObj(c -> matrix.get(row, c)).toList();
  }
}
