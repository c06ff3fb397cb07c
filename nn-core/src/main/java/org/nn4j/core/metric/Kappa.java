package org.nn4j.core.metric;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/**
 * Cohen's kappa, agreement beyond chance: 1 − Σ wᵢⱼ·Oᵢⱼ/Σ wᵢⱼ·Eᵢⱼ with Oᵢⱼ the samples of class i
 * that were decided for j, Eᵢⱼ those that chance would, and wᵢⱼ how bad that is. 1 is perfect, 0 as
 * good as chance. A sample without a decision, whose output is NaN, is as wrong as can be.
 * Undefined, NaN, if all samples are of one class.
 *
 * <p>Sources: Cohen, "A coefficient of agreement for nominal scales", 1960, and "Weighted kappa",
 * 1968; scikit-learn's {@code cohen_kappa_score}.
 *
 * @param weighting wᵢⱼ; by default every wrong class is as bad
 */
public record Kappa(Weighting weighting) implements ConfusionMetric {

  /** How bad it is to take a class for another; the classes' order counts but for none. */
  public enum Weighting {
    /** 1 for every wrong class. */
    NONE,
    /** |i − j|. */
    LINEAR,
    /** (i − j)². */
    QUADRATIC
  }

  /** Creates the metric for classes without an order. */
  public Kappa() {
    this(Weighting.NONE);
  }

  @Override
  public String name() {
    return "kappa";
  }

  @Override
  public String description() {
    return "Cohen's kappa, agreement beyond chance; weighted for classes with an order";
  }

  @Override
  public Optional<String> undefined(Matrix target, @Nullable Matrix weights) {
    return MetricArguments.oneClass(target, weights);
  }

  @Override
  public double value(ConfusionMatrix matrix) {
    int classes = matrix.classes();
    double undecided = 0;
    for (int i = 0; i < classes; i++) {
      undecided += matrix.undecided(i);
    }
    double observed = 0;
    double expected = 0;
    for (int i = 0; i < classes; i++) {
      for (int j = 0; j < classes; j++) {
        double weight = weight(i, j);
        observed += weight * matrix.count(i, j);
        expected += weight * matrix.support(i) * matrix.predicted(j);
      }
      double worst = Math.max(weight(i, 0), weight(i, classes - 1));
      observed += worst * matrix.undecided(i);
      expected += worst * matrix.support(i) * undecided;
    }
    return 1 - observed / (expected / matrix.total());
  }

  private double weight(int actual, int decided) {
    double distance = Math.abs(actual - decided);
    return switch (weighting) {
      case NONE -> Math.min(distance, 1);
      case LINEAR -> distance;
      case QUADRATIC -> distance * distance;
    };
  }
}
