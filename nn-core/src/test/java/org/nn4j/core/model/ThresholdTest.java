package org.nn4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Loss;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.metric.Accuracy;
import org.nn4j.core.metric.LogLoss;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.Evaluation;

/** Models that decide for the second of two classes above another probability than 0.5. */
class ThresholdTest {
  @TempDir Path folder;
  private Table table;
  private Preprocessor even;

  @BeforeEach
  void read() throws IOException {
    Path csv = folder.resolve("data.csv");
    Files.writeString(csv, "x,z,y,kind\n1,3,no,a\n2,1,yes,b\n3,2,no,c\n4,9,yes,a\n5,4,no,b\n");
    table = TableReader.read(csv);
    even = Preprocessor.fit(table, table.everyRow(), "y");
  }

  private static Model model(
      Preprocessor preprocessor, int outputs, String activation, String loss) {
    Network network =
        Network.builder(preprocessor.inputWidth()).seed(2).dense(outputs, activation).build();
    return new Model(network, Catalog.standard().create(Loss.class, loss), preprocessor);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3, 0.7, 0.9})
  void aModelDecidesAlikeHoweverManyOutputsItHas(double threshold) {
    requireDecided(model(even, 1, "sigmoid", "binary_cross_entropy"), threshold);
    requireDecided(model(even, 2, "softmax", "categorical_cross_entropy"), threshold);
  }

  private void requireDecided(Model plain, double threshold) {
    Model model = new Model(plain.network(), plain.loss(), even.withThreshold(threshold));
    ModelFile.save(model, folder.resolve("m.safetensors"));
    Model loaded = ModelFile.load(folder.resolve("m.safetensors"));

    assertThat(loaded.preprocessor()).isEqualTo(model.preprocessor());
    Prediction prediction = loaded.predict(table);
    List<String> expected = new ArrayList<>();
    int right = 0;
    for (int row : table.everyRow()) {
      expected.add(prediction.values().get(row, 1) > threshold ? "yes" : "no");
      right += expected.get(row).equals(table.column("y").text(row)) ? 1 : 0;
    }
    assertThat(prediction.labels()).isEqualTo(expected);
    Evaluation evaluation = loaded.evaluate(table, table.everyRow());
    assertThat(evaluation.metric(new Accuracy())).isEqualTo(right / 5.0);
    // Probabilities are what they were.
    assertThat(evaluation.metric(new LogLoss()))
        .isEqualTo(plain.evaluate(table, table.everyRow()).metric(new LogLoss()));
  }

  @Test
  void preprocessingWithoutAThresholdIsEven() {
    assertThat(even.toMap().toString()).doesNotContain("threshold");
    assertThat(Preprocessor.fromMap(even.toMap()).thresholds()).containsExactly(0.5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.2, 1.5, Double.NaN})
  void aThresholdIsBetweenZeroAndOne(double threshold) {
    assertThatThrownBy(() -> even.withThreshold(threshold))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("above 0 and below 1 but is " + threshold);
    Map<String, Object> map = new LinkedHashMap<>(even.toMap());
    Map<Object, Object> target = new LinkedHashMap<>((Map<?, ?>) map.get("target"));
    target.put("threshold", threshold);
    map.put("target", target);
    assertThatThrownBy(() -> Preprocessor.fromMap(map))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("preprocessing.target")
        .hasMessageContaining("threshold");
  }

  @Test
  void aThresholdNeedsTwoClasses() {
    assertThatThrownBy(() -> Preprocessor.fit(table, table.everyRow(), "kind").withThreshold(0.3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'kind' has 3");
    assertThatThrownBy(() -> Preprocessor.fit(table, table.everyRow(), "x").withThreshold(0.3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x is predicted as a number");
  }
}
