package org.nn4j.core.training.objective;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Regularizer;
import org.nn4j.core.network.ParameterStore;
import org.nn4j.core.parallel.WorkerPool;

/**
 * The penalties and constraints that layers declare for their parameters, l1·Σ|w| + l2/2·Σw² and
 * bounds of elements and of columns' lengths. Sums are float64, in index order or as {@link
 * SquareSum} describes.
 */
final class Penalties {
  private final List<Term> terms = new ArrayList<>();

  private record Term(Regularizer rule, Matrix values, int from, SquareSum squares) {
    boolean penalizes() {
      return rule.l1() != 0 || rule.l2() != 0;
    }
  }

  /**
   * Finds what is penalized or constrained.
   *
   * @param pool the worker pool
   */
  Penalties(ParameterStore store, WorkerPool pool) {
    for (ParameterSpec spec : store.specs()) {
      if (spec.trainable() && acts(spec.regularizer())) {
        Matrix values = store.value(spec.name());
        terms.add(
            new Term(
                spec.regularizer(),
                values,
                store.offset(spec.name()),
                new SquareSum(values, pool)));
      }
    }
  }

  private static boolean acts(Regularizer rule) {
    return rule.l1() != 0 || rule.l2() != 0 || rule.constrains();
  }

  double value() {
    double total = 0;
    for (int t = 0; t < terms.size(); t++) {
      total += value(terms.get(t));
    }
    return total;
  }

  private static double value(Term term) {
    double value = 0;
    if (term.rule.l1() != 0) {
      value += term.rule.l1() * magnitudes(term.values);
    }
    if (term.rule.l2() != 0) {
      value += term.rule.l2() / 2 * term.squares.compute();
    }
    return value;
  }

  private static double magnitudes(Matrix values) {
    int from = values.offset();
    int to = from + values.size();
    return values instanceof FloatMatrix floats
        ? FloatRanges.magnitudes(floats.array(), from, to)
        : DoubleRanges.magnitudes(((DoubleMatrix) values).array(), from, to);
  }

  /** Adds l1·sign(w) + l2·w to the gradients, with sign(0) = 0. */
  void addGradient(Matrix gradients) {
    for (int t = 0; t < terms.size(); t++) {
      Term term = terms.get(t);
      if (term.penalizes()) {
        addGradient(term, gradients);
      }
    }
  }

  private static void addGradient(Term term, Matrix gradients) {
    int from = term.values.offset();
    int to = from + term.values.size();
    int shift = gradients.offset() + term.from - from;
    double l1 = term.rule.l1();
    double l2 = term.rule.l2();
    if (term.values instanceof FloatMatrix values && gradients instanceof FloatMatrix floats) {
      FloatRanges.penalize(values.array(), from, to, (float) l1, (float) l2, floats.array(), shift);
    } else {
      double[] w = ((DoubleMatrix) term.values).array();
      DoubleRanges.penalize(w, from, to, l1, l2, ((DoubleMatrix) gradients).array(), shift);
    }
  }

  /** Sets what is negative to 0 and scales columns to their bounds, where that is asked for. */
  void constrain() {
    for (int t = 0; t < terms.size(); t++) {
      Term term = terms.get(t);
      if (term.rule.constrains()) {
        for (int c = 0; c < term.values.columns(); c++) {
          constrain(term.values, c, term.rule);
        }
      }
    }
  }

  private static void constrain(Matrix values, int column, Regularizer rule) {
    double squares = 0;
    for (int r = 0; r < values.rows(); r++) {
      if (rule.nonNegative() && values.get(r, column) < 0) {
        values.set(r, column, 0);
      }
      squares = Math.fma(values.get(r, column), values.get(r, column), squares);
    }
    double length = Math.sqrt(squares);
    double bound = rule.maxNorm() > 0 ? Math.min(length, rule.maxNorm()) : length;
    bound = Math.max(bound, rule.minNorm());
    if (bound != length && length > 0) {
      for (int r = 0; r < values.rows(); r++) {
        values.set(r, column, values.get(r, column) * (bound / length));
      }
    }
  }
}
