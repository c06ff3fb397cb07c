package org.nn4j.explain;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.core.data.Column;
import org.nn4j.core.random.RandomStream;
import org.nn4j.explain.Attribution.Contribution;
import org.nn4j.explain.Attribution.Method;

/**
 * Shapley values by sampling: for each background row z and a random order of the columns, z's
 * columns are replaced by the row's x one after the other, and a column is given the change of the
 * prediction when its turn comes. Each order is walked both ways, which cancels what is linear in a
 * column's place. The amounts of a walk telescope to f(x) − f(z), and as each background row is
 * walked equally often, all amounts add up to f(x) − mean f(z) exactly.
 *
 * <p>Source: Štrumbelj and Kononenko, "Explaining prediction models and individual predictions with
 * feature contributions", 2014; walking both ways: Mitchell et al., "Sampling permutations for
 * Shapley value estimation", 2022.
 */
final class ShapleySampling {
  private static final int WAYS = 2;

  private final ColumnMix mix;
  private final int row;
  private final int[] background;
  private final int columns;

  /** For each background row the place of each column in its order. */
  private final int[][] places;

  private ShapleySampling(ColumnMix mix, int row, int[] background, long seed) {
    this.mix = mix;
    this.row = row;
    this.background = background;
    this.columns = mix.columns().size();
    this.places = new int[background.length][columns];
    RandomStream random = new RandomStream(seed, "explain/shapley");
    for (int[] each : places) {
      for (int c = 0; c < columns; c++) {
        each[c] = c;
      }
      random.shuffle(each, columns);
    }
  }

  /**
   * Explains a row; takes 2·background·columns predictions.
   *
   * @param mix predicts a single output
   * @param background the rows z, the same order of columns for each seed whatever the row
   */
  static Attribution of(ColumnMix mix, int row, int[] background, long seed) {
    return new ShapleySampling(mix, row, background, seed).attribution();
  }

  /** Samples of a way: with 1 to columns − 1 of the row's values. */
  private int steps() {
    return columns - 1;
  }

  private Attribution attribution() {
    double prediction = mix.values(new int[] {row})[0];
    double[] ends = mix.values(background);
    double[] between = mix.values(background.length * WAYS * steps(), this::fill);
    List<Contribution> contributions = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      contributions.add(contribution(c, prediction, ends, between));
    }
    double base = 0;
    for (double end : ends) {
      base += end;
    }
    return new Attribution(
        row, Method.SHAPLEY, mix.output(), base / background.length, prediction, contributions);
  }

  private void fill(int column, int from, int[] rows) {
    for (int i = 0; i < rows.length; i++) {
      int sample = from + i;
      int walk = sample / steps();
      int taken = sample % steps() + 1;
      rows[i] = place(walk, column) < taken ? row : background[walk / WAYS];
    }
  }

  /** Returns when it is a column's turn in a walk; every other walk goes the other way. */
  private int place(int walk, int column) {
    int place = places[walk / WAYS][column];
    return walk % WAYS == 0 ? place : columns - 1 - place;
  }

  private Contribution contribution(int c, double prediction, double[] ends, double[] between) {
    double sum = 0;
    double[] each = new double[background.length];
    for (int b = 0; b < background.length; b++) {
      for (int way = 0; way < WAYS; way++) {
        int walk = b * WAYS + way;
        int place = place(walk, c);
        double before = place == 0 ? ends[b] : between[walk * steps() + place - 1];
        double after = place == steps() ? prediction : between[walk * steps() + place];
        each[b] += (after - before) / WAYS;
      }
      sum += each[b];
    }
    double mean = sum / background.length;
    double squares = 0;
    for (double amount : each) {
      squares += (amount - mean) * (amount - mean);
    }
    double n = background.length;
    Column column = mix.columns().get(c);
    return new Contribution(
        column.name(),
        column.missing(row) ? Grid.MISSING : column.text(row),
        mean,
        n > 1 ? Math.sqrt(squares / (n - 1) / n) : 0);
  }
}
