package org.nn4j.onnx;

/**
 * How far what a file computes is from what a model predicts.
 *
 * @param rows the number of rows that were compared
 * @param difference the largest difference of two numbers, relative to the largest number of that
 *     output (of probabilities and scores, at least 1)
 * @param otherLabels the number of rows of which the file decides otherwise although the
 *     probabilities leave no doubt
 * @param tolerance the largest difference that rounding explains
 */
public record OnnxCheck(int rows, double difference, int otherLabels, double tolerance) {

  /** Whether the file computes what the model predicts. */
  public boolean passed() {
    return difference <= tolerance && otherLabels == 0;
  }
}
