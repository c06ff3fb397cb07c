package org.nn4j.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** One contract for both precisions. */
class MatrixTest {

  /** Returns rows×columns with element (r, c) = 10·r + c, at an offset and with gaps of NaN. */
  private static Matrix strided(Precision precision, int rows, int columns) {
    int offset = 3;
    int stride = columns + 2;
    int length = offset + rows * stride + 1;
    Matrix matrix = view(precision, length, offset, rows, columns, stride);
    Matrix all = view(precision, length, 0, 1, length, length);
    all.fill(Double.NaN);
    Matrix result = matrix.precision() == all.precision() ? over(all, matrix) : matrix;
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        result.set(r, c, 10 * r + c);
      }
    }
    return result;
  }

  private static Matrix view(
      Precision precision, int length, int offset, int rows, int columns, int stride) {
    return precision == Precision.FLOAT32
        ? new FloatMatrix(new float[length], offset, rows, columns, stride)
        : new DoubleMatrix(new double[length], offset, rows, columns, stride);
  }

  /** Returns a matrix over the array of {@code memory} with the geometry of another one. */
  private static Matrix over(Matrix memory, Matrix geometry) {
    int offset = geometry.offset();
    int rows = geometry.rows();
    int columns = geometry.columns();
    return memory instanceof FloatMatrix floats
        ? new FloatMatrix(floats.array(), offset, rows, columns, geometry.stride())
        : new DoubleMatrix(
            ((DoubleMatrix) memory).array(), offset, rows, columns, geometry.stride());
  }

  /** Returns the whole array behind a matrix as one row. */
  private static double[] memory(Matrix matrix) {
    if (matrix instanceof FloatMatrix floats) {
      double[] widened = new double[floats.array().length];
      for (int i = 0; i < widened.length; i++) {
        widened[i] = floats.array()[i];
      }
      return widened;
    }
    return ((DoubleMatrix) matrix).array();
  }

  @ParameterizedTest
  @EnumSource
  void elementsLieAtOffsetPlusRowTimesStridePlusColumn(Precision precision) {
    Matrix matrix = strided(precision, 2, 3);
    double nan = Double.NaN;
    assertThat(memory(matrix))
        .containsExactly(nan, nan, nan, 0, 1, 2, nan, nan, 10, 11, 12, nan, nan, nan);
    assertThat(matrix.toRows()).isDeepEqualTo(new double[][] {{0, 1, 2}, {10, 11, 12}});
    assertThat(matrix.size()).isEqualTo(6);
    assertThat(matrix.contiguous()).isFalse();
    assertThat(matrix.precision()).isEqualTo(precision);
    assertThat(matrix.typedShape()).isEqualTo(precision.id() + " 2×3");
    assertThat(matrix)
        .hasToString(precision.id() + " 2×3\n  [0.0, 1.0, 2.0]\n  [10.0, 11.0, 12.0]");
  }

  @ParameterizedTest
  @EnumSource
  void viewsShareTheirParentsMemory(Precision precision) {
    Matrix matrix = strided(precision, 4, 5);
    Matrix middle = matrix.rows(1, 3).columns(2, 4);
    assertThat(middle.toRows()).isDeepEqualTo(new double[][] {{12, 13}, {22, 23}});
    middle.set(1, 0, -1);
    assertThat(matrix.get(2, 2)).isEqualTo(-1);
    matrix.set(1, 3, -2);
    assertThat(middle.get(0, 1)).isEqualTo(-2);
  }

  @ParameterizedTest
  @EnumSource
  void viewsMayBeEmptyAtEitherEnd(Precision precision) {
    Matrix matrix = strided(precision, 2, 3);
    assertThat(matrix.rows(0, 0).shape()).isEqualTo("0×3");
    assertThat(matrix.rows(2, 2).shape()).isEqualTo("0×3");
    assertThat(matrix.columns(0, 0).shape()).isEqualTo("2×0");
    assertThat(matrix.columns(3, 3).shape()).isEqualTo("2×0");
    assertThat(matrix.rows(2, 2).columns(3, 3).columns(0, 0).size()).isZero();
    Matrix empty = Matrix.zeros(precision, 0, 3);
    assertThat(empty.columns(1, 3).shape()).isEqualTo("0×2");
    assertThat(empty.toRows()).isEmpty();
    assertThat(Matrix.of(precision).shape()).isEqualTo("0×0");
  }

  @ParameterizedTest
  @EnumSource
  void aSliceReshapesContiguousElements(Precision precision) {
    Matrix matrix = strided(precision, 3, 6).rows(1, 2);
    assertThat(matrix.contiguous()).as("one row has no gaps").isTrue();
    Matrix slice = matrix.slice(1, 2, 2);
    assertThat(slice.toRows()).isDeepEqualTo(new double[][] {{11, 12}, {13, 14}});
    slice.set(1, 1, 7);
    assertThat(matrix.get(0, 4)).isEqualTo(7);
    assertThat(matrix.slice(6, 0, 4).shape()).isEqualTo("0×4");
    assertThatThrownBy(() -> matrix.slice(1, 2, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> strided(precision, 2, 3).slice(0, 1, 1))
        .withMessage("slice: the matrix has gaps (stride 5, 3 columns)");
  }

  @ParameterizedTest
  @EnumSource
  void fillingStaysInsideTheView(Precision precision) {
    Matrix matrix = strided(precision, 2, 2);
    matrix.fill(4);
    double nan = Double.NaN;
    assertThat(memory(matrix)).containsExactly(nan, nan, nan, 4, 4, nan, nan, 4, 4, nan, nan, nan);
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32, FLOAT32", "FLOAT32, FLOAT64", "FLOAT64, FLOAT32", "FLOAT64, FLOAT64"})
  void copyingConvertsThePrecisionAndStaysInsideTheView(Precision from, Precision to) {
    Matrix source = strided(from, 2, 2);
    source.set(0, 1, 0.1);
    Matrix target = strided(to, 2, 2);
    target.fill(9);
    target.copyFrom(source);
    assertThat(target.get(0, 1)).isEqualTo(to.round(from.round(0.1)));
    double nan = Double.NaN;
    assertThat(memory(target))
        .containsExactly(nan, nan, nan, 0, target.get(0, 1), nan, nan, 10, 11, nan, nan, nan);
    target.copyRow(0, source, 1);
    assertThat(target.toRows()).isDeepEqualTo(new double[][] {{10, 11}, {10, 11}});
  }

  @ParameterizedTest
  @EnumSource
  void aMatrixMayBeCopiedOntoItself(Precision precision) {
    Matrix matrix = strided(precision, 2, 2);
    matrix.copyFrom(matrix);
    assertThat(matrix.toRows()).isDeepEqualTo(new double[][] {{0, 1}, {10, 11}});
  }

  @ParameterizedTest
  @EnumSource
  void whatDoesNotFitIsRefusedWithBothShapes(Precision precision) {
    Matrix matrix = strided(precision, 2, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> matrix.copyFrom(Matrix.zeros(precision, 3, 2)))
        .withMessage("copy: the target is 2×3 but the source is 3×2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> matrix.copyRow(0, Matrix.zeros(precision, 3, 2), 1))
        .withMessage("copy a row: the target is 2×3 but the source is 3×2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrix.of(precision, new double[] {1}, new double[] {1, 2}))
        .withMessage("matrix rows must have one length, but row 0 has 1 and row 1 has 2");
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "2, 0", "0, -1", "0, 3"})
  void indicesOutsideTheViewAreRefusedEvenWhereTheArrayGoesOn(int row, int column) {
    for (Precision precision : Precision.values()) {
      Matrix matrix = strided(precision, 2, 3);
      assertThatThrownBy(() -> matrix.get(row, column))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> matrix.set(row, column, 1))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "2, 1", "0, 4"})
  void rangesOutsideTheViewAreRefused(int from, int to) {
    for (Precision precision : Precision.values()) {
      Matrix matrix = strided(precision, 3, 3);
      assertThatThrownBy(() -> matrix.rows(from, to)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> matrix.columns(from, to))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10, -1, 2, 2, 2", // before the array
    "10, 7, 2, 2, 2", // behind it
    "10, 0, 2, 3, 2", // rows that overlap
    "10, 0, -1, 2, 2",
    "10, 0, 2, 2, 1000000000", // an end beyond the greatest int
    "10, 0, 2147483647, 2147483647, 2147483647"
  })
  void aGeometryThatDoesNotFitTheArrayIsRefused(
      int length, int offset, int rows, int columns, int stride) {
    for (Precision precision : Precision.values()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> view(precision, length, offset, rows, columns, stride))
          .withMessageContaining(rows + "×" + columns);
    }
  }

  @Test
  void aSizeBeyondOneArrayIsRefusedBeforeAllocating() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrix.zeros(Precision.FLOAT32, 70_000, 70_000))
        .withMessage("a matrix of 70000×70000 does not fit one array (0 to 2147483647 elements)");
  }

  @Test
  void matricesAreMadeOfArraysOfEitherKind() {
    Matrix floats = Matrix.of(new float[] {0.1f, 2}, new float[] {3, 4});
    assertThat(floats.precision()).isEqualTo(Precision.FLOAT32);
    assertThat(floats.toRows()).isDeepEqualTo(new double[][] {{0.1f, 2}, {3, 4}});
    double[][] rows = {{0.1, 2}, {3, 4}};
    assertThat(Matrix.of(rows).toRows()).isDeepEqualTo(rows);
    assertThat(Matrix.of(new float[0][]).shape()).isEqualTo("0×0");
    double[] elements = {1, 2, 3};
    Matrix column = Matrix.column(elements);
    elements[0] = 9;
    assertThat(column.toRows()).isDeepEqualTo(new double[][] {{1}, {2}, {3}});
    assertThat(column.precision()).isEqualTo(Precision.FLOAT64);
    assertThat(column.contiguous()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrix.of(new float[] {1}, new float[] {1, 2}))
        .withMessage("matrix rows must have one length, but row 0 has 1 and row 1 has 2");
  }

  @ParameterizedTest
  @EnumSource
  void aRowIsAView(Precision precision) {
    Matrix matrix = strided(precision, 3, 2);
    assertThat(matrix.row(1).toRows()).isDeepEqualTo(new double[][] {{10, 11}});
    matrix.row(2).set(0, 1, 7);
    assertThat(matrix.get(2, 1)).isEqualTo(7);
    assertThatThrownBy(() -> matrix.row(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.row(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @EnumSource
  void ofALargeMatrixTheFirstRowsAndColumnsAreShown(Precision precision) {
    Matrix matrix = Matrix.zeros(precision, 7, 9);
    matrix.fill(0.1);
    String row = "\n  [" + "0.1, ".repeat(6) + "…]";
    assertThat(matrix).hasToString(precision.id() + " 7×9" + row.repeat(6) + "\n  …");
    assertThat(Matrix.zeros(precision, 0, 2)).hasToString(precision.id() + " 0×2");
  }

  @Test
  void precisionsAreFoundByTheirNames() {
    assertThat(Precision.of("float64")).isEqualTo(Precision.FLOAT64);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Precision.of("double"))
        .withMessage("unknown precision 'double'; available: float32, float64");
  }

  @ParameterizedTest
  @EnumSource
  void aBatchBufferKeepsItsViews(Precision precision) {
    BatchBuffer buffer = new BatchBuffer(precision, 8, 3);
    Matrix full = buffer.rows(8);
    Matrix last = buffer.rows(5);
    full.set(4, 2, 6);
    assertThat(last.get(4, 2)).isEqualTo(6);
    assertThat(last.shape()).isEqualTo("5×3");
    assertThat(buffer.rows(8)).isSameAs(full);
    assertThat(buffer.rows(5)).isSameAs(last);
    assertThat(buffer.rows(0).rows()).isZero();
    assertThatThrownBy(() -> buffer.rows(9)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
