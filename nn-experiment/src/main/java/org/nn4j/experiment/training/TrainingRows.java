package org.nn4j.experiment.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.random.RandomStream;
import org.nn4j.experiment.config.Settings;

/**
 * The training rows of an experiment, of which parts can be held out once more: to find the best
 * epoch, to calibrate, and to know how good a network is that did not see them.
 */
public final class TrainingRows {
  private final int size;
  private final int[] strata;
  private final BiFunction<Settings, int[], Dataset> learnt;
  private final Function<int[], Dataset> watched;

  /**
   * Creates the rows.
   *
   * @param samples all of them, with their targets as they are
   * @param classes whether targets are classes, to be spread evenly
   * @param learnt encodes rows, given by their places from 0, to learn from
   * @param watched encodes rows to be evaluated on
   */
  TrainingRows(
      Dataset samples,
      boolean classes,
      BiFunction<Settings, int[], Dataset> learnt,
      Function<int[], Dataset> watched) {
    this.size = samples.size();
    this.strata = classes && samples.targetWidth() == 1 ? classes(samples) : new int[size];
    this.learnt = learnt;
    this.watched = watched;
  }

  private static int[] classes(Dataset samples) {
    Matrix target = Matrix.zeros(Precision.FLOAT64, 1, 1);
    int[] place = new int[1];
    int[] classes = new int[samples.size()];
    for (int i = 0; i < classes.length; i++) {
      place[0] = i;
      samples.targets(place, 0, 1, target);
      classes[i] = (int) target.get(0, 0);
    }
    return classes;
  }

  /** Returns the number of rows. */
  int size() {
    return size;
  }

  /**
   * Divides the rows at random into parts of equal size, over which classes are spread evenly.
   *
   * @param count the number of parts, at most that of rows
   * @return the rows of each part, in order
   */
  List<int[]> divide(int count, RandomStream random) {
    int[] order = IntStream.range(0, size).toArray();
    random.shuffle(order, size);
    // Dealt like cards, class after class without a break, so that a class of one row is dealt too.
    int[] dealt =
        Arrays.stream(order)
            .boxed()
            .sorted(Comparator.comparingInt(row -> strata[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<int[]> parts = new ArrayList<>();
    for (int part = 0; part < count; part++) {
      int own = part;
      parts.add(
          IntStream.range(0, size)
              .filter(i -> i % count == own)
              .map(i -> dealt[i])
              .sorted()
              .toArray());
    }
    return parts;
  }

  /** Returns all rows but some, which are in order. */
  int[] without(int[] held) {
    return IntStream.range(0, size).filter(row -> Arrays.binarySearch(held, row) < 0).toArray();
  }

  /** Returns rows to learn from: weighted, and smoothed as settings say. */
  Dataset learnt(Settings settings, int[] places) {
    return learnt.apply(settings, places);
  }

  /** Returns rows to be evaluated on, with their targets as they are. */
  Dataset watched(int[] places) {
    return watched.apply(places);
  }
}
