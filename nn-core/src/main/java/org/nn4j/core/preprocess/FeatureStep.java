package org.nn4j.core.preprocess;

import java.util.Map;
import org.nn4j.api.Matrix;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.Table;

/** How one column of a table becomes one or more columns of the network's input. */
public sealed interface FeatureStep
    permits NumericFeature,
        CategoricalFeature,
        MissingFeature,
        DateFeature,
        OrdinalFeature,
        TextFeature {

  /** What inputs are to a network, in the order in which those that tell them apart want them. */
  enum Group {
    /** Numbers, of which more and less is meant. */
    NUMBERS,
    /** What is neither: whether it is one label, whether it is missing, what a text is made of. */
    OTHERS,
    /** Whole numbers that stand for labels, to be looked up. */
    CODES
  }

  /** Returns the name of the table's column. */
  String column();

  /** Returns the type that the column is to be read as. */
  ColumnType type();

  /** Returns what all its inputs are. */
  Group group();

  /** Returns the number of input columns. */
  int width();

  /** Returns what an input column, 0 to width−1, stands for. */
  String describe(int index);

  /** Returns what the column becomes, in a few words: {@code one of S, M, L}. */
  String summary();

  /**
   * Returns what writes the inputs of samples.
   *
   * @param rows the row of the table that each sample is, kept by reference
   * @throws org.nn4j.core.InputException if the column is missing or holds text instead of numbers
   */
  Encoder bind(Table table, int[] rows);

  /** Returns the step as plain values for a model file. */
  Map<String, Object> toMap();

  /** Writes the inputs that some rows' values in one column become; allocates nothing. */
  interface Encoder {

    /**
     * Overwrites a feature's inputs of samples {@code order[from]} to {@code order[to-1]}, in the
     * rows of a matrix.
     *
     * @param inputs to−from rows
     * @param first the feature's first column of {@code inputs}
     * @throws org.nn4j.core.InputException if an input does not fit the matrix' precision
     */
    void encode(int[] order, int from, int to, Matrix inputs, int first);
  }
}
