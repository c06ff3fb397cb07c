package org.nn4j.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingPlan;

class TrainProgressTest {
  /** Every field whole; which there are depends on the width. */
  private static final String FIELDS =
      "epoch \\d+/4000(, batch \\d+/3)?(  ETA \\d[\\d.]* (s|min \\d+ s|h \\d+ min))?"
          + "(  loss \\d\\S*)?(  validation \\d\\S*)?(  mse \\d+\\.\\d{4})?(  rate 0\\.0010)?"
          + "(  [\\d,]+ samples/s)?";

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @AfterEach
  void forgetTheTerminal() {
    System.clearProperty(Console.TERMINAL);
    System.clearProperty(Console.COLUMNS);
  }

  /** Sleeps for longer than the pause between two lines. */
  private static final class Slow implements TrainingListener {
    @Override
    public void batchDone(int epoch, int batch, int batches, double loss, double rate) {
      try {
        Thread.sleep(105);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private List<String> lines(int columns) {
    System.setProperty(Console.TERMINAL, "true");
    System.setProperty(Console.COLUMNS, String.valueOf(columns));
    Console console =
        Console.of(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    MatrixDataset data =
        new MatrixDataset(
            Matrix.zeros(Precision.FLOAT32, 6, 1), Matrix.zeros(Precision.FLOAT32, 6, 1));
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss("mse")
            .optimizer("adam(lr=0.001)")
            .metric("mse")
            .epochs(4000)
            .batch(2)
            .stop(history -> history.epochs().size() == 2)
            .build();
    new Trainer(plan, new Slow(), new TrainProgress(console))
        .fit(Network.builder(1).dense(1).seed(1).build(), data, data);
    return Stream.of(err.toString(StandardCharsets.UTF_8).split("\r"))
        .map(line -> line.replaceAll("\033\\[\\??[0-9]*[a-zA-Z]", ""))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 100, 120})
  void noNumberIsCutWhateverTheWidth(int columns) {
    assertThat(lines(columns))
        .hasSizeGreaterThan(3)
        .allMatch(line -> line.matches(FIELDS))
        .allMatch(line -> line.length() < columns)
        .anyMatch(line -> line.startsWith("epoch 1/4000, batch 2/3"))
        .anyMatch(line -> line.startsWith("epoch 1/4000  "));
  }
}
