package org.nn4j.core.layer;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Checks;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;
import org.nn4j.core.initializer.Normal;

/**
 * Trained vectors in place of categories: the input's last k columns are codes of k categorical
 * columns, and each is replaced by the row of that column's table, A = (X₁ … Xₙ₋ₖ | E₁[c₁] | … |
 * Eₖ[cₖ]).
 *
 * <p>A code is a whole number, 1 to the number of categories, or 0 for a missing value or a
 * category that was not there in training; what is no code stands for 0. Each table has a row for
 * that and one for every category, N(0, 1) before training. In the gradients a batch's rows are
 * added up in their order; no gradient flows to a code. Tables do not decay: a category that a
 * batch lacks would shrink meanwhile.
 *
 * <p>Source: Guo and Berkhahn, "Entity embeddings of categorical variables", 2016; size and initial
 * values are those of Holzmüller, Grinsztajn and Steinwart, "Better by default: strong pre-tuned
 * MLPs and boosted trees on tabular data", 2024.
 *
 * @param categories the numbers of categories of the last columns, each at least 1
 * @param size the number of elements of a vector, at least 1; 8 by default, as in the second paper
 */
public record Embedding(List<Integer> categories, int size) implements Layer {

  /** Creates a layer for one column of ten categories. */
  public Embedding() {
    this(List.of(10), 8);
  }

  /**
   * Copies the list and checks the numbers.
   *
   * @throws IllegalArgumentException if there is no column, or a number is below 1
   */
  public Embedding {
    categories = List.copyOf(categories);
    if (categories.isEmpty()) {
      throw new IllegalArgumentException(
          "categories must hold a number for each categorical column but is empty");
    }
    for (int i = 0; i < categories.size(); i++) {
      Checks.atLeast("categories[" + i + "]", categories.get(i), 1);
    }
    Checks.atLeast("size", size, 1);
  }

  @Override
  public String name() {
    return "embedding";
  }

  @Override
  public String description() {
    return "trained vectors in place of the last columns' categories";
  }

  @Override
  public int outputWidth(int inputWidth) {
    if (inputWidth < categories.size()) {
      throw new IllegalArgumentException(
          "embedding: the last "
              + categories.size()
              + " columns are categories, but the input has "
              + inputWidth
              + "; give as many numbers of categories as there are such columns");
    }
    return Branches.width(
        "embedding: its output has",
        inputWidth - categories.size() + (long) categories.size() * size);
  }

  @Override
  public List<ParameterSpec> declare(int inputWidth) {
    List<ParameterSpec> specs = new ArrayList<>();
    for (int i = 0; i < categories.size(); i++) {
      specs.add(
          ParameterSpec.trainable(table(i), categories.get(i) + 1, size, new Normal(0, 1))
              .withFactors(1, 0));
    }
    return specs;
  }

  /** Returns the name of a column's table. */
  static String table(int column) {
    return column + ".weight";
  }

  @Override
  public BoundLayer bind(LayerContext context) {
    return context.precision() == Precision.FLOAT32
        ? new FloatEmbedding(this, context)
        : new DoubleEmbedding(this, context);
  }
}
