package org.nn4j.core.training;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.core.NnException;
import org.nn4j.core.data.RowPlace;

/** Training met a NaN or an infinity; says where it first appeared. */
public final class DivergenceException extends NnException {
  private static final long serialVersionUID = 3;

  private final int epoch;
  private final int batch;
  private final String layer;
  private final String phase;
  private final @Nullable TensorRange range;
  private final RowPlace[] places;
  private final @Nullable String checkpoint;

  /**
   * Reports a divergence.
   *
   * @param epoch the epoch from 1
   * @param batch the batch in the epoch from 1
   * @param layer the layer, such as {@code layers.0 (dense)}, or {@code loss}
   * @param phase what was being computed: input, Z, A, loss, Δ, gradient or update
   * @param detail values seen and what to do
   * @param range the numbers of the matrix in which it appeared, or null if it is a single number
   * @param places where the batch's samples came from, as far as they have lines, in order
   */
  DivergenceException(
      int epoch,
      int batch,
      String layer,
      String phase,
      String detail,
      @Nullable TensorRange range,
      RowPlace... places) {
    super(
        "training diverged in epoch "
            + epoch
            + ", batch "
            + batch
            + ": the first number that is not finite is in "
            + layer
            + ", phase "
            + phase
            + detail);
    this.epoch = epoch;
    this.batch = batch;
    this.layer = layer;
    this.phase = phase;
    this.range = range;
    this.places = places;
    this.checkpoint = null;
  }

  private DivergenceException(DivergenceException cause, String addition, @Nullable Path good) {
    super(cause.getMessage() + addition, cause);
    this.epoch = cause.epoch;
    this.batch = cause.batch;
    this.layer = cause.layer;
    this.phase = cause.phase;
    this.range = cause.range;
    this.places = cause.places;
    this.checkpoint = good == null ? null : good.toString();
  }

  /**
   * Returns this failure with the last checkpoint before it, whose numbers are all finite.
   *
   * @param good the checkpoint, or null if there is none
   */
  public DivergenceException withCheckpoint(@Nullable Path good) {
    return new DivergenceException(
        this,
        good == null ? "; there is no checkpoint" : "; the last good checkpoint is " + good,
        good);
  }

  /** Returns the epoch from 1. */
  public int epoch() {
    return epoch;
  }

  /** Returns the batch in the epoch from 1. */
  public int batch() {
    return batch;
  }

  /** Returns the layer, or {@code loss}. */
  public String layer() {
    return layer;
  }

  /** Returns the phase: input, Z, A, loss, Δ, gradient or update. */
  public String phase() {
    return phase;
  }

  /** Returns what the matrix holds in which it appeared, or null if it is a single number. */
  public @Nullable TensorRange range() {
    return range;
  }

  /**
   * Returns the source lines of the batch's samples, in the order of {@link #files} if they have
   * some, then ascending; empty if they have none.
   */
  public long[] lines() {
    return Stream.of(places).mapToLong(RowPlace::line).toArray();
  }

  /** Returns the files' names of the {@link #lines} if they are those of several; else empty. */
  public List<String> files() {
    return Stream.of(places).map(RowPlace::file).flatMap(Stream::ofNullable).toList();
  }

  /** Returns the last checkpoint before it, or null if there is none or it is unknown. */
  public @Nullable String checkpoint() {
    return checkpoint;
  }

  /**
   * What numbers a matrix holds, for reports of what is not finite.
   *
   * @param rows the matrix' rows
   * @param columns the matrix' columns
   * @param nan how many elements are NaN
   * @param infinite how many elements are infinite
   * @param least the least finite element, NaN if there is none
   * @param greatest the greatest finite element, NaN if there is none
   * @param row the row of the first element that is not finite, in the order of rows, from 0; −1 if
   *     all are
   * @param column the column of that element from 0, or −1
   */
  public record TensorRange(
      int rows,
      int columns,
      long nan,
      long infinite,
      double least,
      double greatest,
      int row,
      int column)
      implements Serializable {
    private static final long serialVersionUID = 1;

    /** Looks at all elements. */
    static TensorRange of(Matrix matrix) {
      long nan = 0;
      long infinite = 0;
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      int row = -1;
      int column = -1;
      for (int r = 0; r < matrix.rows(); r++) {
        for (int c = 0; c < matrix.columns(); c++) {
          double value = matrix.get(r, c);
          if (Double.isFinite(value)) {
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
            continue;
          }
          nan += Double.isNaN(value) ? 1 : 0;
          infinite += Double.isNaN(value) ? 0 : 1;
          if (row < 0) {
            row = r;
            column = c;
          }
        }
      }
      boolean none = least > greatest;
      return new TensorRange(
          matrix.rows(),
          matrix.columns(),
          nan,
          infinite,
          none ? Double.NaN : least,
          none ? Double.NaN : greatest,
          row,
          column);
    }

    /**
     * Returns it in words: {@code 3 NaN and 1 infinite of 32×8, the others from -2.1 to 3.4e+38}.
     */
    @Override
    public String toString() {
      String broken =
          nan == 0
              ? infinite + " infinite"
              : nan + " NaN" + (infinite == 0 ? "" : " and " + infinite + " infinite");
      String shape = rows + "×" + columns;
      return broken
          + " of "
          + shape
          + (Double.isNaN(least)
              ? ""
              : String.format(Locale.ROOT, ", the others from %.3g to %.3g", least, greatest));
    }
  }
}
