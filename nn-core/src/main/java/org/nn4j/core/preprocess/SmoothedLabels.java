package org.nn4j.core.preprocess;

import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.core.data.Dataset;

/**
 * Samples whose labels are less sure than they are given: of K classes the right one becomes 1 − ε
 * + ε/K and each other one ε/K, and a label 0 or 1 of its own becomes ε/2 or 1 − ε/2. This keeps
 * outputs from growing without bound, and the network from trusting wrong labels.
 *
 * <p>Source: Szegedy et al., "Rethinking the Inception Architecture for Computer Vision", 2016.
 * Without weights it is, for classes, PyTorch's {@code CrossEntropyLoss(label_smoothing=ε)}. A
 * weight is the whole sample's: one of class c costs w_c·((1 − ε)·(−log p_c) + ε/K·Σₖ −log pₖ),
 * where PyTorch with class weights takes (1 − ε)·w_c·(−log p_c) + ε/K·Σₖ wₖ·(−log pₖ), each term by
 * its own class' weight. For training samples only; evaluation uses the true labels.
 */
public final class SmoothedLabels extends DerivedDataset {
  /** Samples whose classes are read at once. */
  private static final int PIECE = 1 << 10;

  private final double smoothing;

  /** The classes that indices are spread over, or 0 if there are other labels. */
  private final int classes;

  /** The class of each sample; empty if there are other labels. */
  private final int[] indices;

  private SmoothedLabels(Dataset data, double smoothing, int classes) {
    super(data);
    this.smoothing = smoothing;
    this.classes = classes;
    this.indices = classes == 0 ? new int[0] : indices(data);
  }

  /**
   * Creates distributions of class indices, 1 for the class and 0 for others, as mixing samples
   * needs; returns samples with other targets themselves.
   *
   * @param data samples, which are kept by reference
   * @param kind the kind of targets of the loss
   * @param classes the number of classes
   */
  public static Dataset distributions(Dataset data, TargetKind kind, int classes) {
    return kind == TargetKind.DISTRIBUTION && data.targetWidth() == 1 && classes > 1
        ? new SmoothedLabels(data, 0, classes)
        : data;
  }

  /** Reads the classes in advance: a batch has no room for indices besides. */
  private static int[] indices(Dataset data) {
    int[] indices = new int[data.size()];
    int[] order = new int[Math.min(PIECE, indices.length)];
    Matrix piece = Matrix.zeros(Precision.FLOAT64, order.length, 1);
    for (int from = 0; from < indices.length; from += order.length) {
      int count = Math.min(order.length, indices.length - from);
      for (int i = 0; i < count; i++) {
        order[i] = from + i;
      }
      data.targets(order, 0, count, piece.rows(0, count));
      for (int i = 0; i < count; i++) {
        indices[from + i] = (int) piece.get(i, 0);
      }
    }
    return indices;
  }

  /**
   * Smooths the labels of samples, which are kept by reference.
   *
   * @param data samples with class indices or labels 0 and 1
   * @param kind the kind of targets of the loss: distributions or probabilities
   * @param classes the number of classes
   * @param smoothing the ε, at least 0 and below 1; the samples themselves are returned for 0
   * @throws IllegalArgumentException if it is out of range or the loss compares no probabilities
   */
  public static Dataset of(Dataset data, TargetKind kind, int classes, double smoothing) {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException(
          "label smoothing must be at least 0 and below 1 but is " + smoothing);
    }
    if (smoothing == 0) {
      return data;
    }
    return switch (kind) {
      case DISTRIBUTION -> new SmoothedLabels(data, smoothing, classes);
      case PROBABILITY -> new SmoothedLabels(data, smoothing, 0);
      case REAL, COUNT, SIGN ->
          throw new IllegalArgumentException(
              "label smoothing needs a loss that compares probabilities, such as"
                  + " categorical_cross_entropy or binary_cross_entropy");
    };
  }

  @Override
  public int targetWidth() {
    return classes > 0 ? classes : super.targetWidth();
  }

  @Override
  public void targets(int[] order, int from, int to, Matrix y) {
    if (classes == 0) {
      super.targets(order, from, to, y);
      soften(y, smoothing / 2);
      return;
    }
    for (int r = 0; r < y.rows(); r++) {
      int right = indices[order[from + r]];
      for (int c = 0; c < classes; c++) {
        y.set(r, c, c == right ? 1 : 0);
      }
    }
    soften(y, smoothing / classes);
  }

  private void soften(Matrix y, double floor) {
    for (int r = 0; r < y.rows(); r++) {
      for (int c = 0; c < y.columns(); c++) {
        y.set(r, c, y.get(r, c) * (1 - smoothing) + floor);
      }
    }
  }
}
