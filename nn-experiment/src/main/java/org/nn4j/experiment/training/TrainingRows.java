package org.nn4j.experiment.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.split.Folding;
import org.nn4j.core.data.split.RowGroups;
import org.nn4j.core.random.RandomStream;
import org.nn4j.experiment.config.Settings;

/**
 * The training rows of an experiment, of which parts can be held out once more: to find the best
 * epoch, to calibrate, and to know how good a network is that did not see them.
 */
public final class TrainingRows {
  private final Dataset samples;
  private final boolean classes;
  private final @Nullable RowGroups groups;
  private final BiFunction<Settings, int[], Dataset> learnt;
  private final Function<int[], Dataset> watched;

  /**
   * Creates the rows.
   *
   * @param samples all of them, with their targets as they are
   * @param classes whether targets are classes, to be spread evenly
   * @param groups which of them stay together, or null if each may be apart from any other
   * @param learnt encodes rows, given by their places from 0, to learn from
   * @param watched encodes rows to be evaluated on
   */
  TrainingRows(
      Dataset samples,
      boolean classes,
      @Nullable RowGroups groups,
      BiFunction<Settings, int[], Dataset> learnt,
      Function<int[], Dataset> watched) {
    this.samples = samples;
    this.classes = classes && samples.targetWidth() == 1;
    this.groups = groups;
    this.learnt = learnt;
    this.watched = watched;
  }

  /** Returns each row's class, in the order of classes; of numbers 0. */
  private int[] strata() {
    int[] strata = new int[size()];
    if (classes) {
      Matrix target = Matrix.zeros(Precision.FLOAT64, 1, 1);
      int[] place = new int[1];
      for (int i = 0; i < strata.length; i++) {
        place[0] = i;
        samples.targets(place, 0, 1, target);
        strata[i] = Math.max(0, (int) target.get(0, 0)); // a sign of −1 is the first class
      }
    }
    return strata;
  }

  /** Returns the number of rows. */
  int size() {
    return samples.size();
  }

  /**
   * Divides the rows at random into parts of about equal size, over which classes are spread
   * evenly; groups stay whole.
   *
   * @param most the number of parts, if there are as many rows, or groups
   * @return the rows of each part, in order
   * @throws InputException if there is one row, or group, alone
   */
  List<int[]> divide(int most, RandomStream random) {
    RowGroups classes = RowGroups.of(strata());
    Folding folding = groups == null ? Folding.spread(classes) : Folding.grouped(groups, classes);
    int count = Math.min(most, groups == null ? size() : groups.present());
    if (count < 2) {
      throw new InputException(
          (groups == null ? "one training row" : "training rows of one group alone")
              + " cannot be divided into what a network learns and what it does not"
              + (groups == null ? "" : ", for a group stays whole")
              + "; train one network (--preset none), or on more rows");
    }
    int[] assignment = folding.assign(count, random);
    List<int[]> parts = new ArrayList<>();
    for (int part = 0; part < count; part++) {
      int own = part;
      parts.add(IntStream.range(0, size()).filter(row -> assignment[row] == own).toArray());
    }
    return parts;
  }

  /** Returns all rows but some, which are in order. */
  int[] without(int[] held) {
    return IntStream.range(0, size()).filter(row -> Arrays.binarySearch(held, row) < 0).toArray();
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
