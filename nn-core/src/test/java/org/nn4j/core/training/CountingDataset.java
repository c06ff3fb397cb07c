package org.nn4j.core.training;

import java.util.List;
import org.nn4j.api.Matrix;
import org.nn4j.core.data.Dataset;

/** Samples that tell how many of them are asked for. */
record CountingDataset(Dataset data, List<Integer> asked) implements Dataset {

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
    data.features(order, from, to, x);
  }

  @Override
  public synchronized void targets(int[] order, int from, int to, Matrix y) {
    asked.add(to - from);
    data.targets(order, from, to, y);
  }
}
