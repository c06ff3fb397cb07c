package org.nn4j.core.initializer;

import java.util.random.RandomGenerator;
import org.nn4j.api.Checks;
import org.nn4j.api.Initializer;
import org.nn4j.api.Matrix;

/**
 * Normal with mean 0, and of each unit's incoming weights a share of zeros, ⌈sparsity·n_in⌉ at
 * random: the sum that a unit sees does not grow with the number of inputs. PyTorch's {@code
 * sparse_}, whose zeros are counted by input as its weights are transposed.
 *
 * <p>Source: Martens, "Deep learning via Hessian-free optimization", 2010.
 *
 * @param sparsity the share of zeros, in [0, 1); 0.9 by default
 * @param std standard deviation of the others, finite, at least 0; 0.01 by default, as in PyTorch
 */
public record Sparse(double sparsity, double std) implements Initializer {

  /** Creates one of nine zeros in ten and standard deviation 0.01. */
  public Sparse() {
    this(0.9, 0.01);
  }

  /**
   * Checks share and standard deviation.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Sparse {
    Checks.inRange("sparsity", sparsity, 0, 1);
    Checks.nonNegative("std", std);
  }

  @Override
  public String name() {
    return "sparse";
  }

  @Override
  public String description() {
    return "normal, with a share of zeros among each unit's incoming weights";
  }

  @Override
  public void fill(Matrix weights, int fanIn, int fanOut, RandomGenerator random) {
    Fill.normal(weights, 0, std, random);
    int rows = weights.rows();
    int zeros = (int) Math.ceil(sparsity * rows);
    for (int c = 0; c < weights.columns(); c++) {
      // each row with the chance that the zeros left are of the rows left (Knuth's algorithm S)
      int left = zeros;
      for (int r = 0; r < rows; r++) {
        if (random.nextDouble() * (rows - r) < left) {
          weights.set(r, c, 0);
          left--;
        }
      }
    }
  }
}
