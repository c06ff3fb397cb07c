package org.nn4j.core.preprocess;

import org.nn4j.api.Matrix;
import org.nn4j.api.TargetKind;

/** The numbers that stand for a class in a loss' targets. */
enum ClassEncoding {
  /** One column, the class index. */
  INDEX,
  /** One column, 0 for the first of two classes and 1 for the second. */
  BINARY,
  /** One column per class: 1 in its own, 0 in the others. */
  ONE_HOT,
  /** One column, −1 for the first of two classes and +1 for the second. */
  SIGN,
  /** One column per class: +1 in its own, −1 in the others. */
  SIGNS;

  /**
   * Chooses the encoding that a loss can compare with a network's outputs.
   *
   * @param kind the loss' kind of targets
   * @param outputs the network's outputs: one per class, or a single one for two classes unless the
   *     targets are a distribution
   * @param classes the number of classes, at least 2
   * @throws IllegalArgumentException if that many outputs cannot represent the classes
   */
  static ClassEncoding of(TargetKind kind, int outputs, int classes) {
    boolean single = outputs == 1 && classes == 2 && kind != TargetKind.DISTRIBUTION;
    if (!single && outputs != classes) {
      throw new IllegalArgumentException(
          "the network has "
              + outputs
              + (outputs == 1 ? " output" : " outputs")
              + " but the target has "
              + classes
              + " classes; it needs "
              + classes
              + (classes == 2 && kind != TargetKind.DISTRIBUTION ? " or 1" : ""));
    }
    return switch (kind) {
      case DISTRIBUTION -> INDEX;
      case SIGN -> single ? SIGN : SIGNS;
      case REAL, COUNT, PROBABILITY -> single ? BINARY : ONE_HOT;
    };
  }

  /** Returns the number of target columns for a number of classes. */
  int width(int classes) {
    return this == ONE_HOT || this == SIGNS ? classes : 1;
  }

  /** Overwrites one row of targets. */
  void write(int index, Matrix targets, int row) {
    switch (this) {
      case INDEX, BINARY -> targets.set(row, 0, index);
      case SIGN -> targets.set(row, 0, 2 * index - 1);
      case ONE_HOT, SIGNS -> {
        for (int k = 0; k < targets.columns(); k++) {
          targets.set(row, k, k == index ? 1 : this == SIGNS ? -1 : 0);
        }
      }
    }
  }
}
