package org.nn4j.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.data.split.RowGroups;
import org.nn4j.core.random.RandomStream;

class TrainingRowsTest {
  private static TrainingRows rows(int count, @Nullable RowGroups groups) {
    Matrix y = Matrix.zeros(Precision.FLOAT32, count, 1);
    IntStream.range(0, count).forEach(row -> y.set(row, 0, row % 2));
    MatrixDataset samples = new MatrixDataset(Matrix.zeros(Precision.FLOAT32, count, 1), y);
    return new TrainingRows(samples, true, groups, (settings, places) -> samples, p -> samples);
  }

  private static int[] all(List<int[]> parts) {
    return parts.stream().flatMapToInt(Arrays::stream).sorted().toArray();
  }

  @Test
  void eachRowIsInOnePartAndClassesAreSpread() {
    List<int[]> parts = rows(20, null).divide(5, new RandomStream(1, "members"));

    assertThat(parts).hasSize(5);
    assertThat(all(parts)).containsExactly(IntStream.range(0, 20).toArray());
    for (int[] part : parts) {
      assertThat(Arrays.stream(part).filter(row -> row % 2 == 1).count()).isEqualTo(2);
    }
  }

  @Test
  void aGroupIsInOnePart() {
    RowGroups groups = RowGroups.of(IntStream.range(0, 24).map(row -> 2 * (row / 3)).toArray());

    List<int[]> parts = rows(24, groups).divide(5, new RandomStream(1, "members"));

    assertThat(all(parts)).containsExactly(IntStream.range(0, 24).toArray());
    assertThat(parts).hasSize(5).allMatch(part -> part.length > 0);
    for (int[] part : parts) {
      assertThat(Arrays.stream(part).map(row -> row / 3).distinct().count() * 3)
          .as("groups of three rows")
          .isEqualTo(part.length);
    }
    assertThat(rows(6, RowGroups.of(0, 0, 0, 7, 7, 7)).divide(5, new RandomStream(1, "m")))
        .as("no more parts than groups")
        .containsExactlyInAnyOrder(new int[] {0, 1, 2}, new int[] {3, 4, 5});
  }

  @Test
  void whatCannotBeDividedIsRefused() {
    assertThatThrownBy(() -> rows(3, RowGroups.of(4, 4, 4)).divide(5, new RandomStream(1, "m")))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "training rows of one group alone cannot be divided into what a network learns and"
                + " what it does not, for a group stays whole; train one network (--preset none),"
                + " or on more rows");
    assertThatThrownBy(() -> rows(1, null).divide(5, new RandomStream(1, "m")))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("one training row cannot be divided");
  }
}
