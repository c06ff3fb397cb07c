package org.nn4j.core.training;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.api.math.NnMath;
import org.nn4j.core.MisfitException;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.training.objective.DoubleRanges;
import org.nn4j.core.training.objective.FloatRanges;

/**
 * Mixes a batch's samples with one another: each becomes λ·(x, y) + (1 − λ)·(x', y'), where (x',
 * y') is another of the batch or itself, by a random permutation, and λ ~ Beta(α, α) is drawn once
 * per batch. So the network learns to behave linearly between samples.
 *
 * <p>Source: Zhang et al., "mixup: Beyond Empirical Risk Minimization", 2018.
 *
 * <p>With weights w and w' the mixed sample is λ'·(x, y) + (1 − λ')·(x', y') and weighs w̃, where
 *
 * <pre>
 *   w̃ = λ·w + (1 − λ)·w'     λ' = λ·w/w̃
 * </pre>
 *
 * <p>so that either sample counts by its own weight. For a loss that is linear in the target, as
 * cross-entropy is, w̃·ℓ(ŷ, λ'·y + (1 − λ')·y') = λ·w·ℓ(ŷ, y) + (1 − λ)·w'·ℓ(ŷ, y'); and whatever
 * the loss, Σw, Σw·x and Σw·y of the batch stay what they were. Equal weights give λ' = λ. A sample
 * of weight 0 is never chosen as a partner and stays as it is: the others are mixed as if it were
 * not there.
 *
 * <p>Allocates nothing after construction.
 */
final class Mixup implements Stateful {
  private static final String STREAM = "training.random.mixup";

  private final double alpha;
  private final RandomStream random;
  private final long key;
  private final int[] present;
  private final int[] partners;
  private final double[] shares;
  private final BatchBuffer features;
  private final BatchBuffer targets;
  private final BatchBuffer weights;

  /**
   * Prepares for batches of some data.
   *
   * @param rows greatest number of rows of a batch
   * @throws MisfitException if the targets cannot be mixed: class indices and signs
   */
  Mixup(TrainingPlan plan, Dataset data, int rows, int outputs, Precision precision) {
    requireMixable(plan.loss(), data, outputs);
    this.alpha = plan.mixup();
    this.random = new RandomStream(plan.seed(), "mixup");
    this.key = new RandomStream(plan.seed(), "mixup").nextLong();
    this.present = new int[rows];
    this.partners = new int[rows];
    this.shares = new double[rows];
    this.features = new BatchBuffer(precision, rows, data.featureWidth());
    this.targets = new BatchBuffer(precision, rows, data.targetWidth());
    this.weights = new BatchBuffer(precision, rows, 1);
  }

  private static void requireMixable(Loss loss, Dataset data, int outputs) {
    if (loss.targetKind() == TargetKind.SIGN) {
      throw new MisfitException(
          "mixup: "
              + loss.shortExpression()
              + " compares with -1 and 1, between which nothing is; take another loss");
    }
    if (loss.targetKind() == TargetKind.DISTRIBUTION && data.targetWidth() != outputs) {
      throw new MisfitException(
          "mixup: the targets are class indices, which cannot be mixed; make them distributions,"
              + " as SmoothedLabels.distributions does");
    }
  }

  /** Starts the random numbers anew, as one of many streams. */
  void restartRandom(long number) {
    random.restart(key, number);
  }

  /** Mixes a batch in place. */
  void mix(Matrix x, Matrix y, @Nullable Matrix w) {
    double share = beta();
    int count = 0;
    for (int row = 0; row < x.rows(); row++) {
      if (w == null || w.get(row, 0) > 0) {
        present[count] = row;
        partners[count] = row;
        shares[count] = share;
        count++;
      }
    }
    random.shuffle(partners, count);
    if (w != null) {
      weigh(w, weights.rows(w.rows()), count, share);
    }
    mix(x, features.rows(x.rows()), count);
    mix(y, targets.rows(y.rows()), count);
  }

  /** Mixes the weights, and with them the shares of samples whose weights differ. */
  private void weigh(Matrix w, Matrix copy, int count, double share) {
    copy.copyFrom(w);
    for (int i = 0; i < count; i++) {
      double own = copy.get(present[i], 0);
      double other = copy.get(partners[i], 0);
      if (own != other) {
        double mixed = share * own + (1 - share) * other;
        w.set(present[i], 0, mixed);
        shares[i] = share * own / mixed;
      }
    }
  }

  private void mix(Matrix matrix, Matrix copy, int count) {
    copy.copyFrom(matrix);
    for (int i = 0; i < count; i++) {
      double share = shares[i];
      int to = matrix.offset() + present[i] * matrix.stride();
      int from = copy.offset() + partners[i] * copy.stride();
      if (matrix instanceof FloatMatrix floats && copy instanceof FloatMatrix others) {
        FloatRanges.mix(floats.array(), to, others.array(), from, matrix.columns(), (float) share);
      } else if (matrix instanceof DoubleMatrix doubles && copy instanceof DoubleMatrix others) {
        DoubleRanges.mix(doubles.array(), to, others.array(), from, matrix.columns(), share);
      }
    }
  }

  /** Draws from Beta(α, α), as the share of one of two numbers of Gamma(α) in their sum. */
  private double beta() {
    double one = gamma();
    double sum = one + gamma();
    // For a very small α both may underflow to 0: then λ is nearly always 0 or 1.
    return sum > 0 ? one / sum : random.nextInt(2);
  }

  /**
   * Draws from Gamma(α, 1): Marsaglia and Tsang, "A simple method for generating gamma variables",
   * 2000; for α below 1 that of α + 1 times U^(1/α).
   */
  private double gamma() {
    double boost = alpha < 1 ? NnMath.exp(NnMath.log(random.nextDouble()) / alpha) : 1;
    double d = (alpha < 1 ? alpha + 1 : alpha) - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double root = 1 + c * x;
      double v = root * root * root;
      double u = 1 - random.nextDouble();
      if (v > 0 && NnMath.log(u) < 0.5 * x * x + d - d * v + d * NnMath.log(v)) {
        return d * v * boost;
      }
    }
  }

  @Override
  public void save(TrainingState state) {
    state.put(STREAM, random.state());
  }

  @Override
  public void restore(TrainingState state) {
    state.restore(STREAM, random);
  }
}
