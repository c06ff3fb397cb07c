package org.nn4j.core.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Task;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.Table;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.TargetEncoder;
import org.nn4j.core.training.Evaluation;
import org.nn4j.core.training.Evaluator;
import org.nn4j.core.training.Trainer;

/**
 * Everything a prediction needs: a network, what its outputs mean, and how raw data become inputs.
 *
 * <p>Predicting and evaluating are safe for any number of threads, as long as nothing trains the
 * network meanwhile.
 *
 * @param network the network
 * @param loss the loss it was trained with, whose link and targets tell what the outputs mean
 * @param preprocessor how tables become inputs and outputs become labels, or null for a network
 *     over plain matrices
 * @param provenance where it came from
 */
public record Model(
    Network network, Loss loss, @Nullable Preprocessor preprocessor, Provenance provenance) {

  /**
   * Checks that the parts fit one another.
   *
   * @throws IllegalArgumentException if the preprocessing makes other inputs than the network has,
   *     or the network's outputs cannot tell its targets
   */
  public Model {
    if (preprocessor != null) {
      preprocessor.requireFit(network.inputWidth(), network.outputWidth(), loss);
    }
  }

  /** Makes a model over tables whose provenance nobody asks for. */
  public Model(Network network, Loss loss, Preprocessor preprocessor) {
    this(network, loss, preprocessor, Provenance.NONE);
  }

  /**
   * Writes the model to a file, which is replaced as a whole, see {@link ModelFile#save}.
   *
   * @throws org.nn4j.core.InputException if it cannot be written; what was there stays
   */
  public void save(Path file) {
    ModelFile.save(this, file);
  }

  /**
   * Encodes rows of a table with their targets, as this network and loss want them.
   *
   * @throws org.nn4j.core.InputException if a column is missing or a value cannot be encoded
   * @throws IllegalArgumentException if the network's outputs cannot tell the classes
   * @throws IllegalStateException if the model has no preprocessing
   */
  public Dataset dataset(Table table, int[] rows) {
    return requirePreprocessor()
        .dataset(table, rows, network.precision(), loss.targetKind(), network.outputWidth(), null);
  }

  /**
   * Predicts every row of a table, which needs no target column.
   *
   * @throws org.nn4j.core.InputException if a column is missing or a value cannot be encoded
   * @throws IllegalStateException if the model has no preprocessing
   */
  public Prediction predict(Table table) {
    return predict(table, table.everyRow());
  }

  /**
   * Predicts some rows of a table, which needs no target column. Rows are predicted one by one, so
   * a large table may be taken in parts.
   *
   * @throws org.nn4j.core.InputException if a column is missing or a value cannot be encoded
   * @throws IllegalStateException if the model has no preprocessing
   */
  public Prediction predict(Table table, int[] rows) {
    Preprocessor preparation = requirePreprocessor();
    Matrix outputs =
        network.predict(preparation.features().encode(table, rows, network.precision()));
    TargetEncoder target = preparation.target();
    if (target.task() == Task.REGRESSION) {
      return new Prediction(target.task(), target.outputs(), preparation.decode(outputs));
    }
    Evaluator evaluator = new Evaluator(loss);
    Matrix raw = evaluator.scores(outputs, network.kernels());
    boolean labels = target.task() == Task.MULTI_LABEL;
    Matrix scores = labels ? raw : everyClass(raw);
    Matrix decisions =
        labels
            ? Predictions.labelDecisions(scores, target.thresholds())
            : Predictions.decisions(scores, target.thresholds().get(0));
    return new Prediction(
        target.task(), target.outputs(), scores, decisions, evaluator.probabilities(network));
  }

  /** Gives the first of two classes a column where only the second has one. */
  private static Matrix everyClass(Matrix scores) {
    if (scores.columns() > 1) {
      return scores;
    }
    Matrix both = Matrix.zeros(scores.precision(), scores.rows(), 2);
    for (int r = 0; r < scores.rows(); r++) {
      for (int label = 0; label < 2; label++) {
        both.set(r, label, Predictions.score(scores, r, label));
      }
    }
    return both;
  }

  /**
   * Predicts rows of a table and compares with their targets; values are in the data's units.
   *
   * @throws org.nn4j.core.InputException if a column is missing or a value cannot be encoded
   * @throws IllegalStateException if the model has no preprocessing
   */
  public Evaluation evaluate(Table table, int[] rows) {
    return evaluate(table, rows, Trainer.defaultThreads());
  }

  /**
   * Predicts rows of a table and compares, as {@link #evaluate(Table, int[])} does.
   *
   * @param threads most threads to use; the result is the same for any number
   * @throws org.nn4j.core.InputException if a column is missing or a value cannot be encoded
   * @throws IllegalStateException if the model has no preprocessing
   */
  public Evaluation evaluate(Table table, int[] rows, int threads) {
    Preprocessor preparation = requirePreprocessor();
    return new Evaluator(loss, preparation::decode, threads)
        .evaluate(network, dataset(table, rows))
        .withThresholds(preparation.thresholds());
  }

  private Preprocessor requirePreprocessor() {
    if (preprocessor == null) {
      throw new IllegalStateException(
          "the model has no preprocessing, so it cannot be applied to a table; give its network"
              + " a matrix of "
              + network.inputWidth()
              + " columns");
    }
    return preprocessor;
  }
}
