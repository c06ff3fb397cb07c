package org.nn4j.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;

/** The base rate throughout; tests hear of every step that a task is about to take. */
public record ToldSchedule() implements LearningRateSchedule {
  static final String NAME = "test.told";

  /**
   * The property of a JVM with the file to which its tasks add a line for each epoch they begin.
   */
  static final String FILE = "nn.test.epochs";

  private static final @Nullable String EPOCHS = System.getProperty(FILE);

  private static volatile Consumer<TrainingClock> listener = clock -> {};

  /** Sets who hears of steps in this JVM; what it throws is what its task fails of. */
  static void listen(Consumer<TrainingClock> to) {
    listener = to;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public double rate(double baseRate, TrainingClock clock, double[] state) {
    listener.accept(clock);
    if (EPOCHS != null && clock.step() % clock.stepsPerEpoch() == 0) {
      try {
        Files.writeString(
            Path.of(EPOCHS),
            clock.epoch() + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return baseRate;
  }
}
