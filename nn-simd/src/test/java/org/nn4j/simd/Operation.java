package org.nn4j.simd;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/** An operation of {@link Kernels} with shapes that fit it, for tests that go through all. */
record Operation(String name, List<int[]> shapes, Body body) {
  private static final int N = 20;
  private static final int IN = 30;
  private static final int OUT = 40;
  private static final byte[] BYTES = new byte[IN + 1];

  /** Returns the one whose operand may have any shape. */
  static Operation unitBytes() {
    return of("unitBytes", (k, m) -> k.unitBytes(BYTES, 1, m[0], 1), new int[] {N, IN});
  }

  static List<Operation> all() {
    int[] whole = {N, IN};
    int[] row = {1, IN};
    int[] column = {N, 1};
    int[] weights = {IN, OUT};
    int[] outputs = {N, OUT};
    int[] bias = {1, OUT};
    List<Operation> all = new ArrayList<>();
    all.add(
        of("affine", (k, m) -> k.affine(m[0], m[1], m[2], m[3]), whole, weights, bias, outputs));
    all.add(
        of(
            "weightGradient",
            (k, m) -> k.weightGradient(m[0], m[1], m[2], m[3]),
            whole,
            outputs,
            weights,
            bias));
    all.add(
        of("inputGradient", (k, m) -> k.inputGradient(m[0], m[1], m[2]), outputs, weights, whole));
    for (ElementwiseFunction f : ElementwiseFunction.values()) {
      all.add(of("apply", (k, m) -> k.apply(f, 0.5, m[0], m[1]), whole, whole));
      all.add(
          of(
              "applyGradient",
              (k, m) -> k.applyGradient(f, 0.5, m[0], m[1], m[2]),
              whole,
              whole,
              whole));
    }
    all.add(of("softmax", (k, m) -> k.softmax(m[0], m[1]), whole, whole));
    all.add(of("softmaxGradient", (k, m) -> k.softmaxGradient(m[0], m[1]), whole, whole));
    all.add(of("logSoftmax", (k, m) -> k.logSoftmax(m[0], m[1]), whole, whole));
    all.add(of("logSoftmaxGradient", (k, m) -> k.logSoftmaxGradient(m[0], m[1]), whole, whole));
    all.add(of("add", (k, m) -> k.add(m[0], m[1], m[2]), whole, whole, whole));
    all.add(of("multiply", (k, m) -> k.multiply(m[0], m[1], m[2]), whole, whole, whole));
    all.add(
        of(
            "scaleShiftColumns",
            (k, m) -> k.scaleShiftColumns(m[0], m[1], m[2], m[3]),
            whole,
            row,
            row,
            whole));
    all.add(
        of(
            "scaleShiftRows",
            (k, m) -> k.scaleShiftRows(m[0], m[1], m[2], m[3]),
            whole,
            column,
            column,
            whole));
    all.add(of("columnSums", (k, m) -> k.columnSums(m[0], m[1]), whole, row));
    all.add(of("columnDots", (k, m) -> k.columnDots(m[0], m[1], m[2]), whole, whole, row));
    all.add(of("rowSums", (k, m) -> k.rowSums(m[0], m[1]), whole, column));
    all.add(of("rowDots", (k, m) -> k.rowDots(m[0], m[1], m[2]), whole, whole, column));
    return all;
  }

  /** Returns operands that fit, in layouts drawn at random. */
  Matrix[] operands(Precision precision) {
    Matrices make = new Matrices(precision, new Random(name.hashCode()));
    Matrix[] operands = new Matrix[shapes.size()];
    for (int i = 0; i < shapes.size(); i++) {
      operands[i] = make.random(shapes.get(i)[0], shapes.get(i)[1]);
    }
    return operands;
  }

  private static Operation of(String name, Body body, int[]... shapes) {
    return new Operation(name, List.of(shapes), body);
  }

  /** The call. */
  interface Body {
    void run(Kernels kernels, Matrix[] operands);
  }
}
