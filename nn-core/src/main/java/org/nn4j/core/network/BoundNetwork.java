package org.nn4j.core.network;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.TrainingClock;
import org.nn4j.core.layer.Chain;
import org.nn4j.core.random.RandomStream;

/** A network with the memory for one thread's batches. Not thread-safe. */
public final class BoundNetwork implements BoundLayer {
  private final Chain layers;
  private final RandomStreams streams;
  private final BatchBuffer inputs;

  BoundNetwork(
      Chain layers, RandomStreams streams, Precision precision, int maxRows, int inputWidth) {
    this.layers = layers;
    this.streams = streams;
    this.inputs = new BatchBuffer(precision, maxRows, inputWidth);
  }

  /** Returns an input buffer of {@code rows} rows, for the caller to fill. */
  public Matrix input(int rows) {
    return inputs.rows(rows);
  }

  @Override
  public void adapt(Matrix sample) {
    layers.adapt(sample);
  }

  @Override
  public boolean adapts() {
    return layers.adapts();
  }

  @Override
  public void beginStep(TrainingClock clock) {
    layers.beginStep(clock);
  }

  @Override
  public Matrix forward(Matrix input, boolean training) {
    return layers.forward(input, training);
  }

  @Override
  public void forwardToLink(Matrix input, boolean training) {
    layers.forwardToLink(input, training);
  }

  @Override
  public @Nullable Matrix backward(Matrix gradient) {
    return layers.backward(gradient);
  }

  @Override
  public @Nullable LinkedOutput linkedOutput() {
    return layers.linkedOutput();
  }

  /** Returns the chain of layers, whose values of the last pass can be looked at. */
  public Chain chain() {
    return layers;
  }

  /**
   * Returns the layers' random streams by what the names of the layers' parameters start with; not
   * copies.
   */
  public Map<String, RandomStream> randomStreams() {
    return streams.all();
  }

  /**
   * Starts the layers' random streams anew, each as one of many; allocates nothing.
   *
   * @param number which: equal numbers give equal masks
   */
  public void restartRandom(long number) {
    streams.restart(number);
  }

  /** Sets the layers' random streams back, so that the next pass repeats the first one's masks. */
  public void restartRandom() {
    streams.restart();
  }
}
