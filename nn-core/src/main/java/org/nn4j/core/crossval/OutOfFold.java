package org.nn4j.core.crossval;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.core.InputException;
import org.nn4j.core.model.Prediction;

/** Puts the folds' predictions back into the order of the rows. */
final class OutOfFold {
  private final int rows;
  private @Nullable Prediction whole;

  OutOfFold(int rows) {
    this.rows = rows;
  }

  /**
   * Adds what was predicted for some rows.
   *
   * @throws InputException if it is of other classes than the predictions before
   */
  void add(int[] held, Prediction part) {
    Prediction present = whole;
    if (present == null) {
      present =
          new Prediction(
              part.task(), part.names(), matrix(part), matrix(part), part.probabilities());
      whole = present;
    }
    if (!present.names().equals(part.names())) {
      throw new InputException(
          "cross-validation: one fold's model tells the classes "
              + present.names()
              + " and another's "
              + part.names()
              + "; the rows of every fold's training must have all classes");
    }
    for (int i = 0; i < held.length; i++) {
      present.values().copyRow(held[i], part.values(), i);
      present.decisions().copyRow(held[i], part.decisions(), i);
    }
  }

  private Matrix matrix(Prediction part) {
    return Matrix.zeros(part.values().precision(), rows, part.names().size());
  }

  Prediction prediction() {
    Prediction present = whole;
    if (present == null) {
      throw new IllegalStateException("no fold has been predicted");
    }
    return present;
  }
}
