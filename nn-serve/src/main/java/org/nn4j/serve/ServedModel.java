package org.nn4j.serve;

import java.util.List;
import org.nn4j.api.Matrix;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Prediction;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.RecordEncoder;

/** A model that is served, and what is worked out once. Immutable and thread-safe. */
final class ServedModel {
  /** Columns that a message names. */
  private static final int SHOWN = 8;

  private final String name;
  private final Model model;
  private final Preprocessor preprocessor;
  private final RecordEncoder encoder;
  private final Prediction none;
  private final String version;
  private final String labels;

  /**
   * Takes a model.
   *
   * @throws InputException if it has no preprocessing, so that its columns have no names
   */
  ServedModel(String name, Model model) {
    Preprocessor preparation = model.preprocessor();
    if (preparation == null) {
      throw new InputException(
          "serve: the model '" + name + "' has no preprocessing, so its columns have no names");
    }
    this.name = name;
    this.model = model;
    this.preprocessor = preparation;
    this.encoder = preparation.recordEncoder().typed();
    this.none =
        model.interpret(
            Matrix.zeros(model.network().precision(), 0, model.network().outputWidth()));
    this.version = model.network().parameters().sha256().substring(0, 12);
    this.labels =
        ServerMetrics.label("model", name) + ',' + ServerMetrics.label("version", version);
  }

  String name() {
    return name;
  }

  Model model() {
    return model;
  }

  Preprocessor preprocessor() {
    return preprocessor;
  }

  RecordEncoder encoder() {
    return encoder;
  }

  /** Returns the names of the columns that a row has. */
  List<String> columns() {
    return encoder.columns();
  }

  /** Returns the first of the columns, for messages. */
  String columnNames() {
    List<String> all = columns();
    return String.join(", ", all.subList(0, Math.min(SHOWN, all.size())))
        + (all.size() > SHOWN ? ", …" : "");
  }

  Task task() {
    return none.task();
  }

  /** Returns a prediction of no row, which tells what its values stand for. */
  Prediction none() {
    return none;
  }

  /** Returns name and version as metrics are labelled. */
  String labels() {
    return labels;
  }

  /** Returns the first twelve digits of the parameters' SHA-256. */
  String version() {
    return version;
  }
}
