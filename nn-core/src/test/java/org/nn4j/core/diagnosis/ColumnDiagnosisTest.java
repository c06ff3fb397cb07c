package org.nn4j.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.data.split.Split;
import org.nn4j.core.diagnosis.Finding.Kind;
import org.nn4j.core.preprocess.FeatureOptions;
import org.nn4j.core.preprocess.NumericOptions;
import org.nn4j.core.preprocess.PreprocessOptions;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.TargetOptions;
import org.nn4j.core.preprocess.TextOptions;
import org.nn4j.core.preprocess.WeightOptions;
import org.nn4j.core.random.RandomStream;

class ColumnDiagnosisTest {
  @TempDir private Path folder;

  private final RandomStream random = new RandomStream(5, "columns");

  /** Diagnoses a CSV file with the columns a, b and x before the target y. */
  private List<Finding> look(int rows, IntFunction<String> xAndTarget) {
    return look(
        "a,b,x,y", rows, i -> random.nextGaussian() + "," + i % 7 + "," + xAndTarget.apply(i));
  }

  private List<Finding> look(String header, int rows, IntFunction<String> row) {
    String text =
        IntStream.range(0, rows)
            .mapToObj(row)
            .collect(Collectors.joining("\n", header + "\n", "\n"));
    Table table;
    try {
      table = TableReader.read(Files.writeString(folder.resolve("data.csv"), text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Preprocessor preprocessor = Preprocessor.fit(table, table.everyRow(), "y");
    return ColumnDiagnosis.of(table, table.everyRow(), preprocessor);
  }

  private static String label(int i) {
    return i % 3 == 0 ? "low" : "high";
  }

  @Test
  void goodColumnsRaiseNothing() {
    assertThat(look(60, i -> random.nextGaussian() + "," + label(i))).isEmpty();
    assertThat(look(60, i -> i % 5 + "," + random.nextGaussian())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 1, true", "1, 1, true", "2, 1, false", "0, 2, false"})
  void toldIsAColumnThatCountsTheRows(int first, int step, boolean told) {
    List<Finding> findings =
        look("Row Id,x,y", 60, i -> first + i * step + "," + i % 7 + "," + label(i));
    assertThat(findings).hasSize(told ? 1 : 0);
    if (told) {
      assertThat(findings.get(0).kind()).isEqualTo(Kind.ROW_NUMBERS);
      assertThat(findings.get(0).message()).contains("'Row Id'", "(--ignore 'Row Id')");
    }
    assertThat(look("t,y", 60, i -> first + i * step + "," + label(i))).isEmpty();
  }

  private void assertLeaks(IntFunction<String> xAndTarget, String words) {
    List<Finding> findings = look(400, xAndTarget);
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).kind()).isEqualTo(Kind.LEAKING_COLUMNS);
    assertThat(findings.get(0).message()).contains(words);
  }

  @Test
  void toldIsACategoryThatGivesTheTargetAwayButForAMistake() {
    assertLeaks(i -> (i == 17 ? "closed" : i % 3 == 0 ? "shut" : "open") + "," + label(i), "'x'");
    assertThat(look(400, i -> (i % 3 == 0 && i % 20 > 0 ? "shut" : "open") + "," + label(i)))
        .as("a good predictor errs in more than some rows in a thousand")
        .isEmpty();
  }

  @Test
  void toldAreNumbersAndDatesThatAreOnOneSideOfABound() {
    assertLeaks(
        i -> (label(i).equals("low") ? 0 : 5) + random.nextDouble() + "," + label(i),
        "'x' determines 'y' by a bound");
    assertThat(
            look(
                400,
                i -> (label(i).equals("low") ? 0 : 2) + random.nextGaussian() + "," + label(i)))
        .as("overlapping numbers")
        .isEmpty();
  }

  @Test
  void toldIsAColumnThatIsEmptyWhereTheTargetIs() {
    assertLeaks(
        i -> (label(i).equals("low") ? "" : random.nextGaussian()) + "," + label(i),
        "'x' is empty exactly for one of the two values of 'y'");
    assertThat(look(400, i -> (i % 7 == 0 ? "" : random.nextGaussian()) + "," + label(i)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "breast_cancer, diagnosis",
    "diabetes, progression",
    "digits, digit",
    "five_points, y",
    "iris, species",
    "wine, cultivar"
  })
  void theExamplesRaiseNothing(String file, String target) {
    Table table = TableReader.read(Path.of("../examples/data", file + ".csv"));
    int[] rows = Split.random(table.rows(), 0.2, 3).train();
    assertThat(ColumnDiagnosis.of(table, rows, Preprocessor.fit(table, rows, target))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"5, 5", "0, 0", "paris, paris", "1.50, 1.5"})
  void aColumnOfOneValueIsConstant(String value, String shown) {
    assertThat(look(30, i -> value + "," + label(i)))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.kind()).isEqualTo(Kind.CONSTANT_COLUMNS);
              assertThat(found.message())
                  .isEqualTo(
                      "columns with one value only in the 30 training rows tell nothing: 'x' ("
                          + shown
                          + "); leave them out, or find out why they do not vary");
            });
  }

  @Test
  void whatIsMissingDoesNotMakeAColumnVary() {
    assertThat(look(30, i -> (i % 4 == 0 ? "" : "5") + "," + label(i)))
        .extracting(Finding::kind)
        .containsExactly(Kind.CONSTANT_COLUMNS);
  }

  @Test
  void oneOtherValueIsEnoughToVary() {
    assertThat(look(3000, i -> (i == 1501 ? "1" : "0") + "," + label(i))).isEmpty();
  }

  /** The border of images is 0; a constant of another value is not. */
  @Test
  void pixelsThatAreAlwaysZeroAreTheBorder() {
    String header =
        IntStream.range(0, 16).mapToObj(i -> "p" + i + ",").collect(Collectors.joining());
    for (int border : new int[] {0, 9}) {
      List<Finding> found =
          look(
              header + "y",
              40,
              row ->
                  border
                      + IntStream.range(1, 16)
                          .mapToObj(p -> "," + random.nextInt(256))
                          .collect(Collectors.joining())
                      + ","
                      + label(row));
      assertThat(found).hasSize(border == 0 ? 0 : 1);
    }
  }

  @Test
  void aColumnEqualToTheTargetLeaks() {
    double[] targets = random.doubles(50).toArray();
    assertThat(look(50, i -> targets[i] + "," + targets[i]))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.kind()).isEqualTo(Kind.LEAKING_COLUMNS);
              assertThat(found.message())
                  .isEqualTo(
                      "columns look like copies of the target: 'x' correlates with 'y' (1.00000);"
                          + " leave out what is not known when the model is applied");
            });
    assertThat(look(50, i -> (40 - 3 * targets[i]) + "," + targets[i])).hasSize(1);
  }

  @Test
  void aNumericTargetWithNoiseLeaksOnlyIfThereIsNextToNone() {
    double[] targets = random.doubles(200).toArray();
    assertThat(look(200, i -> targets[i] + 1e-3 * random.nextGaussian() + "," + targets[i]))
        .hasSize(1);
    assertThat(look(200, i -> targets[i] + 0.1 * random.nextGaussian() + "," + targets[i]))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"low, 0, 1", "low, red, blue", "low, 17.5, 3"})
  void theTargetUnderAnotherNameLeaks(String label, String whenLow, String otherwise) {
    assertThat(look(60, i -> (label(i).equals(label) ? whenLow : otherwise) + "," + label(i)))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .contains("'x' determines 'y'");
  }

  @Test
  void severalValuesForOneClassLeakToo() {
    assertThat(look(60, i -> (label(i).equals("low") ? "l" : "h") + i % 2 + "," + label(i)))
        .extracting(Finding::kind)
        .containsExactly(Kind.LEAKING_COLUMNS);
  }

  @Test
  void identifiersAndRareClassesAreNoLeaks() {
    assertThat(look(60, i -> "id" + i / 2 + "," + label(i))).isEmpty();
    assertThat(look(60, i -> (i == 7 ? "odd" : "usual") + "," + (i == 7 ? "ill" : "well")))
        .isEmpty();
  }

  @Test
  void withFewRowsOrOneFeatureNothingIsSuspected() {
    assertThat(look(15, i -> label(i) + "," + label(i))).isEmpty();
    assertThat(look("x,y", 60, i -> i + "," + 2 * i)).isEmpty();
  }

  private static Finding only(List<Finding> findings, Kind kind) {
    return findings.stream().filter(f -> f.kind() == kind).findFirst().orElseThrow();
  }

  @Test
  void aColumnThatDiffersByRoundingAloneIsConstant() {
    List<Finding> findings =
        look(60, i -> (i % 2 == 0 ? "0.30000000000000004" : "0.3") + "," + label(i));
    assertThat(only(findings, Kind.CONSTANT_COLUMNS).message()).contains("'x'");
  }

  @Test
  void columnsWithoutAValueAreTold() {
    assertThat(only(look(60, i -> "," + label(i)), Kind.EMPTY_COLUMNS).message())
        .contains("'x'", "60 training rows", "--ignore");
  }

  @Test
  void labelsThatDifferByBlanksCaseOrFormAreToldInPairsWithCounts() {
    List<Finding> target =
        look(60, i -> i % 5 + "," + (i % 3 == 0 ? "no" : i % 3 == 1 ? "yes" : "\"yes \""));
    assertThat(only(target, Kind.ALIKE_LABELS).message())
        .contains("'yes' (20) and 'yes ' (20) in column 'y'");
    List<Finding> feature =
        look(
            60, i -> (i % 4 == 0 ? "True" : i % 4 == 1 ? "TRUE" : "\"False\u00a0\"") + "," + i % 2);
    assertThat(only(feature, Kind.ALIKE_LABELS).message())
        .contains("'TRUE' (15) and 'True' (15) in column 'x'");
    List<Finding> form =
        look(60, i -> (i % 6 == 0 ? "1" : i % 6 == 1 ? "01" : "k" + i % 6) + "," + label(i));
    assertThat(only(form, Kind.ALIKE_LABELS).message())
        .contains("'01' (10)", "'1' (10)", "in column 'x'");
  }

  @Test
  void datesAreToldUnlessTheyAreDeclaredCategories() {
    List<Finding> dates = look(60, i -> "2024-01-0" + (1 + i % 9) + "," + label(i));
    assertThat(dates).noneMatch(f -> f.kind() == Kind.DATE_COLUMNS);
    Table table = TableReader.read(folder.resolve("data.csv"));
    FeatureOptions labels = FeatureOptions.DEFAULT.withTexts(TextOptions.NONE);
    Preprocessor preprocessor =
        Preprocessor.fit(
            table,
            table.everyRow(),
            new PreprocessOptions(TargetOptions.of("y"), labels, WeightOptions.NONE));
    List<Finding> findings = ColumnDiagnosis.of(table, table.everyRow(), preprocessor, labels);
    assertThat(only(findings, Kind.DATE_COLUMNS).message())
        .contains("'x' (2024-01-01)", "--ignore", "--categorical");
    FeatureOptions declared =
        new FeatureOptions(List.of(), List.of(), NumericOptions.DEFAULT, Map.of(), List.of("x"));
    assertThat(ColumnDiagnosis.of(table, table.everyRow(), preprocessor, declared))
        .noneMatch(f -> f.kind() == Kind.DATE_COLUMNS);
  }
}
