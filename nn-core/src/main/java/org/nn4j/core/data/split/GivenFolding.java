package org.nn4j.core.data.split;

import org.nn4j.core.InputException;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.text.Names;

/**
 * Uses folds that were made elsewhere.
 *
 * @param given each row's fold
 */
record GivenFolding(RowGroups given) implements Folding {

  @Override
  public int rows() {
    return given.rows();
  }

  @Override
  public int[] assign(int folds, RandomStream random) {
    if (folds != given.labels().size()) {
      throw new InputException(
          "folds: " + given.labels().size() + " are given, but " + folds + " are asked for");
    }
    for (int fold = 0; fold < folds; fold++) {
      if (given.size(fold) == 0) {
        throw new InputException(
            "folds: no row is in fold " + Names.quote(given.labels().get(fold)));
      }
    }
    return given.indices();
  }
}
