package org.nn4j.core.preprocess;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.core.data.Dataset;

/** Samples like those of another data set, but for what a subclass overrides. */
abstract class DerivedDataset implements Dataset {
  private final Dataset others;

  /** Creates a data set that takes everything from another one, which is kept by reference. */
  DerivedDataset(Dataset others) {
    this.others = others;
  }

  @Override
  public final int size() {
    return others.size();
  }

  @Override
  public int featureWidth() {
    return others.featureWidth();
  }

  @Override
  public int targetWidth() {
    return others.targetWidth();
  }

  @Override
  public void features(int[] order, int from, int to, Matrix x) {
    others.features(order, from, to, x);
  }

  @Override
  public void targets(int[] order, int from, int to, Matrix y) {
    others.targets(order, from, to, y);
  }

  @Override
  public final boolean weighted() {
    return others.weighted();
  }

  @Override
  public final void weights(int[] order, int from, int to, Matrix w) {
    others.weights(order, from, to, w);
  }

  @Override
  public long line(int sample) {
    return others.line(sample);
  }

  @Override
  public @Nullable Path file(int sample) {
    return others.file(sample);
  }
}
