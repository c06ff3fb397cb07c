package org.nn4j.core.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nn4j.api.Loss;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.metric.Average;
import org.nn4j.core.metric.HammingLoss;
import org.nn4j.core.metric.LabelF1;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Prediction;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.Evaluation;

/** Labels that do not exclude one another, from tables to models. */
class LabelTargetTest {
  private static final Table TABLE =
      new Table(
          List.of(
              new NumericColumn("x", 1, 2, 3, 4, 5),
              new NumericColumn("a", 0, 1, 1, 0, 0),
              CategoricalColumn.of("b", "true", "FALSE", "true", "False", "true"),
              new NumericColumn("n", 0, 1, 2, 0, 0),
              CategoricalColumn.of("tags", "b; a", "a", null, ";", "b;c;b"),
              CategoricalColumn.of("words", "p q", "p", "q", "p q", "q")));
  private static final int[] ROWS = {0, 1, 2, 3, 4};

  private static PreprocessOptions options(@Nullable String separator, String... targets) {
    TargetOptions target = TargetOptions.of(targets);
    return new PreprocessOptions(
        separator == null ? target : target.withLabelSeparator(separator),
        FeatureOptions.DEFAULT,
        WeightOptions.NONE);
  }

  private static Preprocessor fit(@Nullable String separator, String... targets) {
    return Preprocessor.fit(TABLE, ROWS, options(separator, targets));
  }

  @Test
  void columnsOfTwoValuesAreLabels() {
    Preprocessor fitted = fit(null, "b", "a");
    assertThat(fitted.target().task()).isEqualTo(Task.MULTI_LABEL);
    assertThat(fitted.labels()).containsExactly("b", "a");
    assertThat(fitted.outputWidth()).isEqualTo(2);
    LabelTarget target = (LabelTarget) fitted.target();
    for (Precision precision : Precision.values()) {
      assertThat(target.encode(TABLE, ROWS, TargetKind.PROBABILITY, precision).toRows())
          .isDeepEqualTo(new double[][] {{1, 0}, {0, 1}, {1, 1}, {0, 0}, {1, 0}});
    }
    assertThat(target.encode(TABLE, new int[] {2, 3}, TargetKind.SIGN, Precision.FLOAT32).toRows())
        .isDeepEqualTo(new double[][] {{1, 1}, {-1, -1}});
    assertThat(target.present(TABLE, ROWS, 1)).containsExactly(false, true, true, false, false);
  }

  @Test
  void columnsOfOtherNumbersAreValues() {
    assertThat(TaskInference.infer(TABLE, TargetOptions.of("a", "n"))).isEqualTo(Task.REGRESSION);
    assertThat(TaskInference.infer(TABLE, TargetOptions.of("a", "x"))).isEqualTo(Task.REGRESSION);
    TargetOptions regression = TargetOptions.of("a", "b").withTask(Task.REGRESSION);
    assertThat(TaskInference.infer(TABLE, regression)).isEqualTo(Task.REGRESSION);
  }

  @Test
  void textsNameLabels() {
    LabelTarget target = (LabelTarget) fit(";", "tags").target();
    assertThat(target.labels()).containsExactly("a", "b", "c");
    assertThat(target.encode(TABLE, ROWS, TargetKind.PROBABILITY, Precision.FLOAT32).toRows())
        .isDeepEqualTo(new double[][] {{1, 1, 0}, {1, 0, 0}, {0, 0, 0}, {0, 0, 0}, {0, 1, 1}});
    assertThat(((LabelTarget) fit(" ", "words").target()).labels()).containsExactly("p", "q");
  }

  @Test
  void onlyTheTrainingRowsTellTheLabels() {
    int[] some = {0, 1, 2};
    LabelTarget target = LabelTarget.fit(TABLE, some, List.of("tags"), ";");
    assertThat(target.labels()).containsExactly("a", "b");
    assertThatThrownBy(() -> target.encode(TABLE, ROWS, TargetKind.REAL, Precision.FLOAT32))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("row 4")
        .hasMessageContaining(
            "'c' in column 'tags' is none of the labels that the model was trained")
        .hasMessageContaining("a, b");
  }

  @ParameterizedTest
  @CsvSource({
    "'a,n', , '2' in column 'n' must be 1 where the label applies",
    "'a,tags', , 'b; a' in column 'tags' must be 1 where the label applies",
    "a, , labels are several columns of 0 and 1",
    "'tags,words', ;, a label separator divides the texts of one column"
  })
  void whatIsNoLabelIsRefused(String columns, @Nullable String separator, String part) {
    assertThatThrownBy(() -> LabelTarget.fit(TABLE, ROWS, List.of(columns.split(",")), separator))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(part);
  }

  @Test
  void labelsOfAllRowsOrNoneTeachNothing() {
    int[] without = {0, 3, 4};
    assertThatThrownBy(() -> LabelTarget.fit(TABLE, without, List.of("a", "b"), null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the label 'a' applies to none of the 3 rows to learn from");
    assertThatThrownBy(() -> LabelTarget.fit(TABLE, new int[] {0, 4}, List.of("tags"), ";"))
        .hasMessageContaining("the label 'b' applies to all of the 2 rows");
    assertThatThrownBy(() -> LabelTarget.fit(TABLE, new int[] {1, 2}, List.of("tags"), ";"))
        .hasMessageContaining("holds one label only ('a')");
  }

  @Test
  void aSeparatorIsForLabels() {
    TargetOptions classes =
        TargetOptions.of("tags").withLabelSeparator(";").withTask(Task.CLASSIFICATION);
    assertThatThrownBy(() -> TaskInference.infer(TABLE, classes))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("multi_label, but the task is classification");
  }

  @Test
  void lossesOverDistributionsAreRefused() {
    LabelTarget target = (LabelTarget) fit(null, "a", "b").target();
    assertThatThrownBy(() -> target.encode(TABLE, ROWS, TargetKind.DISTRIBUTION, Precision.FLOAT32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("binary_cross_entropy");
  }

  @Test
  void rowsWithTheSameLabelsAreOneGroupUnlessTheyAreRare() {
    LabelTarget target = (LabelTarget) fit(null, "a", "b").target();
    int[] exact = target.combinations(TABLE, ROWS, 1);
    assertThat(exact[0]).isEqualTo(exact[4]);
    assertThat(List.of(exact[0], exact[1], exact[2], exact[3])).doesNotHaveDuplicates();
    int[] rare = target.combinations(TABLE, ROWS, 2);
    assertThat(rare).containsExactly(1, 0, 0, 0, 1);
    // The two that are left over are too few by themselves.
    assertThat(target.combinations(TABLE, new int[] {0, 4, 1, 0}, 2)).containsExactly(0, 0, 0, 0);
    assertThat(target.combinations(TABLE, ROWS, 6)).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({
    // Groups in the order of their first row; with at least 3 rows in each.
    "aaabbb, 111222",
    "aaaabbbcc, 111100000", // too few rows by themselves: with the rarest of the others
    "aaaabbbccd, 1111222000",
    "aaabbbbc, 00011110",
    "aaabbbc, 0001110",
    "aaaabbbc, 11110000",
    "aabbc, 00000"
  })
  void rareCombinationsAreTakenTogether(String labels, String groups) {
    String[] cells = labels.split("");
    Table table = new Table(List.of(CategoricalColumn.of("tags", cells)));
    LabelTarget target =
        new LabelTarget(
            List.of("tags"), ";", List.of("a", "b", "c", "d"), Collections.nCopies(4, 0.5));
    int[] expected = groups.chars().map(c -> c - '0').toArray();
    assertThat(target.combinations(table, table.everyRow(), 3)).containsExactly(expected);
  }

  @Test
  void textsOfLabelsAreReadAsTheyAre() {
    assertThat(fit(";", "tags").target().type()).isEqualTo(ColumnType.CATEGORICAL);
    assertThat(fit(null, "a", "b").target().type()).isEqualTo(ColumnType.AUTO);
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void savesAndLoads(Source source) {
    Preprocessor fitted = source.fitted();
    assertThat(fitted.target().toMap().toString()).doesNotContain("threshold");
    assertThat(Preprocessor.fromMap(fitted.toMap())).isEqualTo(fitted);
    Preprocessor decided = fitted.withThreshold(0.3);
    assertThat(decided.thresholds()).hasSameSizeAs(fitted.labels()).containsOnly(0.3);
    assertThat(Preprocessor.fromMap(decided.toMap())).isEqualTo(decided);
  }

  /** Where labels come from. */
  enum Source {
    COLUMNS,
    TEXTS;

    Preprocessor fitted() {
      return this == COLUMNS ? fit(null, "a", "b") : fit(";", "tags");
    }
  }

  @Test
  void whatIsWrongInAFileIsTold() {
    Map<String, Object> map = new LinkedHashMap<>(fit(null, "a", "b").toMap());
    map.put(
        "target",
        Map.of("type", "labels", "labels", List.of("a", "b"), "thresholds", List.of(2.0)));
    assertThatThrownBy(() -> Preprocessor.fromMap(map))
        .isInstanceOf(InputException.class)
        .hasMessage("preprocessing.target: 1 thresholds for 2 labels");
    map.put("target", Map.of("type", "labels", "labels", List.of("a")));
    assertThatThrownBy(() -> Preprocessor.fromMap(map))
        .hasMessageContaining("labels must be at least 2, all different, but are [a]");
  }

  @Test
  void everyLabelNeedsAThreshold() {
    Preprocessor fitted = fit(null, "a", "b");
    assertThatThrownBy(() -> fitted.withThresholds(List.of(0.1, 0.2, 0.3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 thresholds for 2 labels");
    assertThatThrownBy(() -> fitted.withThreshold(1))
        .hasMessageContaining("above 0 and below 1 but is 1.0");
    assertThatThrownBy(() -> fitted.withPositive("a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the positive class is one of two, but the target is no class: a, b");
  }

  @ParameterizedTest
  @CsvSource({
    "sigmoid, binary_cross_entropy",
    "identity, binary_cross_entropy_with_logits",
    "tanh, hinge",
    "sigmoid, mse"
  })
  void aModelDecidesForEachLabelByItself(String output, String loss) {
    Preprocessor decided =
        Preprocessor.fit(TABLE, ROWS, options(null, "a", "b")).withThresholds(List.of(0.45, 0.6));
    Network network =
        Network.builder(decided.inputWidth()).seed(4).dense(4, "tanh").dense(2, output).build();
    Model model = new Model(network, Catalog.standard().create(Loss.class, loss), decided);
    Prediction prediction = model.predict(TABLE);
    assertThat(prediction.names()).containsExactly("a", "b");
    int wrong = 0;
    LabelTarget target = (LabelTarget) decided.target();
    double[][] actual = target.encode(TABLE, ROWS, TargetKind.REAL, Precision.FLOAT64).toRows();
    for (int row : ROWS) {
      boolean a = prediction.values().get(row, 0) > 0.45;
      boolean b = prediction.values().get(row, 1) > 0.6;
      assertThat(prediction.labelSets().get(row))
          .isEqualTo(a ? b ? List.of("a", "b") : List.of("a") : b ? List.of("b") : List.of());
      wrong += (a == (actual[row][0] == 1) ? 0 : 1) + (b == (actual[row][1] == 1) ? 0 : 1);
    }
    Evaluation evaluation = model.evaluate(TABLE, ROWS);
    assertThat(evaluation.labels().toRows()).isDeepEqualTo(actual);
    assertThat(evaluation.metric(new HammingLoss())).isEqualTo(wrong / 10.0);
    assertThat(evaluation.metric(new LabelF1())).isBetween(0.0, 1.0);
    assertThat(evaluation.labelConfusion().labels()).containsExactly("a", "b");
    assertThat(evaluation.labelConfusion().f1(Average.MACRO))
        .isEqualTo(evaluation.metric(new LabelF1()));
    assertThatThrownBy(prediction::labels)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("labelSets()");
  }
}
