package org.nn4j.core.training;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.random.RandomStream;

/**
 * Everything that a training run needs to go on bit for bit, as matrices and texts by name: the
 * network's parameters under their own names, all else under names that start with {@value
 * #PREFIX}.
 *
 * <p>The matrices of a run's {@link TrainingRun#state()} are the run's own memory, so that nothing
 * is held twice: write them to a file, or copy them, before the next step.
 */
public final class TrainingState {
  /** The prefix of all names except those of the network's parameters. */
  public static final String PREFIX = "training.";

  /** How many numbers the state of a random stream has. */
  private static final int STREAM_LENGTH = 4;

  private final Map<String, Matrix> matrices;
  private final Map<String, String> texts;

  TrainingState() {
    this(Map.of(), Map.of());
  }

  /** Creates a state from the contents of a file; the maps are copied, the matrices are not. */
  public TrainingState(Map<String, Matrix> matrices, Map<String, String> texts) {
    this.matrices = new LinkedHashMap<>(matrices);
    this.texts = new LinkedHashMap<>(texts);
  }

  /** Returns the matrices, an unmodifiable view. */
  public Map<String, Matrix> matrices() {
    return Collections.unmodifiableMap(matrices);
  }

  /** Returns the texts, an unmodifiable view. */
  public Map<String, String> texts() {
    return Collections.unmodifiableMap(texts);
  }

  /**
   * Returns the number of steps that the run had taken.
   *
   * @throws InputException if the state does not say
   */
  public long steps() {
    return integers(Clock.STEPS, 1)[0];
  }

  /**
   * Returns the number of epochs that were finished.
   *
   * @throws InputException if the state does not say
   */
  public int epochs() {
    return (int) integers(Clock.EPOCHS, 1)[0];
  }

  /**
   * Returns the number of batches done of the epoch under way.
   *
   * @throws InputException if the state does not say
   */
  public int batch() {
    return (int) integers(EpochTally.BATCH, 1)[0];
  }

  /** Adds a matrix, unless it is empty. */
  void put(String name, Matrix matrix) {
    if (matrix.size() > 0) {
      matrices.put(name, matrix);
    }
  }

  /** Adds numbers, whose bits are kept. */
  void put(String name, double... numbers) {
    put(name, Matrix.of(numbers));
  }

  void put(String name, String text) {
    texts.put(name, text);
  }

  void put(String name, long... numbers) {
    put(name, Arrays.stream(numbers).mapToObj(Long::toString).collect(Collectors.joining(" ")));
  }

  boolean has(String name) {
    return matrices.containsKey(name) || texts.containsKey(name);
  }

  /**
   * Copies a matrix into one of the run's.
   *
   * @throws InputException if there is none of that shape and precision
   */
  void copy(String name, Matrix target) {
    if (target.size() > 0) {
      target.copyFrom(matrix(name, target.precision(), target.rows(), target.columns()));
    }
  }

  private Matrix matrix(String name, Precision precision, int rows, int columns) {
    Matrix matrix = matrices.get(name);
    if (matrix == null
        || matrix.rows() != rows
        || matrix.columns() != columns
        || matrix.precision() != precision) {
      throw new InputException(
          "resume: "
              + (matrix == null
                  ? "there is no " + name
                  : name + " is " + matrix.precision().id() + " " + matrix.shape())
              + ", but this run has one of "
              + (precision.id() + " " + rows + "×" + columns)
              + "; network, plan and data must be those of the run that is resumed");
    }
    return matrix;
  }

  /**
   * Returns numbers.
   *
   * @throws InputException if there are not as many
   */
  double[] numbers(String name, int count) {
    return count == 0 ? new double[0] : matrix(name, Precision.FLOAT64, 1, count).toRows()[0];
  }

  /**
   * Returns a matrix of numbers with as many columns as asked for; without rows if there is none.
   *
   * @throws InputException if it has other columns
   */
  double[][] rows(String name, int columns) {
    Matrix rows = matrices.get(name);
    return rows == null
        ? new double[0][]
        : matrix(name, Precision.FLOAT64, rows.rows(), columns).toRows();
  }

  /**
   * Returns a text.
   *
   * @throws InputException if there is none
   */
  String text(String name) {
    String text = texts.get(name);
    if (text == null) {
      throw new InputException("resume: there is no " + name);
    }
    return text;
  }

  /**
   * Sets a random stream to where it was.
   *
   * @throws InputException if there are no numbers, or not those of a stream
   */
  void restore(String name, RandomStream stream) {
    long[] numbers = integers(name, STREAM_LENGTH);
    try {
      stream.restore(numbers);
    } catch (IllegalArgumentException e) {
      throw new InputException("resume: " + name + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns whole numbers.
   *
   * @throws InputException if there are not as many
   */
  long[] integers(String name, int count) {
    try {
      long[] numbers = Arrays.stream(text(name).split(" ")).mapToLong(Long::parseLong).toArray();
      if (numbers.length == count) {
        return numbers;
      }
    } catch (NumberFormatException e) {
      // Reported like a wrong count.
    }
    throw new InputException(
        "resume: " + name + " must be " + count + " whole numbers but is '" + text(name) + "'");
  }
}
