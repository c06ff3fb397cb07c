package org.nn4j.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nn4j.api.Matrix;
import org.nn4j.core.InputException;
import org.nn4j.core.model.Prediction;

/**
 * Predicts rows in blocks, with the bits that each has alone. What it holds of rows are the inputs
 * of a block, however many rows there are. For one thread.
 */
final class RowBlock {
  /** Rows of a block: enough for the speed of matrix products, and few enough for the caches. */
  static final int MOST = 256;

  private final ServedModel model;
  private final int rows;
  private final Runnable pause;
  private final UnknownTexts unknown;
  private final List<Prediction> predictions = new ArrayList<>();
  private Matrix inputs;
  private int filled;
  private int count;

  /**
   * Begins.
   *
   * @param expected about how many rows there will be
   * @param rows most rows that are taken
   * @param pause done between blocks
   */
  RowBlock(ServedModel model, int expected, int rows, Runnable pause) {
    this.model = model;
    this.rows = rows;
    this.pause = pause;
    this.unknown = new UnknownTexts(model);
    this.inputs = zeros(Math.max(1, Math.min(expected, MOST)));
  }

  private Matrix zeros(int capacity) {
    return Matrix.zeros(
        model.model().network().precision(), capacity, model.model().network().inputWidth());
  }

  /**
   * Adds a row of values by the names of their columns; other names are ignored.
   *
   * @throws RequestException if a value cannot be encoded, or there are too many rows
   */
  void add(Map<String, ?> row) {
    Matrix place = next();
    try {
      model.encoder().encode(row, false, true, place, unknown);
    } catch (InputException e) {
      throw fault(e);
    }
    added();
  }

  /**
   * Adds a row of numbers in the order of the columns, NaN for one that is missing.
   *
   * @throws RequestException if a value cannot be encoded, there are more or fewer than columns, or
   *     too many rows
   */
  void add(double[] values) {
    Matrix place = next();
    try {
      model.encoder().encode(values, place, unknown);
    } catch (InputException | IllegalArgumentException e) {
      throw fault(e);
    }
    added();
  }

  private RequestException fault(RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    String own = "predict: ";
    return new RequestException(
        400,
        "row "
            + count
            + ": "
            + (message.startsWith(own) ? message.substring(own.length()) : message));
  }

  private Matrix next() {
    count++;
    if (count > rows) {
      throw tooMany(rows);
    }
    unknown.row(count);
    if (filled == inputs.rows()) {
      if (filled == MOST) {
        flush();
        pause.run();
      } else {
        Matrix larger = zeros(Math.min(MOST, 4 * filled));
        larger.rows(0, filled).copyFrom(inputs);
        inputs = larger;
      }
    }
    return inputs.row(filled);
  }

  static RequestException tooMany(int rows) {
    return new RequestException(
        413, "the request has more than " + rows + " rows, the most that this server takes");
  }

  private void added() {
    filled++;
  }

  private void flush() {
    if (filled > 0) {
      predictions.add(
          model.model().interpret(model.model().network().predict(inputs.rows(0, filled))));
      filled = 0;
    }
  }

  /** Returns how many rows were added. */
  int count() {
    return count;
  }

  /** Returns what was taken as missing in the rows that were added. */
  UnknownTexts unknown() {
    return unknown;
  }

  /** Predicts what was added since the last call, and returns it block by block. */
  List<Prediction> take() {
    flush();
    List<Prediction> taken = List.copyOf(predictions);
    predictions.clear();
    return taken;
  }
}
