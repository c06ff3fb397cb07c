package org.nn4j.core.data.split;

import org.nn4j.core.random.RandomStream;

/** A rule by which rows are divided into folds. Implementations are immutable. */
public interface Folding {

  /** Returns the number of rows. */
  int rows();

  /**
   * Divides the rows.
   *
   * @param folds number of folds, 2 to the number of rows
   * @param random the source of randomness
   * @return the fold of each row, from 0; every fold has a row
   * @throws org.nn4j.core.InputException if the rows cannot be divided so
   */
  int[] assign(int folds, RandomStream random);

  /** Divides rows at random; the sizes of the folds differ by 1 at most. */
  static Folding random(int rows) {
    return stratified(RowGroups.of(new int[rows]));
  }

  /**
   * Divides rows at random such that each class is spread evenly: its rows in two folds, and the
   * sizes of two folds, differ by 1 at most.
   *
   * @param classes each row's class; one with fewer rows than folds is an error when dividing
   */
  static Folding stratified(RowGroups classes) {
    return new StratifiedFolding(classes, true);
  }

  /**
   * Divides rows at random such that each class is spread as evenly as its rows go; one with fewer
   * rows than folds is in some of them.
   *
   * @param classes each row's class
   */
  static Folding spread(RowGroups classes) {
    return new StratifiedFolding(classes, false);
  }

  /**
   * Divides rows such that each group, for example the images of one patient, is entirely in one
   * fold. The largest groups are dealt first, each to the fold with the fewest rows.
   */
  static Folding grouped(RowGroups groups) {
    return grouped(groups, RowGroups.of(new int[groups.rows()]));
  }

  /**
   * Divides rows such that each group is entirely in one fold and, as far as groups allow, each
   * class is spread evenly: the largest groups are dealt first, each to the fold that has the least
   * of its classes.
   *
   * @throws IllegalArgumentException if groups and classes are not of as many rows
   */
  static Folding grouped(RowGroups groups, RowGroups classes) {
    return new GroupedFolding(groups, classes);
  }

  /** Makes each group a fold, in the groups' order; nothing is random. */
  static Folding given(RowGroups folds) {
    return new GivenFolding(folds);
  }
}
