package org.nn4j.core.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.Table;

class RecordEncoderTest {
  private static final Scaler PLAIN = Scaler.IDENTITY;

  private static final FeatureEncoder FEATURES =
      new FeatureEncoder(
          List.of(
              new NumericFeature("number", 3, PLAIN),
              new MissingFeature("number", PLAIN),
              new CategoricalFeature("label", List.of("1", "2.0", "NA", "true", "x")),
              new CategoricalFeature(
                  "code", List.of("a", "b"), CategoryEncoding.CODE, List.of(), true),
              new OrdinalFeature("order", List.of("low", "high"), 0.5, PLAIN),
              new DateFeature(
                  "date",
                  DateOrder.DMY,
                  LocalDate.of(2020, 1, 1),
                  List.of(
                      new DateFeature.Input(DatePart.DAYS, 100, PLAIN),
                      new DateFeature.Input(DatePart.HOUR, 12, PLAIN))),
              new TextFeature("text", 16),
              new MissingFeature("text", PLAIN)));

  private static final RecordEncoder ENCODER =
      new RecordEncoder(FEATURES, List.of("target"), CsvFormat.FOUND);

  private enum Level {
    low,
    high
  }

  /** Values of which some are unknown to a column, others missing in it. */
  private static final Map<String, List<? extends @Nullable Object>> VALUES =
      Map.of(
          "number", Arrays.asList(1, 2.5f, -0.0, "1e3", " 7 ", "NA", null, Double.NaN, true, 9L),
          "label", Arrays.asList("x", 1, 2L, 2.0, "NA", "", true, false, "new", null, 1.50, " x "),
          "code", Arrays.asList("a", "new", null, "", "?", 4, "b "),
          "order", Arrays.asList(Level.high, "low", "lower", null, Double.NaN, 3),
          "date",
              Arrays.asList(
                  "31.12.2021",
                  LocalDate.of(2024, 2, 29),
                  LocalDateTime.of(2022, 3, 4, 5, 6, 7),
                  LocalTime.of(1, 2),
                  Year.of(2021),
                  "never",
                  null,
                  20210203.0,
                  20210203,
                  Double.NaN),
          "text", Arrays.asList("Some words", "", null, 3, 4.5, "NA", 'c', Double.NaN));

  /** Returns samples in which each value is once. */
  private static List<Map<String, @Nullable Object>> samples() {
    List<Map<String, @Nullable Object>> samples = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Map<String, @Nullable Object> sample = new HashMap<>();
      for (Map.Entry<String, List<? extends @Nullable Object>> column : VALUES.entrySet()) {
        sample.put(column.getKey(), column.getValue().get(i % column.getValue().size()));
      }
      samples.add(sample);
    }
    return samples;
  }

  @Test
  void aTableOfSamplesBecomesTheirInputs() {
    List<Map<String, @Nullable Object>> samples = samples();
    Table table = ENCODER.table(samples);
    Matrix together = FEATURES.encode(table, table.everyRow(), Precision.FLOAT32);

    assertThat(table.names()).isEqualTo(ENCODER.columns());
    for (int r = 0; r < samples.size(); r++) {
      Matrix alone = Matrix.zeros(Precision.FLOAT32, 1, FEATURES.width());
      ENCODER.encode(samples.get(r), false, false, alone);
      for (int c = 0; c < FEATURES.width(); c++) {
        assertThat(together.get(r, c))
            .as("%s of %s", FEATURES.inputs().get(c), samples.get(r))
            .isEqualTo(alone.get(0, c));
      }
    }
  }

  @Test
  void valuesThatAreTakenAsMissingAreTold() {
    List<String> told = new ArrayList<>();
    Matrix inputs = Matrix.zeros(Precision.FLOAT32, 1, FEATURES.width());
    for (Map<String, @Nullable Object> sample : samples()) {
      ENCODER.encode(sample, false, false, inputs, (column, text) -> told.add(column + " " + text));
    }

    assertThat(told)
        .as("not what is missing, rare, or the same number")
        .containsExactlyInAnyOrder(
            "label false",
            "label new",
            "label 1.5",
            "order lower",
            "order 3",
            "order lower",
            "order 3",
            "date never");
  }

  @Test
  void aTypedEncoderTakesNoValueForOneOfAnotherType() {
    RecordEncoder typed = ENCODER.typed();
    Map<String, @Nullable Object> sample = new HashMap<>(samples().get(0));
    Matrix inputs = Matrix.zeros(Precision.FLOAT32, 1, FEATURES.width());
    Matrix lenient = Matrix.zeros(Precision.FLOAT32, 1, FEATURES.width());
    typed.encode(sample, false, false, inputs);
    ENCODER.encode(sample, false, false, lenient);
    assertThat(inputs.toRows()).isDeepEqualTo(lenient.toRows());

    for (Object[] wrong :
        new Object[][] {
          {"number", true, "a number is wanted, but the value is the truth value true"},
          {"label", false, "one of its labels, which are texts, is wanted"},
          {"code", 4, "but the value is the number 4"},
          {"order", 3.5, "but the value is the number 3.5"},
          {"date", 20210203, "a date or time as a text is wanted, but the value is the number"},
          {"date", true, "the truth value true"},
          {"text", true, "a text is wanted"}
        }) {
      Map<String, @Nullable Object> other = new HashMap<>(sample);
      other.put((String) wrong[0], wrong[1]);
      assertThatThrownBy(() -> typed.encode(other, false, false, inputs))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("column '" + wrong[0] + "'")
          .hasMessageContaining((String) wrong[2]);
    }
    Map<String, @Nullable Object> right = new HashMap<>(sample);
    right.putAll(Map.of("label", true, "number", "7", "text", 3));
    typed.encode(right, false, false, inputs);
    right.put("label", 99); // labels are numbers, and this is none of them
    typed.encode(right, false, false, inputs);
  }

  @Test
  void aTableTakesSamplesAsTheyAreMeant() {
    Map<String, Object> sample = Map.of("Number ", 5, "LABEL", "x", "target", "y", "other", 1);
    Table table = ENCODER.table(List.of(sample));

    assertThat(table.column("number").text(0)).isEqualTo("5");
    assertThat(table.column("label").text(0)).isEqualTo("x");
    assertThat(table.column("text").missing(0)).isTrue();
    assertThat(table.find("other")).isNull();
    assertThat(table.find("target")).isNull();
  }

  @Test
  void aTableRefusesWhatIsNoValue() {
    assertThatThrownBy(() -> ENCODER.table(List.of(Map.of("number", "many"))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("column 'number'")
        .hasMessageContaining("many");
    assertThatThrownBy(() -> ENCODER.table(List.of(Map.of("number", Double.POSITIVE_INFINITY))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> ENCODER.table(List.of(Map.of("label", new Object()))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("category");
  }
}
