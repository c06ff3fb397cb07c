package org.nn4j.core.data.split;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.api.Checks;
import org.nn4j.core.InputException;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.text.Names;

/**
 * Rows divided into folds, once or several times: in each division every row is held out by one
 * fold. The same rule, numbers and seed give the same folds on every JVM.
 *
 * <p>Immutable.
 */
public final class Folds {
  private final int rows;
  private final int count;
  private final List<Fold> all;

  private Folds(int rows, int count, List<Fold> all) {
    this.rows = rows;
    this.count = count;
    this.all = List.copyOf(all);
  }

  /**
   * Divides rows.
   *
   * @param folds number of folds of a division, 2 to the number of rows
   * @param repeats number of divisions, at least 1
   * @param seed seed of the first division; each one after it has the next seed
   * @throws InputException if the rows cannot be divided so
   * @throws IllegalArgumentException if {@code repeats} is below 1
   */
  public static Folds of(Folding folding, int folds, int repeats, long seed) {
    Checks.atLeast("repeats", repeats, 1);
    if (folds < 2 || folds > folding.rows()) {
      throw new InputException(
          "folds: their number must be 2 to the number of rows, "
              + folding.rows()
              + ", but is "
              + folds);
    }
    List<Fold> all = new ArrayList<>();
    for (int repeat = 1; repeat <= repeats; repeat++) {
      long own = seed + repeat - 1;
      int[] assignment = folding.assign(folds, new RandomStream(own, "folds"));
      for (int number = 1; number <= folds; number++) {
        all.add(new Fold(repeat, number, own, assignment));
      }
    }
    return new Folds(folding.rows(), folds, all);
  }

  /**
   * Divides rows once at random.
   *
   * @throws InputException if there are too few rows or folds
   */
  public static Folds random(int rows, int folds, long seed) {
    return of(Folding.random(rows), folds, 1, seed);
  }

  /**
   * Divides rows once, spreading classes evenly.
   *
   * @throws InputException if a class has fewer rows than there are folds
   */
  public static Folds stratified(RowGroups classes, int folds, long seed) {
    return of(Folding.stratified(classes), folds, 1, seed);
  }

  /**
   * Divides rows once, keeping groups whole.
   *
   * @throws InputException if there are fewer groups than folds
   */
  public static Folds grouped(RowGroups groups, int folds, long seed) {
    return of(Folding.grouped(groups), folds, 1, seed);
  }

  /** Returns the number of rows. */
  public int rows() {
    return rows;
  }

  /** Returns the number of folds of a division. */
  public int count() {
    return count;
  }

  /** Returns the number of divisions. */
  public int repeats() {
    return all.size() / count;
  }

  /** Returns all folds, those of the first division first. */
  public List<Fold> all() {
    return all;
  }

  /**
   * Requires that whatever fold is held out, every class is left to learn from.
   *
   * @throws InputException otherwise, naming class and fold
   */
  public void requireEveryClass(RowGroups classes) {
    for (Fold fold : all) {
      boolean[] present = new boolean[classes.labels().size()];
      for (int row : fold.train()) {
        present[classes.groupOf(row)] = true;
      }
      for (int k = 0; k < present.length; k++) {
        if (!present[k] && classes.size(k) > 0) {
          throw new InputException(
              "folds: all rows of class "
                  + Names.quote(classes.labels().get(k))
                  + " ("
                  + classes.size(k)
                  + ") are in fold "
                  + fold.number()
                  + ", so that none is left to learn from when it is held out; divide otherwise or"
                  + " leave the class out");
        }
      }
    }
  }
}
