package org.nn4j.core.training;

import org.nn4j.core.NnException;

/** Training met a NaN or an infinity; says where it first appeared. */
public final class DivergenceException extends NnException {
  private static final long serialVersionUID = 1;

  private final int epoch;
  private final int batch;
  private final String layer;
  private final String phase;

  /**
   * Reports a divergence.
   *
   * @param epoch the epoch from 1
   * @param batch the batch in the epoch from 1
   * @param layer the layer, such as {@code layers.0 (dense)}, or {@code loss}
   * @param phase what was being computed: input, Z, A, loss, gradient or update
   * @param detail values seen and what to do
   */
  DivergenceException(int epoch, int batch, String layer, String phase, String detail) {
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

  /** Returns the phase: input, Z, A, loss, gradient or update. */
  public String phase() {
    return phase;
  }
}
