package org.nn4j.core.crossval;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;
import org.nn4j.api.Metric;
import org.nn4j.core.InputException;
import org.nn4j.core.crossval.CrossValidationResult.FoldScores;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.split.Fold;
import org.nn4j.core.data.split.Folds;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Prediction;
import org.nn4j.core.training.Evaluation;
import org.nn4j.core.training.Trainer;

/**
 * Estimates how well a training procedure works: for each fold, a model learns from the rows of the
 * other folds and is judged on those of this one. Folds are trained one after the other.
 *
 * @param table the rows
 * @param folds how they are divided
 * @param metrics what is reported, besides the loss
 * @param threads most threads that an evaluation uses; the result is the same for any number
 */
public record CrossValidation(Table table, Folds folds, List<Metric> metrics, int threads) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the folds are not of as many rows as the table, or there is
   *     no thread
   */
  public CrossValidation {
    Checks.atLeast("threads", threads, 1);
    metrics = List.copyOf(metrics);
    if (folds.rows() != table.rows()) {
      throw new IllegalArgumentException(
          "cross-validation: folds of "
              + folds.rows()
              + " rows do not fit a table of "
              + table.rows());
    }
  }

  /**
   * Cross-validates with one thread per processor.
   *
   * @throws IllegalArgumentException if the folds are not of as many rows as the table
   */
  public CrossValidation(Table table, Folds folds, List<Metric> metrics) {
    this(table, folds, metrics, Trainer.defaultThreads());
  }

  /**
   * Trains and judges a model for every fold.
   *
   * @throws org.nn4j.core.InputException if rows cannot be encoded, or classes are not in every
   *     training part
   * @throws org.nn4j.core.training.DivergenceException if a training diverges
   */
  public CrossValidationResult run(FoldTraining training) {
    return run(training, scores -> {});
  }

  /**
   * Trains and judges a model for every fold.
   *
   * @param progress called with each fold's scores when it is done
   * @throws org.nn4j.core.InputException if rows cannot be encoded, or classes are not in every
   *     training part
   * @throws org.nn4j.core.training.DivergenceException if a training diverges
   */
  public CrossValidationResult run(FoldTraining training, Consumer<FoldScores> progress) {
    List<FoldScores> scores = new ArrayList<>();
    List<OutOfFold> predictions = new ArrayList<>();
    for (Fold fold : folds.all()) {
      Model model = training.train(table, fold);
      int[] held = fold.held();
      Evaluation evaluation = model.evaluate(table, held, threads);
      FoldScores own = new FoldScores(fold, evaluation.judge(metrics), evaluation.thresholds());
      if (fold.number() == 1) {
        predictions.add(new OutOfFold(table.rows()));
      }
      predictions.get(fold.repeat() - 1).add(held, model.predict(table, held));
      scores.add(own);
      progress.accept(own);
    }
    return new CrossValidationResult(
        scores, predictions.stream().map(OutOfFold::prediction).toList());
  }

  /** Puts the folds' predictions back into the order of the rows. */
  private static final class OutOfFold {
    private final int rows;
    private @Nullable Prediction whole;

    OutOfFold(int rows) {
      this.rows = rows;
    }

    /**
     * Adds what was predicted for some rows.
     *
     * @throws InputException if it is of other classes than the predictions before
     */
    void add(int[] held, Prediction part) {
      Prediction present = whole;
      if (present == null) {
        present =
            new Prediction(
                part.task(),
                part.names(),
                matrix(part),
                matrix(part),
                part.hasProbabilities(),
                part.quantiles(),
                part.deviations() == null ? null : matrix(part),
                null);
        whole = present;
      }
      if (!present.names().equals(part.names())) {
        throw new InputException(
            "cross-validation: one fold's model tells the classes "
                + present.names()
                + " and another's "
                + part.names()
                + "; the rows of every fold's training must have all classes");
      }
      for (int i = 0; i < held.length; i++) {
        present.values().copyRow(held[i], part.values(), i);
        present.decisions().copyRow(held[i], part.decisions(), i);
        if (present.deviations() != null && part.deviations() != null) {
          present.deviations().copyRow(held[i], part.deviations(), i);
        }
      }
    }

    private Matrix matrix(Prediction part) {
      return Matrix.zeros(part.values().precision(), rows, part.names().size());
    }

    Prediction prediction() {
      Prediction present = whole;
      if (present == null) {
        throw new IllegalStateException("no fold has been predicted");
      }
      return present;
    }
  }
}
