package org.nn4j.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.training.Evaluation;

class WorstPredictionsTest {
  private static final int ROWS = 20;

  @TempDir private Path folder;

  private List<List<String>> worst(String target, Matrix scores, Matrix actual) throws IOException {
    StringBuilder text = new StringBuilder("a,kind,size\n");
    for (int i = 0; i < ROWS; i++) {
      text.append(i).append(i % 2 == 0 ? ",even," : ",odd,").append(i).append(".5\n");
    }
    Table table = TableReader.read(Files.writeString(folder.resolve("t.csv"), text));
    Preprocessor preprocessor = Preprocessor.fit(table, table.everyRow(), target);
    Evaluation evaluation =
        new Evaluation(0, scores, actual, scores, actual, null, List.of(0.5), true, List.of());
    EvaluatedSplit judged =
        EvaluatedSplit.of(
            "test",
            new MatrixDataset(scores, actual),
            null,
            evaluation,
            evaluation.judge(List.of()));
    return WorstPredictions.table(judged, preprocessor).rows();
  }

  private static Matrix column(double... values) {
    Matrix column = Matrix.zeros(Precision.FLOAT64, ROWS, 1);
    for (int i = 0; i < values.length; i++) {
      column.set(i, 0, values[i]);
    }
    return column;
  }

  @Test
  void predictionsThatAreNotANumberComeFirst() throws IOException {
    Matrix values = column(3, 1, 2);
    values.set(15, 0, Double.NaN);

    assertThat(worst("size", values, column()))
        .extracting(row -> row.get(0))
        .startsWith("16", "1", "3", "2");

    Matrix scores = column(0.9, 0.1, 0.8);
    scores.set(17, 0, Double.NaN);

    assertThat(worst("kind", scores, column()).get(0))
        .containsExactly("18", "even", "–", "NaN", "–");
    assertThat(worst("kind", scores, column()).get(1)).startsWith("1", "even", "odd");
  }

  @Test
  void numbersOfAColumnHaveOneForm() throws IOException {
    assertThat(worst("size", column(1234.5, 0.0004, 7), column()))
        .startsWith(
            List.of("1", "0.0", "1234.5", "-1234.5"),
            List.of("3", "0.0", "7.0", "-7.0"),
            List.of("2", "0.0", "0.0", "0.0"));
    assertThat(worst("size", column(3e-6, 1.5e-7), column()))
        .startsWith(List.of("1", "0.000e+00", "3.000e-06", "-3.000e-06"))
        .contains(List.of("2", "0.000e+00", "1.500e-07", "-1.500e-07"));
    assertThat(worst("kind", column(0.9999999, 0.25, 0.5), column()))
        .startsWith(
            List.of("1", "even", "odd", "< 0.0001", "1.0000"),
            List.of("3", "even", "even", "0.5000", "0.5000"),
            List.of("2", "even", "even", "0.7500", "0.7500"));
  }
}
