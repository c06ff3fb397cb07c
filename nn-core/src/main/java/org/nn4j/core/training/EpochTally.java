package org.nn4j.core.training;

/**
 * The epoch under way: how far it is, and the sums that its loss is made of.
 *
 * <p>A batch's loss is Σ w·ℓ/rows with weights w of mean 1 over the epoch, so the mean of the
 * batches by their rows is Σ w·ℓ/Σ w of all samples, also where all the weights of a batch are 0.
 */
final class EpochTally implements Stateful {
  static final String BATCH = "training.batch";
  private static final String SUMS = "training.epoch_sums";

  private int batch;
  private double loss;
  private double rows;
  private double rate;
  private double seconds;
  private long started = System.nanoTime();

  /** Starts the watch, at the epoch's first batch or where it goes on. */
  void start() {
    started = System.nanoTime();
  }

  /** Counts a batch; allocates nothing. */
  void add(double batchLoss, int batchRows, double batchRate) {
    batch++;
    loss += batchLoss * batchRows;
    rows += batchRows;
    rate = batchRate;
  }

  /** Makes ready for the next epoch. */
  void reset() {
    batch = 0;
    loss = 0;
    rows = 0;
    seconds = 0;
  }

  /** Returns the number of batches done. */
  int batch() {
    return batch;
  }

  /** Returns the mean of the batches' losses by their rows. */
  double loss() {
    return loss / rows;
  }

  /** Returns the learning rate of the last batch. */
  double rate() {
    return rate;
  }

  /** Returns how long the epoch has taken so far. */
  double seconds() {
    return seconds + (System.nanoTime() - started) * 1e-9;
  }

  @Override
  public void save(TrainingState state) {
    state.put(BATCH, batch);
    state.put(SUMS, loss, rows, rate, batch == 0 ? 0 : seconds());
  }

  @Override
  public void restore(TrainingState state) {
    batch = (int) state.integers(BATCH, 1)[0];
    double[] sums = state.numbers(SUMS, 4);
    loss = sums[0];
    rows = sums[1];
    rate = sums[2];
    seconds = sums[3];
  }
}
