package org.nn4j.core.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.RowPlace;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.preprocess.Preprocessor.UnknownCategory;
import tools.jackson.databind.json.JsonMapper;

class PreprocessorTest {
  private static final String PEOPLE =
      "name,age,sex,weight,pays\nann,30,f,1,yes\nbob,,m,2,no\ncy,50,m,1,no\ndi,20,x,1,yes\n";

  @TempDir private Path folder;

  private Table read(String content, TableOptions options) throws IOException {
    return TableReader.read(Files.writeString(folder.resolve("people.csv"), content), options);
  }

  private static PreprocessOptions options(
      List<String> features, List<String> excluded, String weight) {
    return new PreprocessOptions(
        TargetOptions.of("pays"),
        new FeatureOptions(features, excluded, NumericOptions.DEFAULT, Map.of(), List.of()),
        new WeightOptions(weight, false, Map.of()));
  }

  @Test
  void thePositiveClassIsTheSecond() throws IOException {
    Table table = read(PEOPLE, TableOptions.DEFAULT);
    int[] rows = {0, 1, 2, 3};
    Preprocessor fitted = Preprocessor.fit(table, rows, options(List.of("age"), List.of(), null));
    Preprocessor changed = fitted.withPositive("no").withThreshold(0.3);
    assertThat(fitted.labels()).containsExactly("no", "yes");
    assertThat(changed.labels()).containsExactly("yes", "no");
    assertThat(((ClassTarget) changed.target()).indices(table, rows)).containsExactly(0, 1, 1, 0);
    assertThat(Preprocessor.fromMap(changed.toMap())).isEqualTo(changed);
    assertThat(fitted.withPositive("yes")).isEqualTo(fitted);
    assertThatThrownBy(() -> changed.withPositive("yes"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a threshold is of the positive class, so it is set last");
    assertThatThrownBy(() -> fitted.withPositive("maybe"))
        .hasMessage("the positive class is one of two, but 'pays' has 'no' and 'yes', not 'maybe'");
  }

  @Test
  void makesADatasetWithWeightsAndLines() throws IOException {
    Table table = read(PEOPLE, TableOptions.DEFAULT);
    int[] train = {0, 1, 2};
    PreprocessOptions options = options(List.of(), List.of("name"), "weight");
    Preprocessor preprocessor = Preprocessor.fit(table, train, options);
    assertThat(preprocessor.features().inputs()).containsExactly("age", "sex=f", "sex=m");
    SampleWeights weights =
        SampleWeights.fit(table, train, preprocessor.target(), options.weights());
    Dataset data =
        preprocessor.dataset(
            table, new int[] {1, 3}, Precision.FLOAT64, TargetKind.PROBABILITY, 1, weights);
    Matrix x = Matrix.zeros(Precision.FLOAT64, 2, 3);
    Matrix y = Matrix.zeros(Precision.FLOAT64, 2, 1);
    Matrix w = Matrix.zeros(Precision.FLOAT64, 2, 1);
    data.features(new int[] {0, 1}, 0, 2, x);
    data.targets(new int[] {0, 1}, 0, 2, y);
    data.weights(new int[] {0, 1}, 0, 2, w);
    // Ages 30, 40 (the mean of 30 and 50, filled in) and 50: mean 40, deviation of 30 and 50 is 10.
    assertThat(x.toRows()).isDeepEqualTo(new double[][] {{0, 0, 1}, {-2, 0, 0}});
    assertThat(y.toRows()).isDeepEqualTo(new double[][] {{0}, {1}});
    assertThat(w.toRows()).isDeepEqualTo(new double[][] {{2}, {1}});
    assertThat(data.line(0)).isEqualTo(3);
    assertThat(data.line(1)).isEqualTo(5);
    assertThat(preprocessor.unknownCategories(table))
        .containsExactly(new UnknownCategory("sex", "x", 1, new RowPlace(null, 5), null));
  }

  @Test
  void readsAFileToPredictFromAsTheModelNeedsIt() throws IOException {
    Table table = read(PEOPLE, TableOptions.DEFAULT);
    Preprocessor preprocessor =
        Preprocessor.fit(table, table.everyRow(), options(List.of("sex", "age"), List.of(), null));
    String later = "pays,extra,age,sex\n,NaN,NA,1\nno,abc,40,\n";
    Table predict = read(later, preprocessor.tableOptions(false));
    assertThat(predict.names()).containsExactly("age", "sex");
    assertThat(preprocessor.features().encode(predict, new int[] {0}, Precision.FLOAT32).toRows())
        .isDeepEqualTo(new double[][] {{0, 0, 0, 0}});
    Table evaluate = read(later, preprocessor.tableOptions(true));
    assertThatThrownBy(
            () ->
                preprocessor.dataset(
                    evaluate, evaluate.everyRow(), Precision.FLOAT32, TargetKind.SIGN, 1, null))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            "people.csv:2:1: the target 'pays' is missing; complete the row or remove it, or leave"
                + " out such rows with --drop-missing-target");
  }

  @Test
  void exceptionsHoldForTheirColumns() throws IOException {
    Table table = read(PEOPLE, TableOptions.DEFAULT);
    NumericOptions minusSeven = new NumericOptions(Imputation.CONSTANT, -7, Scaling.NONE);
    PreprocessOptions options =
        new PreprocessOptions(
            TargetOptions.of("pays"),
            new FeatureOptions(
                List.of("age"),
                List.of(),
                NumericOptions.DEFAULT,
                Map.of("age", minusSeven),
                List.of()),
            WeightOptions.NONE);
    assertThat(Preprocessor.fit(table, table.everyRow(), options).features().steps())
        .containsExactly(new NumericFeature("age", -7, Scaler.IDENTITY));
  }

  @Test
  void numbersGetTheirUnitsBackAndClassesStay() throws IOException {
    Table table = read(PEOPLE, TableOptions.DEFAULT);
    Preprocessor numbers =
        new Preprocessor(
            Preprocessor.fit(table, table.everyRow(), "pays").features(),
            new NumericTarget(List.of("age"), List.of(new Scaler(10, 2))),
            CsvFormat.FOUND);
    Matrix encoded = Matrix.of(new double[] {1}, new double[] {-3});
    assertThat(numbers.decode(encoded).toRows()).isDeepEqualTo(new double[][] {{12}, {4}});
    assertThat(encoded.toRows()).as("not changed").isDeepEqualTo(new double[][] {{1}, {-3}});
    assertThat(Preprocessor.fit(table, table.everyRow(), "pays").decode(encoded)).isSameAs(encoded);
  }

  @Test
  void classesThatAreTakenForOthersAreTold() {
    Table table =
        new Table(
            List.of(new NumericColumn("x", 1, 2, 3), CategoricalColumn.of("y", "1.0", "2", "z")));
    Preprocessor preprocessor =
        new Preprocessor(
            new FeatureEncoder(List.of(new NumericFeature("x", 0, Scaler.IDENTITY))),
            new ClassTarget("y", false, List.of("1", "2")),
            CsvFormat.FOUND);
    assertThat(preprocessor.unknownCategories(table))
        .extracting(UnknownCategory::column, UnknownCategory::label, UnknownCategory::taken)
        .containsExactly(tuple("y", "1.0", "1"));
    Table unlabelled = new Table(List.of(new NumericColumn("x", 1)));
    assertThat(preprocessor.unknownCategories(unlabelled)).isEmpty();
    Table other = new Table(List.of(CategoricalColumn.of("y", "1")));
    assertThatThrownBy(
            () ->
                preprocessor.dataset(
                    other, other.everyRow(), Precision.FLOAT32, TargetKind.SIGN, 1, null))
        .isInstanceOf(InputException.class)
        .hasMessage("column 'x' is missing; the model needs x");
  }

  @Test
  void aFileIsReadAsTheTrainingFileWas() {
    CsvFormat told = CsvFormat.FOUND.withUsualDecimal(',').withMissing(List.of("?", "none"));
    for (CsvFormat format :
        List.of(told, told.withMissing(null), told.withUsualDecimal(null), CsvFormat.FOUND)) {
      Preprocessor preprocessor =
          new Preprocessor(
              new FeatureEncoder(List.of(new CategoricalFeature("c", List.of("NA", "x")))),
              new ClassTarget("y", false, List.of("a", "b")),
              format);
      assertThat(Preprocessor.fromMap(preprocessor.toMap())).isEqualTo(preprocessor);
      boolean literal = format.missing() == null; // NA is a label, so it was said to be one
      TableOptions options = preprocessor.tableOptions(true);
      assertThat(options.types())
          .containsEntry("c", literal ? ColumnType.CATEGORICAL : ColumnType.LABELS)
          .containsEntry("y", ColumnType.LABELS);
      assertThat(options.format()).isEqualTo(format);
    }
  }

  @Test
  void tellsColumnsWithTwoUsesOrNone() throws IOException {
    Table table = read(PEOPLE, TableOptions.DEFAULT);
    int[] rows = table.everyRow();
    assertThatThrownBy(
            () -> Preprocessor.fit(table, rows, options(List.of("pays"), List.of(), null)))
        .hasMessageContaining(
            "'pays' is a target or the sample weight and cannot be a feature too");
    assertThatThrownBy(
            () -> Preprocessor.fit(table, rows, options(List.of("weight"), List.of(), "weight")))
        .hasMessageContaining("'weight' is a target or the sample weight");
    assertThatThrownBy(
            () -> Preprocessor.fit(table, rows, options(List.of(), List.of("nam"), null)))
        .hasMessageContaining("no column 'nam'; did you mean 'name'?");
    assertThatThrownBy(
            () ->
                Preprocessor.fit(
                    table, rows, options(List.of(), List.of("name", "age", "sex"), "weight")))
        .hasMessageContaining("no column is left to be a feature: leave fewer out (--ignore)");
    Table single = new Table(List.of(CategoricalColumn.of("y", "a", "b")));
    assertThatThrownBy(() -> Preprocessor.fit(single, single.everyRow(), "y"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("feature: there is none but y");
  }

  @ParameterizedTest
  @CsvSource({"iris,species", "digits,digit", "diabetes,progression", "breast_cancer,diagnosis"})
  void survivesJson(String name, String target) {
    Table table =
        TableReader.read(Path.of("../examples/data", name + ".csv"), TableOptions.DEFAULT);
    Preprocessor preprocessor =
        Preprocessor.fit(table, table.everyRow(), PreprocessOptions.of(target));
    JsonMapper json = new JsonMapper();
    String text = json.writeValueAsString(preprocessor.toMap());
    Preprocessor read = Preprocessor.fromMap(json.readValue(text, Map.class));
    assertThat(read).isEqualTo(preprocessor);
    assertThat(json.writeValueAsString(read.toMap())).isEqualTo(text);
  }

  @Test
  void standardizesIrisAsScikitLearnDoes() {
    Table table = TableReader.read(Path.of("../examples/data/iris.csv"), TableOptions.DEFAULT);
    Preprocessor iris = Preprocessor.fit(table, table.everyRow(), PreprocessOptions.of("species"));
    NumericFeature sepalLength = (NumericFeature) iris.features().steps().get(0);
    assertThat(sepalLength.scaler().center()).isCloseTo(5.843333333333334, within(1e-14));
    assertThat(sepalLength.scaler().scale()).isCloseTo(0.8253012917851409, within(1e-14));
    assertThat(((ClassTarget) iris.target()).labels())
        .containsExactly("setosa", "versicolor", "virginica");
  }

  private static Map<String, Object> map(Object... entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], entries[i + 1]);
    }
    return map;
  }

  static Stream<Arguments> damages() {
    Map<String, Object> numeric =
        map("type", "numeric", "column", "a", "fill", 1, "center", 0, "scale", 1);
    Map<String, Object> classes =
        map("type", "classes", "column", "y", "numeric", false, "labels", List.of("a", "b"));
    List<Object> features = List.of(numeric);
    return Stream.of(
        Arguments.of(
            map("features", features), "preprocessing.target is missing; it must be an object"),
        Arguments.of(
            map("target", classes), "preprocessing.features is missing; it must be a list"),
        Arguments.of(
            map("features", features, "target", classes, "format", map("decimal", ",,")),
            "preprocessing.format: decimal must be one character but is ',,'"),
        Arguments.of(
            map("features", "x", "target", classes),
            "preprocessing.features must be a list but is 'x'"),
        Arguments.of(
            map("features", List.of(7), "target", classes),
            "preprocessing.features[0] must be an object but is '7'"),
        Arguments.of(
            map("features", List.of(), "target", classes),
            "preprocessing: feature columns must be at least 1"),
        Arguments.of(
            map("features", List.of(numeric, numeric), "target", classes),
            "all different, but are [a, a]"),
        Arguments.of(
            map("features", features, "target", map("type", "odd")),
            "preprocessing.target.type must be one of classes, labels, values but is 'odd'"),
        Arguments.of(
            map("features", List.of(map("type", 3)), "target", classes),
            "preprocessing.features[0].type must be a text but is '3'"),
        Arguments.of(
            map("features", List.of(change(numeric, "scale", 0)), "target", classes),
            "preprocessing.features[0]: scale must be a finite number > 0 but is 0.0"),
        Arguments.of(
            map("features", List.of(change(numeric, "fill", "x")), "target", classes),
            "preprocessing.features[0].fill must be a number but is 'x'"),
        Arguments.of(
            map("features", List.of(change(numeric, "fill", Double.NaN)), "target", classes),
            "preprocessing.features[0]: fill must be a finite number"),
        Arguments.of(
            map("features", features, "target", change(classes, "labels", List.of("a"))),
            "preprocessing.target: labels must be at least 2"),
        Arguments.of(
            map("features", features, "target", change(classes, "labels", List.of("a", 2))),
            "preprocessing.target.labels[1] must be a text but is '2'"),
        Arguments.of(
            map("features", features, "target", change(classes, "numeric", "no")),
            "preprocessing.target.numeric must be true or false but is 'no'"),
        Arguments.of(
            map(
                "features",
                features,
                "target",
                map(
                    "type",
                    "values",
                    "columns",
                    List.of(map("column", "y", "center", 0, "scale", -1)))),
            "preprocessing.target.columns[0]: scale must be a finite number > 0 but is -1.0"));
  }

  private static Map<String, Object> change(Map<String, Object> map, String key, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(map);
    changed.put(key, value);
    return changed;
  }

  @ParameterizedTest
  @MethodSource("damages")
  void tellsDamageWithItsPlace(Map<String, Object> map, String message) {
    assertThatThrownBy(() -> Preprocessor.fromMap(map))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }
}
