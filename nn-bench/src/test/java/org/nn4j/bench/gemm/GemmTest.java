package org.nn4j.bench.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nn4j.api.Precision;
import org.nn4j.bench.gemm.Gemm.Prepared;

class GemmTest {
  /** The textbook's three loops on the operands as they lie in memory. */
  private static final class Naive implements Gemm {
    @Override
    public String name() {
      return "naive";
    }

    @Override
    public String description() {
      return name();
    }

    @Override
    public Prepared prepare(GemmCase gemm, double[] left, double[] right) {
      return new Prepared() {
        @Override
        public void run() {}

        @Override
        public double result(int row, int column) {
          double sum = 0;
          for (int k = 0; k < gemm.depth(); k++) {
            double a =
                gemm.product() == Product.TN
                    ? left[k * gemm.leftColumns() + row]
                    : left[row * gemm.leftColumns() + k];
            double b =
                gemm.product() == Product.NT
                    ? right[column * gemm.rightColumns() + k]
                    : right[k * gemm.rightColumns() + column];
            sum += a * b;
          }
          return sum;
        }
      };
    }
  }

  @ParameterizedTest
  @CsvSource({"nn4j,NN", "nn4j,TN", "nn4j,NT", "loops,NN", "loops,TN", "loops,NT"})
  void theProductsAreComputed(String implementation, Product product) {
    for (Precision precision : Precision.values()) {
      GemmCase gemm = new GemmCase(product, precision, 5, 7, 3);
      Gemms.requireSameResults(
          gemm, Gemms.prepare(Gemms.find(implementation), gemm), Gemms.prepare(new Naive(), gemm));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWrongProductIsNotTimed(Product product) {
    GemmCase gemm = new GemmCase(product, Precision.FLOAT32, 5, 7, 3);
    Prepared right = Gemms.prepare(new Naive(), gemm);
    Prepared wrong =
        new Prepared() {
          @Override
          public void run() {}

          @Override
          public double result(int row, int column) {
            return right.result(row, column) + 1e-3;
          }
        };

    assertThatThrownBy(() -> Gemms.requireSameResults(gemm, right, wrong))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the results differ by");
    assertThat(gemm.operations()).isEqualTo(2 * 5 * 7 * 3);
  }

  @Test
  void withoutAnotherNn4jIsMeasuredAlone() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GemmReport report =
        new GemmReport(GemmReport.NONE, true, new PrintStream(out, true, StandardCharsets.UTF_8));
    report.grid("few", List.of(2), List.of(3));
    report.summary();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsPattern("\\| 2×3×3 +\\| +NN \\| +[0-9.]+ \\| +– \\| +– \\|")
        .containsPattern("\\| few +\\| +float64 \\| +3 \\| +– \\|");
  }
}
