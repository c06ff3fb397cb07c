package org.nn4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.SyntheticTables;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.data.read.TableSources;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Prediction;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.experiment.Experiment;
import org.nn4j.onnx.file.OnnxFile;
import org.nn4j.onnx.file.Tensor;
import org.nn4j.onnx.run.Interpreter;

/** Whole models: what ONNX Runtime answers to the columns of a file is what nn4j predicts. */
@Tag("once")
class TablesTest {
  @TempDir private Path folder;

  /** Settings besides the target, a line each. */
  static Stream<String> settings() {
    return Stream.of(
        "target=class scaling=standardize missing_indicators=true",
        "target=class scaling=robust category_encoding=auto missing_indicators=true",
        "target=class preset=standard epochs=3",
        "target=sold scaling=quantile_normal threshold=f1 missing_indicators=true",
        "target=sold category_encoding=sign scaling=min_max calibration=temperature",
        "target=sold loss=hinge output=identity scaling=none",
        "target=sold precision=float64 scaling=quantile_normal category_encoding=code",
        "target=price scaling=robust missing_indicators=true imputation=median",
        "target=price quantiles=0.1,0.5,0.9 scaling=quantile_normal",
        "target=price preset=fast epochs=3",
        "target=price target_scaling=robust precision=float64 missing=-1,NA",
        "target=price,rooms target_scaling=quantile_normal",
        "target=price loss=gaussian_nll scaling=quantile_normal",
        "target=price,rooms loss=gaussian_nll target_scaling=none precision=float64",
        "target=price loss=mixture_density(components=1)",
        "target=price,rooms loss=mixture_density(components=4) precision=float64",
        "target=price quantiles=0.2,0.8 target_scaling=quantile_normal precision=float64",
        "target=a,b task=multi_label threshold=0.3 ordinal=size=S<M<L missing_indicators=true",
        "target=class ordinal=size=S<M<L scaling=robust missing_indicators=true categorical=floor");
  }

  @ParameterizedTest
  @MethodSource("settings")
  void onnxRuntimeAnswersAsNn4jDoes(String settings) throws IOException {
    int seed = (int) settings().takeWhile(s -> !s.equals(settings)).count();
    Path csv = Files.writeString(folder.resolve("table.csv"), SyntheticTables.of(seed, 400));
    Map<String, Object> values = new LinkedHashMap<>(Map.of("epochs", 4, "layers", "8:tanh"));
    for (String setting : settings.split(" ")) {
      String[] parts = setting.split("=", 2);
      values.put(parts[0], parts[1]);
    }
    if (values.containsKey("preset")) {
      values.remove("layers");
    }
    List<String> targets = List.of(((String) values.remove("target")).split(","));
    values.put(
        "ignore",
        Stream.of("price", "class", "sold", "a", "b").filter(t -> !targets.contains(t)).toList());
    Experiment experiment =
        Experiment.on(csv).target(targets.toArray(String[]::new)).seed(seed).with(values);

    Model model = experiment.train().model();

    Path later =
        Files.writeString(folder.resolve("later.csv"), SyntheticTables.of(seed + 100, 300));
    assertSame(model, csv);
    assertSame(model, later);
  }

  @ParameterizedTest
  @ValueSource(strings = {"breast_cancer", "diabetes", "digits", "five_points", "iris", "wine"})
  void examplesAreAnsweredAsNn4jDoes(String name) {
    Path yaml = Path.of("..", "examples", name + ".yaml");
    Experiment experiment = Experiment.from(yaml);

    Model model = experiment.train().model();

    assertSame(model, Path.of("..", "examples", "data", name + ".csv"));
  }

  @Test
  void aSearchedModelIsAnsweredAsNn4jDoes() {
    Experiment search = Experiment.from(Path.of("..", "examples", "digits-search.yaml"));

    Model model = search.with("epochs", 2).search(1).best().train().model();

    assertSame(model, Path.of("..", "examples", "data", "digits.csv"));
  }

  private static void assertSame(Model model, Path csv) {
    Preprocessor preprocessor = model.preprocessor();
    assertThat(preprocessor).isNotNull();
    byte[] bytes = Exporter.file(model).toBytes();
    assertThat(Exporter.file(model).toBytes()).isEqualTo(bytes);
    OnnxFile file = OnnxFile.of(bytes);
    assertThat(file.toBytes()).as("read and written").isEqualTo(bytes);
    Table table =
        TableSources.standard().readFor(csv, preprocessor.tableOptions(false), TableStorage.MEMORY);
    Prediction predicted = model.predict(table);
    Map<String, Tensor> columns = TableInputs.of(preprocessor, table);
    Comparison comparison = new Comparison(model);
    try (OnnxRuntime runtime = new OnnxRuntime(bytes)) {
      for (int rows : new int[] {1, 2, table.rows()}) {
        Table some = table.select(IntStream.range(0, rows).toArray());
        OnnxCheck check =
            comparison.compare(
                runtime.run(TableInputs.of(preprocessor, some)), model.predict(some));
        assertThat(check.passed()).as("ONNX Runtime: %s", check).isTrue();
      }
      Map<String, Tensor> answers = runtime.run(columns);
      assertLabels(predicted, answers);
    }
    OnnxCheck own = comparison.compare(Interpreter.run(file.graph(), columns), predicted);
    assertThat(own.passed()).as("interpreter: %s", own).isTrue();
    assertThat(comparison.on(file.graph(), 100).passed()).isTrue();
  }

  /** Every label, text by text. */
  private static void assertLabels(Prediction predicted, Map<String, Tensor> answers) {
    switch (predicted.task()) {
      case CLASSIFICATION ->
          assertThat(answers.get("label").texts()).containsExactlyElementsOf(predicted.labels());
      case MULTI_LABEL -> {
        Tensor decisions = answers.get("decisions");
        for (int row = 0; row < predicted.values().rows(); row++) {
          for (int k = 0; k < predicted.names().size(); k++) {
            assertThat(decisions.number(row * predicted.names().size() + k) == 1)
                .isEqualTo(predicted.labelSets().get(row).contains(predicted.names().get(k)));
          }
        }
      }
      case REGRESSION ->
          assertThat(answers.keySet())
              .isEqualTo(
                  predicted.deviations() == null
                      ? Set.of("prediction")
                      : Set.of("prediction", "prediction_std"));
    }
  }
}
