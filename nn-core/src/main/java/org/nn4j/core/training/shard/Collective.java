package org.nn4j.core.training.shard;

import java.util.List;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/**
 * What the processes that train one network do together. Each has the same plan, the same network
 * and the rows of its own shards; all of them call the same methods in the same order, with
 * operands of the same shapes, and get the same bits.
 *
 * <p>A method throws an unchecked exception if another process is lost or does not answer in time;
 * the run cannot go on then. Belongs to the thread that trains.
 */
public interface Collective {

  /** Returns into how many shards all rows are divided. */
  Shards shards();

  /** Returns the shards of this process; there may be none. */
  Shards.Range own();

  /**
   * Allocates what gradients are summed in, again and again.
   *
   * @param size the number of elements
   */
  Reduction reduction(Precision precision, int size);

  /**
   * Makes every process know all rows of a matrix.
   *
   * @param all contiguous; shard s has the rows from {@link Shards#start} on. On entry this
   *     process' shards' rows are set, on exit all
   */
  void gather(Matrix all);

  /** A sum over all shards by their tree, in memory that is used again for the next sum. */
  interface Reduction {

    /**
     * Returns where this process' sums go: 1×P for each of the {@link Shards#nodes} of its shards.
     * They are written between {@link #total} and {@link #ready}.
     */
    List<Matrix> nodes();

    /**
     * Tells that elements of all nodes have their values, so that they can be sent while others are
     * computed. Returns at once.
     *
     * @param from the first such element; all after it have their values too. Lower from call to
     *     call, and 0 in the last one
     */
    void ready(int from);

    /**
     * Waits until the sum is there.
     *
     * @return 1×P, which the caller may change, valid until elements are {@link #ready} again; may
     *     be one of the nodes
     */
    Matrix total();
  }

  /** Returns what one process does that has all shards: nothing. */
  static Collective alone(Shards shards) {
    return new Collective() {
      @Override
      public Shards shards() {
        return shards;
      }

      @Override
      public Shards.Range own() {
        return new Shards.Range(0, shards.count());
      }

      @Override
      public Reduction reduction(Precision precision, int size) {
        Matrix sum = Matrix.zeros(precision, 1, size);
        return new Reduction() {
          @Override
          public List<Matrix> nodes() {
            return List.of(sum);
          }

          @Override
          public void ready(int from) {}

          @Override
          public Matrix total() {
            return sum;
          }
        };
      }

      @Override
      public void gather(Matrix all) {}
    };
  }
}
