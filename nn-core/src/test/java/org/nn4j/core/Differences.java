package org.nn4j.core;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import tools.jackson.databind.JsonNode;

/**
 * Compares numbers with those of the differential cases and keeps the greatest error and what
 * exceeds the tolerance: 1e-9 in float64, 1e-4 in float32.
 *
 * <p>An element's error is |a − e| / max(|e|, φ·m), where m is the greatest |e| of its tensor and φ
 * is 1e-5 in float64 and 1e-2 in float32, or what the case says: of elements that cancel to far
 * less than their tensor's greatest, digits that rounding took are not asked for. Of a tensor of
 * zeros, which rounding may miss, |a| is divided by the greatest of its group (all gradients). A
 * scalar is a tensor of its own.
 */
final class Differences {
  private final double tolerance;
  private final double usualFloor;
  private final List<String> failures = new ArrayList<>();
  private double floor;
  private double greatest;
  private String name = "";

  Differences(Precision precision) {
    boolean wide = precision == Precision.FLOAT64;
    this.tolerance = wide ? 1e-9 : 1e-4;
    this.usualFloor = wide ? 1e-5 : 1e-2;
  }

  /** Starts on a case. */
  void begin(JsonNode one) {
    name = one.get("name").asString();
    floor = one.has("floor") ? one.get("floor").asDouble() : usualFloor;
  }

  double greatest() {
    return greatest;
  }

  /** Returns what was compared and is wrong, one text an element. */
  List<String> failures() {
    return failures;
  }

  /** Adds something else that is wrong with the case. */
  void fail(String what) {
    failures.add(name + ": " + what);
  }

  void compare(String what, double actual, JsonNode expected) {
    compare(what, actual, expected.asDouble(), 0);
  }

  void compare(String what, List<Double> actual, JsonNode expected) {
    Matrix row = Matrix.of(actual.stream().mapToDouble(Double::doubleValue).toArray());
    compare(what, row, GoldenTest.row(expected), 0);
  }

  /**
   * Compares a matrix.
   *
   * @param group greatest magnitude of what the matrix belongs to
   */
  void compare(String what, Matrix actual, JsonNode rows, double group) {
    Matrix expected = GoldenTest.matrix(rows, Precision.FLOAT64);
    if (!actual.shape().equals(expected.shape())) {
      fail(what + " is " + actual.shape() + ", not " + expected.shape());
      return;
    }
    double most = greatest(rows);
    double least = most == 0 ? group : floor * most;
    for (int r = 0; r < expected.rows(); r++) {
      for (int c = 0; c < expected.columns(); c++) {
        compare(what + "[" + r + "," + c + "]", actual.get(r, c), expected.get(r, c), least);
      }
    }
  }

  /** Returns the greatest magnitude of all numbers in a tree. */
  static double greatest(JsonNode tree) {
    return tree.isContainer()
        ? tree.valueStream().mapToDouble(Differences::greatest).max().orElse(0)
        : Math.abs(tree.asDouble());
  }

  private void compare(String what, double actual, double expected, double least) {
    double difference = Math.abs(actual - expected);
    double error = actual == expected ? 0 : difference / Math.max(Math.abs(expected), least);
    if (!(error <= greatest)) {
      greatest = error;
    }
    if (!(error <= tolerance)) {
      fail(what + " is " + actual + ", not " + expected + "; off by " + error);
    }
  }
}
