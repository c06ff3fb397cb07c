package org.nn4j.core.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.io.JsonText;
import org.nn4j.core.preprocess.Preprocessor.UnknownCategory;

/** Columns of texts that are dates, free texts, ordered labels or identifiers. */
class TextColumnsTest {
  private static final NumericOptions PLAIN = new NumericOptions(Imputation.MEAN, 0, Scaling.NONE);
  private static final NumericOptions INDICATED =
      new NumericOptions(Imputation.MEAN, 0, Scaling.NONE, true);

  private static Table table(String name, @Nullable String... texts) {
    return new Table(List.of(CategoricalColumn.of(name, texts)));
  }

  private static FeatureEncoder fit(Table table, NumericOptions numeric, TextOptions texts) {
    return FeatureEncoder.fit(
        table,
        table.everyRow(),
        table.names(),
        new FeatureOptions(List.of(), List.of(), numeric, Map.of(), List.of()).withTexts(texts));
  }

  private static FeatureEncoder dates(@Nullable String... texts) {
    return fit(table("when", texts), PLAIN, TextOptions.DEFAULT);
  }

  private static double[][] encode(FeatureEncoder encoder, Table table) {
    return encoder.encode(table, table.everyRow(), Precision.FLOAT64).toRows();
  }

  private static double[] record(FeatureEncoder encoder, String column, @Nullable Object value) {
    Matrix inputs = Matrix.zeros(Precision.FLOAT64, 1, encoder.width());
    Map<String, @Nullable Object> sample = new LinkedHashMap<>();
    sample.put(column, value);
    new RecordEncoder(encoder, List.of("y"), CsvFormat.FOUND).encode(sample, false, false, inputs);
    return inputs.toRows()[0];
  }

  @Test
  void aDateBecomesItsParts() {
    FeatureEncoder encoder = dates("2024-02-29", "2023-03-01", "2024-12-31");
    assertThat(encoder.inputs())
        .containsExactly(
            "when: year",
            "when: month",
            "when: day of month",
            "when: day of week",
            "when: day of year",
            "when: days",
            "when: sine of month",
            "when: cosine of month",
            "when: sine of day of week",
            "when: cosine of day of week");
    assertThat(encoder.numbers()).isEqualTo(6);
    double[] leap = encode(encoder, table("when", "2024-02-29"))[0];
    assertThat(Arrays.copyOf(leap, 6)).containsExactly(2024, 2, 29, 4, 60, 365);
    assertThat(leap[6]).isCloseTo(Math.sin(Math.PI / 6), within(1e-15));
    assertThat(leap[7]).isCloseTo(Math.cos(Math.PI / 6), within(1e-15));
    assertThat(leap[8]).isCloseTo(Math.sin(6 * Math.PI / 7), within(1e-15));
    assertThat(leap[9]).isCloseTo(Math.cos(6 * Math.PI / 7), within(1e-15));
  }

  @Test
  void partsThatDoNotVaryAreNoInputs() {
    assertThat(dates("2024-05-06", "2024-05-13").inputs())
        .containsExactly("when: day of month", "when: day of year", "when: days");
    assertThat(dates("2024-05-06", "2024-05-06").inputs())
        .as("of one date at least its distance to itself")
        .containsExactly("when: days");
  }

  @Test
  void timesAddTheHour() {
    FeatureEncoder encoder = dates("2024-05-06 09:30", "2024-05-06T21:00:00Z");
    assertThat(encoder.inputs())
        .containsExactly("when: hour", "when: days", "when: sine of hour", "when: cosine of hour");
    assertThat(encode(encoder, table("when", "2024-05-07 9:00 pm"))[0])
        .startsWith(21, 1.875)
        .hasSize(4);
    assertThat(encode(encoder, table("when", "2024-05-06"))[0]).as("the day begins").startsWith(0);
    FeatureEncoder times = dates("12:30", "6:15 am");
    assertThat(times.inputs())
        .containsExactly("when: hour", "when: sine of hour", "when: cosine of hour");
    assertThat(encode(times, table("when", "18:45"))[0]).startsWith(18.75);
  }

  @Test
  void aMissingDateIsFilledAndTold() {
    FeatureEncoder encoder =
        fit(
            table("when", "2024-05-06", null, "2024-05-20", "2024-05-07"),
            INDICATED,
            TextOptions.DEFAULT);
    Table later = table("when", null, "soon", "2024-05-06", "2024-02-30");
    double[][] rows = encode(encoder, later);
    assertThat(encoder.inputs().get(encoder.width() - 1)).isEqualTo("when is missing");
    assertThat(rows[0]).startsWith(11).endsWith(1).as("the mean of 6, 20 and 7 May");
    assertThat(rows[1]).as("no date").containsExactly(rows[0]);
    assertThat(rows[3]).as("no day that there is").containsExactly(rows[0]);
    assertThat(rows[2]).startsWith(6).endsWith(0);
    assertThat(encoder.unknownCategories(later))
        .extracting(UnknownCategory::label, UnknownCategory::count)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("2024-02-30", 1),
            org.assertj.core.groups.Tuple.tuple("soon", 1));
  }

  @Test
  void theOrderOfDayAndMonthIsThatOfTheWholeColumn() {
    assertThat(encode(dates("01/02/2024", "13/02/2024"), table("when", "3/4/2024"))[0])
        .as("day of month")
        .contains(3);
    FeatureEncoder american = dates("01/02/2024", "02/13/2024", "03/01/2024");
    assertThat(american.steps())
        .allSatisfy(step -> assertThat(((DateFeature) step).order()).isEqualTo(DateOrder.MDY));
    assertThat(dates("01.02.2024", "03.04.2024").inputs()).as("dots").contains("when: month");
    assertThat(dates("5/5/2024", "6/6/2024").inputs()).as("either way").contains("when: month");
  }

  @Test
  void ambiguousDatesAreRefusedUntilTheirOrderIsSaid() {
    assertThatThrownBy(() -> dates("01/02/2024", "03/04/2024"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'01/02/2024', of which either number may be the day")
        .hasMessageContaining("--date-order dmy or mdy")
        .hasMessageContaining("--ignore when")
        .hasMessageContaining("--categorical when");
    FeatureEncoder said =
        fit(
            table("when", "01/02/2024", "03/04/2024"),
            PLAIN,
            new TextOptions(null, DateOrder.MDY, null, 256, Map.of()));
    assertThat(((DateFeature) said.steps().get(0)).origin()).isEqualTo(LocalDate.of(2024, 1, 2));
  }

  /** Of what a model learnt from; a file of it says dmy where nothing told. */
  @Test
  void aDateThatMayBeTwoIsRefusedUnlessTrainingRowsToldWhich() {
    for (String[] seen :
        new String[][] {{"2024-05-06", "2024-05-13"}, {"31.12.2023", "01.02.2024"}}) {
      FeatureEncoder encoder = knowing(seen);
      assertThat(record(encoder, "when", "13/05/2024"))
          .as("one meaning")
          .containsExactly(record(encoder, "when", "05/13/2024"));
      assertThat(record(encoder, "when", "5/5/2024")).hasSize(encoder.width());
      assertThatThrownBy(() -> record(encoder, "when", "02/11/2023"))
          .isInstanceOf(InputException.class)
          .hasMessage(
              "predict: column 'when': '02/11/2023' may be 2023-11-02 or 2023-02-11, and no date"
                  + " that the model learnt from tells which; write it as one of these");
      Table file = table("when", "2024-05-06", "02/11/2023");
      assertThatThrownBy(() -> encode(encoder, file)).hasMessageContaining("'02/11/2023' may be");
      assertThatThrownBy(() -> encoder.unknownCategories(file))
          .hasMessageContaining("'02/11/2023' may be");
      assertThat(encoder.steps().get(0).toMap()).containsEntry("order", "dmy");
    }
    assertThat(record(knowing("13/12/2023", "02/11/2023"), "when", "02/11/2023")).startsWith(11, 2);
    assertThat(record(knowing("12/13/2023", "11/02/2023"), "when", "02/11/2023")).startsWith(2, 11);
  }

  private static FeatureEncoder knowing(String... texts) {
    Table table = table("when", texts);
    ColumnProfile profile = ColumnProfile.of(table.column("when"), table.everyRow(), 2);
    return dates(texts).knowing(new DataProfile(2, 2, List.of(profile)));
  }

  @Test
  void textsThatAreNoDatesAreNotUnlessDeclaredAndThenRefused() {
    assertThat(dates("2024-05-06", "unknown").inputs())
        .containsExactly("when=2024-05-06", "when=unknown");
    assertThat(dates("2024-05-06", "12:30").inputs()).as("a date and a time").hasSize(2);
    TextOptions declared = new TextOptions(List.of("when"), DateOrder.AUTO, null, 256, Map.of());
    assertThatThrownBy(() -> fit(table("when", "2024-05-06", "soon"), PLAIN, declared))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--dates")
        .hasMessageContaining("'soon'");
    assertThat(fit(table("when", "20240506", "20240513"), PLAIN, declared).inputs())
        .contains("when: day of month");
    assertThat(fit(table("other", "2024-05-06", "2024-05-07"), PLAIN, declared).inputs())
        .as("others are not looked for")
        .containsExactly("other=2024-05-06", "other=2024-05-07");
  }

  @Test
  void datesOfRecordsMayBeThoseOfJava() {
    FeatureEncoder encoder = dates("2024-02-29 12:00", "2023-03-01 13:30", "2024-12-31 00:00");
    double[] expected = encode(encoder, table("when", "2024-05-06T21:30:00"))[0];
    assertThat(record(encoder, "when", "2024-05-06 21:30")).containsExactly(expected);
    assertThat(record(encoder, "when", LocalDateTime.of(2024, 5, 6, 21, 30)))
        .containsExactly(expected);
    assertThat(record(encoder, "when", Instant.parse("2024-05-06T21:30:00Z")))
        .containsExactly(expected);
    assertThat(record(encoder, "when", OffsetDateTime.parse("2024-05-06T21:30:00+02:00")))
        .as("what the clock shows")
        .containsExactly(expected);
    assertThat(record(encoder, "when", LocalDate.of(2024, 5, 6)))
        .containsExactly(encode(encoder, table("when", "2024-05-06"))[0]);
    double[] missing = encode(encoder, table("when", (String) null))[0];
    assertThat(record(encoder, "when", null)).containsExactly(missing);
    assertThat(record(encoder, "when", LocalTime.NOON)).containsExactly(missing);
    assertThat(record(encoder, "when", "no date")).containsExactly(missing);
    assertThatThrownBy(() -> record(encoder, "when", true)).hasMessageContaining("column 'when'");
  }

  private static final String[] COMMENTS = {
    "A good film, well acted",
    "Not good at all: boring",
    "Simply the best film of the year",
    "the worst of all films"
  };

  /** As many different texts of several words as are recognized. */
  private static String[] comments() {
    return IntStream.range(0, 40)
        .mapToObj(i -> COMMENTS[i % COMMENTS.length] + " " + i)
        .toArray(String[]::new);
  }

  @Test
  void textsOfSeveralWordsAreHashed() {
    Table table = table("comment", comments());
    FeatureEncoder encoder = fit(table, PLAIN, TextOptions.DEFAULT);
    assertThat(encoder.inputs()).hasSize(256).contains("comment#1", "comment#256");
    for (double[] row : encode(encoder, table)) {
      assertThat(Arrays.stream(row).map(x -> x * x).sum()).isCloseTo(1, within(1e-14));
    }
    Table other = table("comment", "GOOD", "good", "good, good", "food", "", null, "!!!", "Güte");
    double[][] rows = encode(encoder, other);
    assertThat(rows[0]).as("case").containsExactly(rows[1]);
    assertThat(dot(rows[1], rows[2])).as("the same word twice").isGreaterThan(0.8);
    assertThat(dot(rows[1], rows[3])).as("a similar word").isBetween(0.1, 0.5);
    for (int nothing = 4; nothing < 7; nothing++) {
      assertThat(rows[nothing]).containsOnly(0);
    }
    assertThat(Arrays.stream(rows[7]).map(x -> x * x).sum()).isCloseTo(1, within(1e-14));
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  /** Model files depend on it: the hash must never change. */
  @Test
  void aHashIsTheSameForever() {
    Matrix inputs = Matrix.zeros(Precision.FLOAT64, 1, 8);
    new TextFeature("t", 8).write("good film", inputs, 0, 0);
    double word = 1 / Math.sqrt(2 * 3);
    double sequence = 1 / Math.sqrt(2 * 22);
    assertThat(inputs.toRows()[0])
        .containsExactly(0, -word, word, word, 2 * sequence, 3 * sequence, 0, -3 * sequence);
  }

  @Test
  void shortTextsIdentifyUnlessDeclared() {
    String[] names = IntStream.range(0, 40).mapToObj(i -> "John Smith" + i).toArray(String[]::new);
    Table table =
        new Table(
            List.of(
                CategoricalColumn.of("name", names),
                new NumericColumn("x", IntStream.range(0, 40).asDoubleStream().toArray())));
    assertThat(fit(table, PLAIN, TextOptions.DEFAULT).inputs()).containsExactly("x");
    TextOptions declared = new TextOptions(null, DateOrder.AUTO, List.of("name"), 16, Map.of());
    assertThat(fit(table, PLAIN, declared).inputs()).hasSize(17).contains("name#16");
  }

  @Test
  void aMissingTextIsTold() {
    String[] texts = comments();
    texts[3] = null;
    Table table = table("comment", texts);
    FeatureEncoder encoder = fit(table, INDICATED, TextOptions.DEFAULT);
    assertThat(encoder.inputs()).hasSize(257).endsWith("comment is missing");
    assertThat(encode(encoder, table)[3]).endsWith(1);
    assertThat(record(encoder, "comment", null)).containsExactly(encode(encoder, table)[3]);
    assertThat(record(encoder, "comment", texts[4])).containsExactly(encode(encoder, table)[4]);
  }

  private static final TextOptions SIZES =
      new TextOptions(
          null, DateOrder.AUTO, null, 256, Map.of("size", List.of("S", "M", "L", "XL")));

  @Test
  void orderedLabelsAreNumbers() {
    Table table = table("size", "M", "S", null, "L");
    FeatureEncoder encoder = fit(table, INDICATED, SIZES);
    assertThat(encoder.inputs()).containsExactly("size", "size is missing");
    assertThat(encoder.numbers()).isEqualTo(1);
    assertThat(encode(encoder, table))
        .isDeepEqualTo(new double[][] {{1, 0}, {0, 0}, {1, 1}, {2, 0}});
    Table other = table("size", "XL", "XXL");
    assertThat(encode(encoder, other)).isDeepEqualTo(new double[][] {{3, 0}, {1, 0}});
    assertThat(encoder.unknownCategories(other)).hasSize(1);
    assertThat(record(encoder, "size", "XL")).containsExactly(3, 0);
    assertThat(record(encoder, "size", null)).containsExactly(1, 1);
  }

  @Test
  void labelsWithoutAPlaceInTheOrderAreRefused() {
    assertThatThrownBy(() -> fit(table("size", "M", "XS", "tiny"), PLAIN, SIZES))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the order of column 'size' is S < M < L < XL")
        .hasMessageContaining("also hold XS, tiny; name all labels (--ordinal)");
  }

  @Test
  void labelsThatAreNumbersMayHaveAnOrder() {
    Table table = new Table(List.of(new NumericColumn("grade", 1, 3, 2)));
    TextOptions order =
        new TextOptions(null, DateOrder.AUTO, null, 256, Map.of("grade", List.of("3", "2", "1")));
    assertThat(encode(fit(table, PLAIN, order), table))
        .isDeepEqualTo(new double[][] {{2}, {0}, {1}});
  }

  @Test
  void labelsThatOccurOnceShareACode() {
    String[] zips =
        IntStream.range(0, 60)
            .mapToObj(i -> i < 40 ? "z" + i % 10 : "rare" + i)
            .toArray(String[]::new);
    zips[0] = null;
    Table table = table("zip", zips);
    FeatureEncoder encoder =
        FeatureEncoder.fit(
            table,
            table.everyRow(),
            table.names(),
            FeatureOptions.DEFAULT.withCategories(new CategoryOptions(CategoryEncoding.AUTO, 9)));
    assertThat(encoder.categories()).containsExactly(11);
    Table other = table("zip", null, "z0", "z9", "rare45", "new");
    assertThat(encode(encoder, other)).isDeepEqualTo(new double[][] {{0}, {1}, {10}, {11}, {11}});
    assertThat(encoder.unknownCategories(other)).isEmpty();
    assertThat(record(encoder, "zip", "new")).containsExactly(11);
    assertThat(record(encoder, "zip", null)).containsExactly(0);
  }

  @ParameterizedTest
  @EnumSource(Scaling.class)
  void aModelFileKeepsAllOfIt(Scaling scaling) {
    Table table =
        new Table(
            List.of(
                CategoricalColumn.of("comment", comments()),
                CategoricalColumn.of(
                    "when",
                    IntStream.range(0, 40)
                        .mapToObj(
                            i -> i == 3 ? null : "2024-01-" + (i % 28 + 1) + " 1" + i % 7 + ":00")
                        .toArray(String[]::new)),
                CategoricalColumn.of(
                    "size",
                    IntStream.range(0, 40)
                        .mapToObj(i -> i % 5 == 0 ? null : "SML".substring(i % 3, i % 3 + 1))
                        .toArray(String[]::new))));
    FeatureEncoder encoder =
        fit(table, new NumericOptions(Imputation.MEDIAN, 0, scaling, true), SIZES);
    assertThat(encoder.columns()).containsExactly("comment", "when", "size");
    assertThat(encoder.numbers()).isGreaterThan(4);
    Map<String, Object> map = new LinkedHashMap<>();
    encoder.put(map);
    FeatureEncoder read =
        FeatureEncoder.fromMap(JsonMap.of("p", JsonText.map(JsonText.tree(JsonText.of(map)))));
    assertThat(read).isEqualTo(encoder);
    assertThat(encode(read, table)).isDeepEqualTo(encode(encoder, table));
  }
}
