package org.nn4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.parallel.WorkerPool;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.training.objective.SquareSum;

class SquareSumTest {

  /** Returns numbers after one that does not belong to them. */
  private static Matrix numbers(Precision precision, int size) {
    RandomStream random = new RandomStream(1, "numbers");
    Matrix matrix = Matrix.zeros(precision, 1, size + 1);
    for (int i = 0; i <= size; i++) {
      matrix.set(0, i, random.nextGaussian());
    }
    return matrix.columns(1, size + 1);
  }

  /** The definition: a chain a block, the blocks in order. */
  private static double expected(Matrix numbers) {
    double total = 0;
    for (int block = 0; block < numbers.size(); block += 4096) {
      double sum = 0;
      for (int i = block; i < Math.min(numbers.size(), block + 4096); i++) {
        sum = Math.fma(numbers.get(0, i), numbers.get(0, i), sum);
      }
      total += sum;
    }
    return total;
  }

  @ParameterizedTest
  @CsvSource({
    "float32, 0",
    "float32, 1",
    "float32, 4095",
    "float32, 4097",
    "float32, 32765",
    "float32, 32768",
    "float32, 32769",
    "float32, 70000",
    "float64, 40",
    "float64, 32765",
    "float64, 36864",
    "float64, 40001"
  })
  void anyNumberOfThreadsAddsInTheStatedOrder(String precision, int size) {
    Matrix numbers = numbers(Precision.of(precision), size);
    for (int threads = 1; threads <= 8; threads++) {
      try (WorkerPool pool = new WorkerPool(threads, 1)) {
        SquareSum sum = new SquareSum(numbers, pool);
        assertThat(sum.compute()).isEqualTo(expected(numbers));
        assertThat(sum.compute()).isEqualTo(expected(numbers));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void clippingIsTheSameForAnyNumberOfThreads(int threads) {
    for (Precision precision : Precision.values()) {
      GradientClipping bounds = new GradientClipping(1.5, 3);
      Matrix expected = numbers(precision, 50_000);
      Matrix actual = numbers(precision, 50_000);
      bounds.apply(expected);
      try (WorkerPool pool = new WorkerPool(threads, 1)) {
        new GradientClipper(bounds, actual, pool).clip();
      }
      assertThat(actual.toRows()).isEqualTo(expected.toRows());
    }
  }
}
