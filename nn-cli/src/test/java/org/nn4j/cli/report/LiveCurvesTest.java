package org.nn4j.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nn4j.api.Matrix;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;

class LiveCurvesTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void haveATerminal() {
    System.setProperty(Console.TERMINAL, "true");
  }

  @AfterEach
  void forgetTheTerminal() {
    System.clearProperty(Console.TERMINAL);
  }

  @Test
  void fitsANarrowTerminal() {
    System.setProperty(Console.COLUMNS, "50");
    try {
      List<String> frames = frames();

      assertThat(frames.get(frames.size() - 1).replaceAll("\033\\[\\??[0-9]*[a-zA-Z]", "").lines())
          .hasSize(13)
          .allMatch(line -> line.length() < 50)
          .anyMatch(line -> line.endsWith(" training"))
          .anyMatch(line -> line.matches("epoch 30/30  loss [\\d.e-]+  rate 0\\.0010"));
    } finally {
      System.clearProperty(Console.COLUMNS);
    }
  }

  @Test
  void drawsTheLossFromTheFirstEpochToTheLast() {
    List<String> frames = frames();
    // What stands before the first frame is nothing but the start of its line.
    assertThat(frames).hasSizeGreaterThanOrEqualTo(3);
    assertThat(frames.get(1)).contains("Loss", "epoch 1/30");
    String last = frames.get(frames.size() - 1);
    assertThat(last).contains("training", "epoch 30/30  loss ").contains("│");
    assertThat(last.lines().count()).isEqualTo(14);
  }

  private List<String> frames() {
    Console console =
        Console.of(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    Matrix x = Matrix.of(new double[] {0}, new double[] {1});
    TrainingPlan plan = TrainingPlan.builder().loss("mse").epochs(30).build();
    new Trainer(plan, new LiveCurves(console, true))
        .fit(Network.builder(1).dense(1).seed(1).build(), new MatrixDataset(x, x));

    return List.of(err.toString(StandardCharsets.UTF_8).split("\033\\[J\033\\[\\?7l"));
  }
}
