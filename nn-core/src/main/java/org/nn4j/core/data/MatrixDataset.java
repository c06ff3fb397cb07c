package org.nn4j.core.data;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/** A {@link Dataset} held in matrices, one row per sample. */
public final class MatrixDataset implements Dataset {
  private final Matrix features;
  private final Matrix targets;
  private final @Nullable Matrix weights;
  private final RowPlaces places;

  /** Holds samples without weights; the matrices are kept by reference. */
  public MatrixDataset(Matrix features, Matrix targets) {
    this(features, targets, null, null);
  }

  /**
   * Holds samples; matrices and lines are kept by reference.
   *
   * @param features N×n
   * @param targets N×m
   * @param weights N×1, or null for all 1
   * @param lines N source lines, or null
   * @throws IllegalArgumentException if the numbers of rows differ
   */
  public MatrixDataset(
      Matrix features, Matrix targets, @Nullable Matrix weights, long @Nullable [] lines) {
    if (features.rows() != targets.rows()
        || (weights != null && (weights.rows() != features.rows() || weights.columns() != 1))
        || (lines != null && lines.length != features.rows())) {
      throw new IllegalArgumentException(
          "data set: features are "
              + features.shape()
              + ", targets "
              + targets.shape()
              + (weights == null ? "" : ", weights " + weights.shape())
              + (lines == null ? "" : ", lines " + lines.length)
              + "; they must have one row a sample, weights one column");
    }
    this.features = features;
    this.targets = targets;
    this.weights = weights;
    this.places = lines == null ? RowPlaces.NONE : sample -> lines[sample];
  }

  private MatrixDataset(MatrixDataset source, RowPlaces places) {
    this.features = source.features;
    this.targets = source.targets;
    this.weights = source.weights;
    this.places = places;
  }

  /** Returns the same samples that came from other places. */
  public MatrixDataset from(RowPlaces newPlaces) {
    return new MatrixDataset(this, newPlaces);
  }

  /**
   * Returns a data set with other features.
   *
   * @param newFeatures N×n, kept by reference
   * @throws IllegalArgumentException if the numbers of rows differ
   */
  public MatrixDataset withFeatures(Matrix newFeatures) {
    return new MatrixDataset(newFeatures, targets, weights, null).from(places);
  }

  @Override
  public int size() {
    return features.rows();
  }

  @Override
  public int featureWidth() {
    return features.columns();
  }

  @Override
  public int targetWidth() {
    return targets.columns();
  }

  @Override
  public void features(int[] order, int from, int to, Matrix x) {
    gather(features, order, from, to, x);
  }

  @Override
  public void targets(int[] order, int from, int to, Matrix y) {
    gather(targets, order, from, to, y);
  }

  @Override
  public boolean weighted() {
    return weights != null;
  }

  @Override
  public void weights(int[] order, int from, int to, Matrix w) {
    if (weights == null) {
      w.fill(1);
    } else {
      gather(weights, order, from, to, w);
    }
  }

  @Override
  public long line(int sample) {
    return places.line(sample);
  }

  @Override
  public @Nullable Path file(int sample) {
    return places.file(sample);
  }

  private static void gather(Matrix source, int[] order, int from, int to, Matrix target) {
    for (int i = from; i < to; i++) {
      target.copyRow(i - from, source, order[i]);
    }
  }
}
