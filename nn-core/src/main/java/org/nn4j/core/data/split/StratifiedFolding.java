package org.nn4j.core.data.split;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.nn4j.core.InputException;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.text.Names;

/**
 * Spreads classes evenly.
 *
 * @param classes each row's class
 * @param complete whether every class must have a row in every fold
 */
record StratifiedFolding(RowGroups classes, boolean complete) implements Folding {

  @Override
  public int rows() {
    return classes.rows();
  }

  @Override
  public int[] assign(int folds, RandomStream random) {
    for (int k = 0; complete && k < classes.labels().size(); k++) {
      if (classes.size(k) > 0 && classes.size(k) < folds) {
        throw new InputException(
            "folds: class "
                + Names.quote(classes.labels().get(k))
                + " has "
                + classes.size(k)
                + (classes.size(k) == 1 ? " row" : " rows")
                + ", fewer than the "
                + folds
                + " folds, among which it is to be spread; "
                + (classes.size(k) == 1
                    ? ""
                    : "take fewer (--folds "
                        + classes.size(k)
                        + "), do not stratify (--no-stratify), ")
                + "leave the class out or gather rare ones into one");
      }
    }
    int[] order = IntStream.range(0, rows()).toArray();
    random.shuffle(order, order.length);
    // Dealt like cards, class after class without a break, so that sizes differ by 1 at most.
    int[] dealt =
        IntStream.of(order)
            .boxed()
            .sorted(Comparator.comparingInt(classes::groupOf))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] assignment = new int[dealt.length];
    for (int i = 0; i < dealt.length; i++) {
      assignment[dealt[i]] = i % folds;
    }
    return assignment;
  }
}
