package org.nn4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Loss;
import org.nn4j.api.Precision;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.FeatureOptions;
import org.nn4j.core.preprocess.NumericOptions;
import org.nn4j.core.preprocess.PreprocessOptions;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.TargetOptions;
import org.nn4j.core.preprocess.WeightOptions;
import org.nn4j.core.registry.Catalog;

/** Samples that are predicted one by one, beside the rows of a table. */
class PredictorTest {
  /** Numbers, some missing; categories, some missing and one that is a number; flags. */
  private static final String CSV =
      """
      age,income,town,zip,member,kind,pair,price,tax
      23,1200.5,Bonn,53111,true,a,no,10.5,1
      41,,Köln,50667,false,b,yes,20.25,2
      ,3100.75,,53111,true,c,no,31,3
      35,2500,"Bonn, Süd",50667,false,a,yes,9.125,4
      58,1e3,Köln,,true,b,no,12,5
      19,0.1,Bonn,40210,false,c,yes,77.7,6
      """;

  private static final String[] FEATURES = {"age", "income", "town", "zip", "member"};

  private enum Town {
    Bonn,
    Aachen
  }

  @TempDir Path folder;
  private Table table;

  @BeforeEach
  void read() throws IOException {
    Path csv = folder.resolve("people.csv");
    Files.writeString(csv, CSV);
    table = TableReader.read(csv, TableOptions.DEFAULT.withType("zip", ColumnType.CATEGORICAL));
  }

  private Preprocessor fit(TargetOptions target, String... features) {
    FeatureOptions chosen =
        new FeatureOptions(
            List.of(features), List.of(), NumericOptions.DEFAULT, Map.of(), List.of("town"));
    return Preprocessor.fit(
        table, table.everyRow(), new PreprocessOptions(target, chosen, WeightOptions.NONE));
  }

  private static Model model(
      Preprocessor preprocessor, Precision precision, int outputs, String activation, String loss) {
    Network network =
        Network.builder(preprocessor.inputWidth())
            .precision(precision)
            .dense(9, "tanh")
            .layer("batch_norm")
            .dropout(0.3)
            .dense(outputs, activation)
            .seed(3)
            .build();
    return new Model(network, Catalog.standard().create(Loss.class, loss), preprocessor);
  }

  private Model model(String name) {
    Precision precision = name.endsWith("64") ? Precision.FLOAT64 : Precision.FLOAT32;
    return switch (name.substring(0, name.length() - 2)) {
      case "three classes" ->
          model(
              fit(TargetOptions.of("kind"), FEATURES),
              precision,
              3,
              "softmax",
              "categorical_cross_entropy");
      case "scores of three classes" ->
          model(fit(TargetOptions.of("kind"), FEATURES), precision, 3, "identity", "hinge");
      case "logits" ->
          model(
              fit(TargetOptions.of("kind"), FEATURES),
              precision,
              3,
              "identity",
              "softmax_cross_entropy");
      case "two classes of one output" ->
          model(
              fit(TargetOptions.of("pair"), FEATURES).withThreshold(0.37),
              precision,
              1,
              "sigmoid",
              "binary_cross_entropy");
      case "two classes of logits" ->
          model(
              fit(TargetOptions.of("pair"), FEATURES),
              precision,
              1,
              "identity",
              "binary_cross_entropy_with_logits");
      case "two classes of two outputs" ->
          model(
              fit(TargetOptions.of("pair"), FEATURES).withThreshold(0.61),
              precision,
              2,
              "softmax",
              "categorical_cross_entropy");
      case "a number" ->
          model(fit(TargetOptions.of("price"), FEATURES), precision, 1, "identity", "mse");
      case "two numbers" ->
          model(fit(TargetOptions.of("price", "tax"), FEATURES), precision, 2, "identity", "mse");
      default -> throw new IllegalArgumentException(name);
    };
  }

  static Stream<String> models() {
    return Stream.of(
            "three classes",
            "scores of three classes",
            "logits",
            "two classes of one output",
            "two classes of logits",
            "two classes of two outputs",
            "a number",
            "two numbers")
        .flatMap(name -> Stream.of(name + "32", name + "64"));
  }

  /** Returns a row's values as a program has them: numbers and texts, null where one is missing. */
  private Map<String, Object> sample(Model model, int row) {
    Map<String, Object> sample = new LinkedHashMap<>();
    for (String name : model.predictor().columns()) {
      Column column = table.column(name);
      sample.put(
          name,
          column.missing(row)
              ? null
              : column instanceof NumericColumn numbers ? numbers.value(row) : column.text(row));
    }
    return sample;
  }

  private static void requireSame(SamplePrediction one, Prediction all, int row) {
    assertThat(one.task()).isEqualTo(all.task());
    assertThat(one.names()).isEqualTo(all.names());
    assertThat(one.hasProbabilities())
        .isEqualTo(all.hasProbabilities() && all.task() != Task.REGRESSION);
    for (int k = 0; k < all.names().size(); k++) {
      double expected = all.values().get(row, k);
      assertThat(Double.doubleToRawLongBits(one.toArray()[k]))
          .isEqualTo(Double.doubleToRawLongBits(expected));
      assertThat(one.value(all.names().get(k))).isEqualTo(expected);
    }
    assertThat(one.values().keySet()).containsExactlyElementsOf(all.names());
    switch (all.task()) {
      case CLASSIFICATION -> assertThat(one.label()).isEqualTo(all.labels().get(row));
      case MULTI_LABEL -> assertThat(one.labels()).isEqualTo(all.labelSets().get(row));
      case REGRESSION -> assertThat(one.values()).hasSize(all.names().size());
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aSampleGivesTheBitsOfATablesRow(String name) {
    Model model = model(name);
    Prediction all = model.predict(table);
    Predictor predictor = model.predictor();
    for (int row = 0; row < table.rows(); row++) {
      requireSame(predictor.predict(sample(model, row)), all, row);
      requireSame(model.predict(sample(model, row)), all, row);
    }
  }

  /** Labels of their own columns, whose thresholds differ. */
  @ParameterizedTest
  @ValueSource(strings = {"", "0.2,0.9", "0.45,0.45"})
  void labelsGiveTheBitsOfATablesRow(String thresholds) throws IOException {
    Path csv = folder.resolve("labels.csv");
    Files.writeString(csv, "x,town,even,prime\n1,a,0,0\n2,b,1,1\n3,,0,1\n4,a,1,0\n");
    table = TableReader.read(csv);
    Preprocessor preprocessor =
        Preprocessor.fit(
            table,
            table.everyRow(),
            new PreprocessOptions(
                TargetOptions.of("even", "prime").withTask(Task.MULTI_LABEL),
                FeatureOptions.DEFAULT,
                WeightOptions.NONE));
    if (!thresholds.isEmpty()) {
      preprocessor =
          preprocessor.withThresholds(
              Arrays.stream(thresholds.split(",")).map(Double::valueOf).toList());
    }
    for (Precision precision : Precision.values()) {
      Model model = model(preprocessor, precision, 2, "sigmoid", "binary_cross_entropy");
      for (int row = 0; row < table.rows(); row++) {
        requireSame(model.predict(sample(model, row)), model.predict(table), row);
      }
    }
  }

  /** Everything that a value may be, and what the same is in a file. */
  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("age", 41, "41"),
        Arguments.of("age", 41L, "41"),
        Arguments.of("age", (short) 41, "41"),
        Arguments.of("age", 41.0f, "41"),
        Arguments.of("age", new BigDecimal("0.1"), "0.1"),
        Arguments.of("age", new BigInteger("41"), "41"),
        Arguments.of("age", " 41 ", "41"),
        Arguments.of("age", "4.1e1", "4.1e1"),
        Arguments.of("age", "-.5", "-.5"),
        Arguments.of("age", true, "1"),
        Arguments.of("age", Boolean.FALSE, "0"),
        Arguments.of("age", null, ""),
        Arguments.of("age", Double.NaN, ""),
        Arguments.of("age", Float.NaN, ""),
        Arguments.of("age", "NA", "NA"),
        Arguments.of("age", "?", "?"),
        Arguments.of("age", "", ""),
        Arguments.of("town", "Köln", "Köln"),
        Arguments.of("town", " Köln\u00a0", " Köln\u00a0"),
        Arguments.of("town", new StringBuilder("Bonn"), "Bonn"),
        Arguments.of("town", Town.Bonn, "Bonn"),
        Arguments.of("town", Town.Aachen, "Aachen"),
        Arguments.of("town", "n/a", "n/a"),
        Arguments.of("town", 7, "7"),
        Arguments.of("town", null, ""),
        Arguments.of("town", Double.NaN, ""),
        Arguments.of("zip", 53111, "53111"),
        Arguments.of("zip", 53111.0, "53111.0"),
        Arguments.of("zip", "53111.00", "53111.00"),
        Arguments.of("zip", "99999", "99999"),
        Arguments.of("member", true, "true"),
        Arguments.of("member", "false", "false"),
        Arguments.of("member", "True", "True"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void valuesAreReadAsTheCellsOfFilesAre(String column, @Nullable Object value, String cell)
      throws IOException {
    Model model = model("three classes64");
    List<String> columns = model.predictor().columns();
    Path csv = folder.resolve("one.csv");
    List<String> cells = new ArrayList<>(List.of("23", "1", "Bonn", "53111", "true"));
    Map<String, Object> sample = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      sample.put(columns.get(i), cells.get(i));
    }
    sample.put(column, value);
    cells.set(columns.indexOf(column), cell);
    Files.writeString(csv, String.join(",", columns) + "\n" + String.join(",", cells) + "\n");
    Table one = TableReader.read(csv, model.preprocessor().tableOptions(false));
    requireSame(model.predict(sample), model.predict(one), 0);
  }

  /** Numbers as files of decimal commas have them, and texts that stand for missing values. */
  @Test
  void textsAreReadInTheFormThatTheModelLearntFrom() throws IOException {
    Path csv = folder.resolve("commas.csv");
    Files.writeString(csv, "x;town;y\n1,5;a;2,5\n-999;b;3,5\n1.234,5;none;1,5\n4,5;c;7\n");
    table = TableReader.read(csv, TableOptions.DEFAULT.withMissing(List.of("-999", "none")));
    Model model =
        model(
            Preprocessor.fit(table, table.everyRow(), "y"),
            Precision.FLOAT64,
            1,
            "identity",
            "mse");
    Prediction all = model.predict(table);
    requireSame(model.predict(Map.of("x", "1,5", "town", "a")), all, 0);
    requireSame(model.predict(Map.of("x", 1.5, "town", "a")), all, 0);
    requireSame(model.predict(Map.of("x", "-999", "town", "b")), all, 1);
    requireSame(model.predict(Map.of("x", -999, "town", "b")), all, 1);
    requireSame(model.predict(Map.of("x", "1.234,5", "town", "none")), all, 2);
    requireSame(model.predict(Map.of("x", "1234,5", "town", "NONE")), all, 2);
    assertThatThrownBy(() -> model.predict(Map.of("x", "1.234", "town", "a")))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "predict: column 'x': '1.234' may have '.' before decimals or between thousands; give a"
                + " number");
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of("age", "forty", "predict: column 'age': 'forty' is not a number"),
        Arguments.of("age", "$40", "'$40' is not a number but an amount"),
        Arguments.of("age", "inf", "'inf' is not a finite number; a value that is not known"),
        Arguments.of("age", "1e999", "'1e999' is"),
        Arguments.of("age", Double.POSITIVE_INFINITY, "must be finite but is Infinity"),
        Arguments.of("age", 1e300, "1.0E300 is beyond float32 after scaling"),
        Arguments.of("age", Long.MAX_VALUE, "whole number that float64 cannot tell"),
        Arguments.of("age", List.of(1), "a number is wanted, but the value is of class java."),
        Arguments.of("town", new int[0], "a category is wanted, but the value is of class [I"),
        Arguments.of("town", Double.NEGATIVE_INFINITY, "must be finite but is -Infinity"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whatNoColumnHoldsIsAnError(String column, Object value, String message) {
    Model model = model("three classes32");
    Map<String, Object> sample = sample(model, 0);
    sample.put(column, value);
    assertThatThrownBy(() -> model.predict(sample))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("column '" + column + "'");
    assertThat(model.predictor().waiting()).as("the workspace is back").isEqualTo(1);
  }

  @Test
  void aKeyThatIsNoColumnIsAnError() {
    Model model = model("three classes32");
    Map<String, Object> sample = sample(model, 0);
    sample.remove("income");
    sample.put("incom", 1200.5);
    assertThatThrownBy(() -> model.predict(sample))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "predict: the model has no column 'incom'; did you mean 'income'? It has age, income,"
                + " town, zip, member. model.predictor().ignoreUnknown() ignores other keys");
    // Neither is it one that may be missing, nor is it passed over in silence.
    assertThatThrownBy(() -> model.predictor().allowMissing().predict(sample))
        .hasMessageContaining("'incom'; did you mean 'income'?");
    assertThatThrownBy(() -> model.predictor().ignoreUnknown().predict(sample))
        .hasMessage(
            "predict: there is no value of column income; null stands for one that is unknown, in"
                + " CSV an empty cell (in Java allowMissing() takes absent ones for that)");
    sample.put("income", 1200.5);
    assertThatThrownBy(() -> model.predict(sample)).hasMessageContaining("no column 'incom'");
    requireSame(model.predictor().ignoreUnknown().predict(sample), model.predict(table), 0);
    sample.remove("incom");
    sample.put(null, 1);
    assertThatThrownBy(() -> model.predict(sample)).hasMessageContaining("no column null");
  }

  /** As the columns of files may. */
  @Test
  void keysMayDifferInBlanksAndCase() {
    Model model = model("three classes32");
    Prediction all = model.predict(table);
    Map<String, Object> sample = sample(model, 0);
    sample.put("ZIP", sample.remove("zip"));
    sample.put(" Town\u00a0", sample.remove("town"));
    sample.put("Kind", "a");
    requireSame(model.predict(sample), all, 0);
    requireSame(model.predictor().allowMissing().ignoreUnknown().predict(sample), all, 0);
    assertThat(sample)
        .as("the caller's")
        .containsKeys("ZIP", " Town\u00a0")
        .doesNotContainKey("zip");
    Map<String, Object> labelled = sample(model, 0);
    labelled.put("KIND", "a");
    requireSame(model.predict(labelled), all, 0);
    // null is a value that is missing, not a key that is
    Map<String, Object> missing = sample(model, 2);
    missing.put("AGE", missing.remove("age"));
    requireSame(model.predict(missing), all, 2);
    // The name itself goes before others, and of two others neither is meant.
    sample.put("zip", 50667);
    assertThatThrownBy(() -> model.predict(sample)).hasMessageContaining("no column 'ZIP'");
    sample.remove("zip");
    sample.put("Zip", 50667);
    assertThatThrownBy(() -> model.predict(sample)).hasMessageContaining("no column 'ZIP'");
    assertThatThrownBy(() -> model.predictor().ignoreUnknown().predict(sample))
        .hasMessageContaining("no value of column zip;");
  }

  @Test
  void aKeyIsTakenForTheNearestOfColumnsThatDifferInCase() throws IOException {
    Path csv = folder.resolve("cases.csv");
    Files.writeString(csv, "X,x,y\n1,5,2\n2,3,4\n4,1,1\n");
    table = TableReader.read(csv);
    Preprocessor preprocessor = Preprocessor.fit(table, table.everyRow(), "y");
    Model model = model(preprocessor, Precision.FLOAT32, 1, "identity", "mse");
    requireSame(model.predict(Map.of(" X", 1, "x ", 5)), model.predict(table), 0);
    SamplePrediction known = model.predictor().allowMissing().predict(Map.of("x", 5));
    assertThat(model.predictor().allowMissing().predict(Map.of(" x", 5)).value())
        .isEqualTo(known.value());
  }

  @Test
  void aTargetMayBeAmongTheKeys() {
    Model model = model("three classes32");
    Map<String, Object> sample = sample(model, 0);
    sample.put("kind", "a");
    requireSame(model.predict(sample), model.predict(table), 0);
  }

  @Test
  void absentKeysAreMissingValuesIfAskedFor() {
    Model model = model("three classes32");
    Map<String, Object> sample = new TreeMap<>(sample(model, 2));
    sample.values().removeIf(value -> value == null);
    assertThatThrownBy(() -> model.predict(sample))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no value of columns age, town");
    requireSame(model.predictor().allowMissing().predict(sample), model.predict(table), 2);
  }

  @Test
  void numbersAreTakenInTheOrderOfTheColumns() {
    Preprocessor preprocessor = fit(TargetOptions.of("kind"), "income", "zip", "age");
    Model model = model(preprocessor, Precision.FLOAT32, 3, "softmax", "categorical_cross_entropy");
    Prediction all = model.predict(table);
    Predictor predictor = model.predictor();
    requireSame(predictor.predict(1200.5, 53111, 23), all, 0);
    requireSame(predictor.predict(Double.NaN, 50667, 41), all, 1);
    requireSame(predictor.predict(new float[] {1000, Float.NaN, 58}), all, 4);
    assertThatThrownBy(() -> predictor.predict(1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("predict: 2 values for 3 columns: income, zip, age");
    assertThatThrownBy(() -> predictor.predict(Double.POSITIVE_INFINITY, 2, 3))
        .hasMessageContaining("column 'income': must be finite");
  }

  @Test
  void aPredictionTellsWhatItIs() {
    SamplePrediction kind = model("three classes32").predict(sample(model("three classes32"), 0));
    assertThat(kind.toString()).startsWith(kind.label() + " (a 0.").contains(", b 0.", ", c 0.");
    assertThatThrownBy(kind::value).hasMessageContaining("classes or labels (a, b, c): see value(");
    assertThatThrownBy(kind::labels).hasMessageContaining("see label()");
    assertThatThrownBy(() -> kind.value("d"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("predicts no 'd'")
        .hasMessageEndingWith("It predicts a, b, c.");
    assertThat(kind.probability("b")).isEqualTo(kind.value("b")).isBetween(0.0, 1.0);
    assertThatThrownBy(() -> kind.probability("d")).hasMessageContaining("predicts no 'd'");
    Model scored = model("scores of three classes32");
    assertThatThrownBy(() -> scored.predict(sample(scored, 0)).probability("b"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the model predicts scores that are no probabilities, as its loss compares none: see"
                + " value(name)");
    Model priced = model("a number64");
    SamplePrediction price = priced.predict(sample(priced, 0));
    assertThat(price.value()).isEqualTo(priced.predict(table).values().get(0, 0));
    assertThat(price).hasToString("price " + price.value());
    assertThatThrownBy(() -> price.probability("price"))
        .hasMessage("the model predicts numbers (price): see value(name)");
    assertThatThrownBy(price::label).hasMessageContaining("numbers (price): see value()");
    Model both = model("two numbers32");
    assertThatThrownBy(() -> both.predict(sample(both, 0)).value())
        .hasMessageContaining("several numbers (price, tax)");
  }

  @Test
  void aModelOverMatricesHasNoColumns() {
    Network network = Network.builder(2).dense(1, "sigmoid").build();
    Model model =
        new Model(network, Catalog.standard().create(Loss.class, "mse"), null, Provenance.NONE);
    assertThatThrownBy(() -> model.predict(Map.of("x", 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("give its network a matrix of 2 columns");
  }

  @Test
  void anyNumberOfThreadsGetOneAnswer() throws Exception {
    Model model = model("three classes32");
    Prediction all = model.predict(table);
    Predictor predictor = model.predictor();
    List<Map<String, Object>> samples = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      samples.add(sample(model, row));
    }
    ExecutorService threads = Executors.newFixedThreadPool(50);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int t = 0; t < 50; t++) {
        int start = t;
        done.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 400; i++) {
                    int row = (start + i) % samples.size();
                    requireSame(predictor.predict(samples.get(row)), all, row);
                  }
                }));
      }
      for (Future<?> future : done) {
        future.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(predictor.waiting()).isBetween(1, 50);
  }

  /** The result is all that a call leaves behind: an object and as many numbers as names. */
  @Test
  void aCallAllocatesItsResultAlone() {
    Model model = model("three classes32");
    Predictor predictor = model.predictor();
    Map<String, Object> sample = sample(model, 0);
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    int calls = 1000;
    for (int round = 0; round < 20; round++) {
      long before = memory.getThreadAllocatedBytes(thread);
      for (int i = 0; i < calls; i++) {
        predictor.predict(sample);
      }
      least = Math.min(least, memory.getThreadAllocatedBytes(thread) - before);
    }
    assertThat(least / calls).as("bytes a call").isBetween(1L, 100L);
  }
}
