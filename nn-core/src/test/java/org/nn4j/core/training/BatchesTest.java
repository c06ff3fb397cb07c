package org.nn4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.data.RowPlace;
import org.nn4j.core.parallel.WorkerPool;
import org.nn4j.core.registry.KernelsSelector;

class BatchesTest {

  /** Five samples of the lines 2 to 6 in batches of two. */
  private static Batches batches(WorkerPool pool) {
    Matrix x = Matrix.zeros(Precision.FLOAT32, 5, 1);
    long[] lines = {2, 3, 4, 5, 6};
    return new Batches(
        new MatrixDataset(x, x, null, lines),
        2,
        Precision.FLOAT32,
        1,
        KernelsSelector.standard(),
        pool);
  }

  @Test
  void theLastBatchHasWhatIsLeft() {
    try (WorkerPool pool = new WorkerPool(1)) {
      Batches batches = batches(pool);
      assertThat(batches.count()).isEqualTo(3);
      batches.load(2);
      assertThat(batches.x().rows()).isEqualTo(1);
      assertThat(batches.places(2)).extracting(RowPlace::line).containsExactly(6L);
      assertThat(batches.places(1)).extracting(RowPlace::line).containsExactly(4L, 5L);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 1 2 3 5", "-1 1 2 3 4", "0 1 2 3 3", "0 1 2 3 3.5", "0 1 2 3 NaN"})
  void whatIsNoOrderIsNotGoneOnFrom(String order) {
    String[] numbers = order.split(" ");
    Matrix row = Matrix.zeros(Precision.FLOAT64, 1, 5);
    for (int i = 0; i < 5; i++) {
      row.set(0, i, Double.parseDouble(numbers[i]));
    }
    TrainingState state = new TrainingState(Map.of("training.order", row), Map.of());
    try (WorkerPool pool = new WorkerPool(1)) {
      assertThatThrownBy(() -> batches(pool).restore(state))
          .isInstanceOf(InputException.class)
          .hasMessage("resume: training.order is no order of the samples");
    }
  }
}
