package org.nn4j.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nn4j.api.Matrix;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.model.Model;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.training.TrainingPlan;

class ExplainerTest {
  private static final Table TABLE =
      new Table(
          List.of(
              new NumericColumn("size", 1, 2, 3, 4, 5, 6, 7, Double.NaN),
              new NumericColumn("rooms", 2, 2, 1, 1, 2, 2, 1, 1),
              CategoricalColumn.of("kind", "x", "y", null, "x", "y", "x", "x", "y"),
              new NumericColumn("price", 1, 4, 9, 16, 25, 36, 49, 64)));

  private static Model model(Table table, String target) {
    Preprocessor preprocessor = Preprocessor.fit(table, table.everyRow(), target);
    return Model.of(
        Network.builder(preprocessor.inputWidth())
            .dense(4, "tanh")
            .dense(preprocessor.outputWidth())
            .seed(1)
            .build(),
        TrainingPlan.builder().loss("mse").epochs(1).build(),
        preprocessor);
  }

  private static Explainer explainer() {
    return new Explainer(model(TABLE, "price"), TABLE, TABLE.everyRow(), 1);
  }

  @Test
  void resultsDependOnTheSeedAndNotOnThreads() {
    Explainer one = explainer().withThreads(1);
    Explainer four = explainer().withThreads(4);
    List<Function<Explainer, Object>> all =
        List.of(
            e -> e.importance(5),
            e -> rows(e.dependence("size", 5).means()),
            e -> rows(e.dependence("kind", "size", 4).means()),
            e -> e.interactions(e.columns(), 6),
            e -> e.shapley(3, 7),
            e -> e.integratedGradients(3));
    for (Function<Explainer, Object> part : all) {
      assertThat(part.apply(four)).isEqualTo(part.apply(one));
    }
    Explainer other = new Explainer(model(TABLE, "price"), TABLE, TABLE.everyRow(), 2);
    assertThat(other.importance(5)).isNotEqualTo(one.importance(5));
    assertThat(other.shapley(3, 7)).isNotEqualTo(one.shapley(3, 7));
  }

  private static String rows(Matrix matrix) {
    return Arrays.deepToString(matrix.toRows());
  }

  /** What a column's importance is drawn from does not depend on which other columns there are. */
  @Test
  void importanceComparesWithTheDataAsTheyAre() {
    PermutationImportance importance = explainer().importance(5);

    assertThat(importance.baseline().get(0))
        .isEqualTo(model(TABLE, "price").evaluate(TABLE).metric("r2"));
    assertThat(importance.columns()).hasSize(3);
    assertThat(importance.rows()).isEqualTo(8);
  }

  @Test
  void aMissingValueIsAValueOfLabels() {
    assertThat(explainer().dependence("kind", 9).values()).containsExactly("x", "y", "(missing)");
    assertThat(explainer().dependence("size", 9).positions()).doesNotContain(Double.NaN).hasSize(7);
    assertThat(explainer().shapley(2, 4).contributions())
        .anyMatch(c -> c.column().equals("kind") && c.value().equals("(missing)"));
  }

  @Test
  void theMostFrequentLabelsAreShownInTheirOrder() {
    String[] kinds = IntStream.range(0, 60).mapToObj(i -> "k" + i % 11 % 7).toArray(String[]::new);
    Table table =
        new Table(
            List.of(
                CategoricalColumn.of("kind", kinds),
                new NumericColumn("price", IntStream.range(0, 60).asDoubleStream().toArray())));
    Explainer explainer = new Explainer(model(table, "price"), table, table.everyRow(), 1);

    assertThat(explainer.dependence("kind", 4).values()).containsExactly("k0", "k1", "k2", "k3");
  }

  @Test
  void oneColumnAndOneBackgroundRowAreEnough() {
    Table table =
        new Table(List.of(new NumericColumn("size", 1, 2, 3), new NumericColumn("price", 1, 2, 4)));
    Explainer explainer = new Explainer(model(table, "price"), table, table.everyRow(), 1);
    Attribution attribution = explainer.shapley(2, 1);

    assertThat(attribution.contributions()).hasSize(1);
    assertThat(attribution.contributions().get(0).error()).isZero();
    assertThat(Math.abs(attribution.gap())).isLessThan(1e-9);
    assertThat(explainer.interactions(List.of("size"), 3)).isEmpty();
  }

  @Test
  void aSampleIsDrawnWithoutRepetitionAndKeepsTheOrder() {
    int[] rows = IntStream.range(100, 1100).toArray();
    int[] sample = Explainer.sample(rows, 50, 3);

    assertThat(sample).hasSize(50).isSorted().doesNotHaveDuplicates();
    assertThat(sample[0]).isGreaterThanOrEqualTo(100);
    assertThat(sample).isEqualTo(Explainer.sample(rows, 50, 3));
    assertThat(sample).isNotEqualTo(Explainer.sample(rows, 50, 4));
    assertThat(Explainer.sample(rows, 1000, 3)).isEqualTo(rows).isNotSameAs(rows);
  }

  @Test
  void whatIsNotThereIsRefused() {
    Explainer explainer = explainer();
    assertThatThrownBy(() -> explainer.withOutput("cost"))
        .isInstanceOf(InputException.class)
        .hasMessage("explain: there is no target 'cost'; the model predicts price");
    assertThatThrownBy(explainer::withLogOdds)
        .isInstanceOf(InputException.class)
        .hasMessage("explain: log-odds are of probabilities, but the model predicts numbers");
    assertThatThrownBy(() -> explainer.dependence("price", 5))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "explain: 'price' is no column that the model predicts from; those are size, rooms,"
                + " kind");
    assertThatThrownBy(() -> explainer.dependence("sizes", 5)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> explainer.dependence("size", 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> explainer.dependence("size", "size", 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("both are 'size'");
    assertThatThrownBy(() -> explainer.shapley(8, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("explain: row 8 is none of the table's, 0 to 7");
    assertThatThrownBy(() -> explainer.importance(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> explainer.importance(3, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Explainer(model(TABLE, "price"), TABLE, new int[0], 1))
        .isInstanceOf(IllegalArgumentException.class);
    Table without = TABLE.without("price");
    Explainer blind = new Explainer(model(TABLE, "price"), without, without.everyRow(), 1);
    assertThatThrownBy(() -> blind.importance(3)).isInstanceOf(InputException.class);
    assertThat(blind.dependence("size", 3).values()).hasSize(3);
    Explainer single = new Explainer(model(TABLE, "price"), TABLE, new int[] {4}, 1);
    assertThatThrownBy(() -> single.importance(3))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("importance: r2 is undefined: there is one row");
  }

  @Test
  void everyBlockIsRunOnceAndAFailureIsThrown() {
    AtomicIntegerArray runs = new AtomicIntegerArray(1000);
    Blocks.run(1000, 4, runs::incrementAndGet);
    assertThat(IntStream.range(0, 1000)).allMatch(i -> runs.get(i) == 1);
    assertThatThrownBy(
            () ->
                Blocks.run(
                    100,
                    3,
                    i -> {
                      if (i == 7) {
                        throw new IllegalStateException("seven");
                      }
                    }))
        .hasMessage("seven");
    Blocks.run(0, 3, i -> runs.incrementAndGet(0));
    assertThat(runs.get(0)).isEqualTo(1);
  }
}
