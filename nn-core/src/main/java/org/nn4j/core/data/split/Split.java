package org.nn4j.core.data.split;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Table;
import org.nn4j.core.random.RandomStream;

/**
 * Row indices divided into parts for training, validation and test: disjoint, covering all rows,
 * each ascending.
 */
public final class Split {
  private final int[] train;
  private final int[] validation;
  private final int[] test;

  Split(int[] train, int[] validation, int[] test) {
    this.train = sorted(train);
    this.validation = sorted(validation);
    this.test = sorted(test);
  }

  /**
   * Creates a split from rows divided elsewhere, which are copied.
   *
   * @throws IllegalArgumentException unless each row from 0 on is in one part
   */
  public static Split of(int[] train, int[] validation, int[] test) {
    int[] all = Stream.of(train, validation, test).flatMapToInt(Arrays::stream).sorted().toArray();
    for (int row = 0; row < all.length; row++) {
      if (all[row] != row) {
        throw new IllegalArgumentException(
            "split: each row from 0 on must be in one part, but row "
                + Math.min(row, all[row])
                + (all[row] > row ? " is in none" : " is in two"));
      }
    }
    return new Split(train, validation, test);
  }

  /**
   * Divides rows such that each group is on one side and, as far as groups allow, each class is on
   * both in proportion: as {@link Folding#grouped(RowGroups, RowGroups)} does, into as many folds
   * as come nearest to the fraction with some of them, but not all, for validation.
   *
   * @param fraction part of the rows for validation, above 0 and below 1
   * @throws InputException if there are fewer than two groups
   * @throws IllegalArgumentException if the fraction is out of range or groups and classes are not
   *     of as many rows
   */
  public static Split grouped(
      RowGroups groups, RowGroups classes, double fraction, RandomStream random) {
    return GroupedSplit.of(groups, classes, fraction, random);
  }

  private static int[] sorted(int[] rows) {
    int[] copy = rows.clone();
    Arrays.sort(copy);
    return copy;
  }

  /** Returns a copy of the rows to train on. */
  public int[] train() {
    return train.clone();
  }

  /** Returns a copy of the rows to watch training with; empty if their fraction was 0. */
  public int[] validation() {
    return validation.clone();
  }

  /** Returns a copy of the rows kept for the end; empty if their fraction was 0. */
  public int[] test() {
    return test.clone();
  }

  /**
   * Divides a table's rows at random into training and test such that both have a column's values
   * in their proportions, as {@code nn train} divides for that seed; meant for a column of classes.
   *
   * @param column the column of classes
   * @param test fraction for the test, in [0, 1)
   * @throws InputException if there is no such column, a row has no value in it, or a part were
   *     empty
   */
  public static Split stratified(Table table, String column, double test, long seed) {
    return stratified(table, column, 0, test, seed);
  }

  /**
   * Divides a table's rows as {@link #stratified(Table, String, double, long)} does, into training,
   * validation and test: what training chooses by the validation rows, such as when to stop, is
   * judged by the test alone.
   *
   * @param column the column of classes
   * @param validation fraction for validation, in [0, 1)
   * @param test fraction for the test, in [0, 1)
   * @throws InputException if there is no such column, a row has no value in it, or a part were
   *     empty
   */
  public static Split stratified(
      Table table, String column, double validation, double test, long seed) {
    return stratified(
        RowGroups.of(table, column).indices(), validation, test, new RandomStream(seed, "split"));
  }

  /**
   * Divides rows at random into training and test, as {@code nn train} divides for that seed where
   * numbers are predicted.
   *
   * @param n number of rows
   * @param test fraction for the test, in [0, 1)
   * @throws InputException if a part were empty
   */
  public static Split random(int n, double test, long seed) {
    return random(n, 0, test, new RandomStream(seed, "split"));
  }

  /**
   * Divides rows at random.
   *
   * @param n number of rows
   * @param validation fraction for validation, in [0, 1)
   * @param test fraction for the test, in [0, 1)
   * @throws InputException if a part with a fraction above 0, or the training part, were empty
   */
  public static Split random(int n, double validation, double test, RandomStream random) {
    return stratified(new int[n], validation, test, random);
  }

  /**
   * Divides rows at random such that every part has the classes in their proportions, rounded by
   * largest remainder; a class of two rows or more is both in and outside every part wherever the
   * parts are large enough.
   *
   * @param classes each row's class, 0 or greater
   * @param validation fraction for validation, in [0, 1)
   * @param test fraction for the test, in [0, 1)
   * @throws InputException if a part with a fraction above 0, or the training part, were empty
   */
  public static Split stratified(
      int[] classes, double validation, double test, RandomStream random) {
    int n = classes.length;
    int forTest = count(n, test, "test");
    int forValidation = count(n, validation, "validation");
    if (forTest + forValidation >= n) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "split: fractions of %s for validation and %s for test take %d + %d of %d rows and"
                  + " leave none to train on",
              validation,
              test,
              forValidation,
              forTest,
              n));
    }
    List<int[]> members = Strata.shuffled(classes, random);
    int[] testRows = Strata.take(members, forTest);
    int[] validationRows = Strata.take(members, forValidation);
    return new Split(Strata.take(members, n - forTest - forValidation), validationRows, testRows);
  }

  private static int count(int n, double fraction, String part) {
    if (!(fraction >= 0 && fraction < 1)) {
      throw new InputException(
          "split: the " + part + " fraction must be in [0, 1) but is " + fraction);
    }
    int count = (int) Math.rint(n * fraction);
    if (count == 0 && fraction > 0) {
      throw new InputException(
          "split: a "
              + part
              + " fraction of "
              + fraction
              + " of "
              + n
              + " rows is no row at all; 0 holds none out");
    }
    return count;
  }
}
