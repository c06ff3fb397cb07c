package org.nn4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.core.model.Model;

/**
 * Compares what Spark trains with what {@code nn train} trains on one machine: with masters of one,
 * two and seven slots, rows in any order and in partitions of all kinds.
 */
class SameBytesTest {
  @TempDir static Path folder;

  private static final Map<String, Model> EXPECTED = new TreeMap<>();

  @BeforeAll
  static void learnHere() throws IOException {
    for (Map.Entry<String, Lesson> lesson : Lesson.all().entrySet()) {
      EXPECTED.put(lesson.getKey(), lesson.getValue().here(folder));
    }
  }

  private static void assertSame(String lesson, int tasks, String partitions) throws IOException {
    Lesson taught = Lesson.all().get(lesson);
    Model model = taught.onSpark(taught.rows(folder, partitions), tasks);
    Model expected = EXPECTED.get(lesson);
    assertThat(model.preprocessor()).isEqualTo(expected.preprocessor());
    assertThat(model.facts().epochs()).isEqualTo(expected.facts().epochs());
    assertThat(model.network().parameters().sha256())
        .as("%s in %d tasks, partitions: %s", lesson, tasks, partitions)
        .isEqualTo(expected.network().parameters().sha256());
  }

  @ParameterizedTest
  @CsvSource({
    "classes-float32, 1, 5",
    "classes-float32, 2, skewed",
    "classes-float64, 2, 64",
    "numbers-float32, 2, 1",
    "numbers-float64, 1, 64"
  })
  void tasksTrainWhatOneMachineTrains(String lesson, int tasks, String partitions)
      throws IOException {
    assertSame(lesson, tasks, partitions);
  }

  /** Otherwise nothing would be known of whether early stopping is the same. */
  @Test
  void lessonsEndEarlyAndDifferFromOneAnother() {
    assertThat(EXPECTED.values()).anyMatch(model -> model.facts().epochs() < 12);
    assertThat(EXPECTED.values().stream().map(model -> model.network().parameters().sha256()))
        .doesNotHaveDuplicates();
  }

  /** With slots other than those of the session that the other tests share. */
  @ParameterizedTest
  @CsvSource({
    "local[1], classes-float64, 1, skewed",
    "local[7], classes-float32, 7, 64",
    "local[7], numbers-float64, 7, 1"
  })
  void anyMasterTrainsWhatOneMachineTrains(
      String master, String lesson, int tasks, String partitions) throws Exception {
    Sessions.during(Sessions.builder(master), () -> assertSame(lesson, tasks, partitions));
  }
}
