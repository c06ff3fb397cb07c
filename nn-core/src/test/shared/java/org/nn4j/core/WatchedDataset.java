package org.nn4j.core;

import java.util.function.IntConsumer;
import org.nn4j.api.Matrix;
import org.nn4j.core.data.Dataset;

/** Samples that tell how many of them are asked for, before they are given. */
public record WatchedDataset(Dataset data, IntConsumer asked) implements Dataset {

  @Override
  public int size() {
    return data.size();
  }

  @Override
  public int featureWidth() {
    return data.featureWidth();
  }

  @Override
  public int targetWidth() {
    return data.targetWidth();
  }

  @Override
  public void features(int[] order, int from, int to, Matrix x) {
    asked.accept(to - from);
    data.features(order, from, to, x);
  }

  @Override
  public void targets(int[] order, int from, int to, Matrix y) {
    data.targets(order, from, to, y);
  }
}
