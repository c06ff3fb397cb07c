package org.nn4j.core.diagnosis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/** Looks for samples that no function can fit both: equal features, different targets. */
final class Contradiction {
  private Contradiction() {}

  /**
   * Tells of the first such samples, or returns null.
   *
   * @param lines the samples' lines in their file, 0 where there is none
   */
  static @Nullable String find(Samples samples, long[] lines) {
    Map<List<Double>, Integer> seen = new LinkedHashMap<>();
    for (int i = 0; i < samples.x().rows(); i++) {
      Integer before = seen.putIfAbsent(row(samples.x(), i), i);
      if (before != null && !row(samples.y(), i).equals(row(samples.y(), before))) {
        return "samples "
            + (lines[i] > 0
                ? "in lines " + lines[before] + " and " + lines[i]
                : before + " and " + i)
            + " have the same features but different targets: both cannot be learnt";
      }
    }
    return null;
  }

  private static List<Double> row(Matrix matrix, int row) {
    return IntStream.range(0, matrix.columns()).mapToObj(c -> matrix.get(row, c)).toList();
  }
}
