package org.nn4j.core.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Checks;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.OperatorGraph;
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
 * @param categories the numbers of categories of the last columns, each at least 1; with none, the
 *     default, the input passes through
 * @param size the number of elements of a vector, at least 1; 8 by default, as in the second paper
 */
public record Embedding(List<Integer> categories, int size) implements Layer {

  /** ONNX's number of the type that indices have. */
  private static final long INT64 = 7;

  /** Creates a layer without categories, which an experiment replaces by those of its inputs. */
  public Embedding() {
    this(List.of(), 8);
  }

  /**
   * Copies the list and checks the numbers.
   *
   * @throws IllegalArgumentException if a number is below 1
   */
  public Embedding {
    categories = List.copyOf(categories);
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

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        OperatorGraph.build(g -> categories.isEmpty() ? OperatorGraph.INPUT : embed(g)));
  }

  private String embed(OperatorGraph.Builder g) {
    int count = categories.size();
    String zero = g.constant(0);
    String last = ColumnOperators.columns(g, -count, Long.MAX_VALUE);
    String whole = g.apply("Equal", last, g.apply("Floor", last));
    String isCode = g.apply("And", whole, g.apply("Less", zero, last));
    String codes = g.apply("Where", isCode, last, zero);
    String[] parts = new String[count + 1];
    parts[0] = ColumnOperators.columns(g, 0, -count);
    for (int i = 0; i < count; i++) {
      String code = g.apply("Gather", Map.of("axis", 1), codes, g.integers(i));
      String known = g.apply("Less", code, g.constant(categories.get(i) + 1));
      String index = g.apply("Cast", Map.of("to", INT64), g.apply("Where", known, code, zero));
      String vectors = g.apply("Gather", g.parameter(table(i)), index);
      parts[i + 1] = g.apply("Reshape", vectors, g.integers(0, -1));
    }
    return g.apply("Concat", Map.of("axis", 1), parts);
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
