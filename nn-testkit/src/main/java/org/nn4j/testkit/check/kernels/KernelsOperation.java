package org.nn4j.testkit.check.kernels;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.testkit.check.support.MatrixCall;
import org.nn4j.testkit.check.support.TestMatrices;

/**
 * An operation of {@link Kernels}.
 *
 * @param name its name for messages
 * @param shapes its operands' shapes: inputs, then outputs
 * @param outputs how many of the last operands are overwritten
 * @param inPlace whether the last operand is changed in place instead
 * @param rounds whether it may differ from the reference by roundings; otherwise the bits are equal
 * @param aliases indices of inputs that the output may be
 * @param body the call
 */
record KernelsOperation(
    String name,
    List<Shape> shapes,
    int outputs,
    boolean inPlace,
    boolean rounds,
    List<Integer> aliases,
    Body body) {

  /** Shapes in terms of N rows, n_in and n_out. */
  enum Shape {
    /** N×n_in. */
    BATCH,
    /** N×n_out. */
    OUTPUT,
    /** n_in×n_out. */
    WEIGHT,
    /** 1×n_out. */
    BIAS,
    /** 1×n_in. */
    ROW,
    /** N×1. */
    COLUMN
  }

  /** The call. */
  interface Body {
    void run(Kernels kernels, List<Matrix> operands);
  }

  /** Creates a call with operands drawn at random. */
  MatrixCall call(Kernels kernels, Precision precision, int rows, int in, int out, long seed) {
    List<MatrixCall.Operand> operands = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      int height =
          switch (shapes.get(i)) {
            case BATCH, OUTPUT, COLUMN -> rows;
            case WEIGHT -> in;
            case BIAS, ROW -> 1;
          };
      int width =
          switch (shapes.get(i)) {
            case BATCH, ROW -> in;
            case OUTPUT, WEIGHT, BIAS -> out;
            case COLUMN -> 1;
          };
      Matrix content = TestMatrices.normal(precision, height, width, 1, seed + 10L * i);
      boolean last = i == shapes.size() - 1;
      operands.add(
          last && inPlace
              ? MatrixCall.changed("operand " + i, content)
              : i >= shapes.size() - outputs
                  ? MatrixCall.output("operand " + i, content)
                  : MatrixCall.input("operand " + i, content));
    }
    return new MatrixCall(operands, on(kernels));
  }

  /** Returns the call on some kernels, for operands that there are already. */
  MatrixCall.Body on(Kernels kernels) {
    return operands -> {
      body.run(kernels, operands);
      return 0;
    };
  }

  static List<KernelsOperation> all() {
    Shape batch = Shape.BATCH;
    Shape output = Shape.OUTPUT;
    Shape row = Shape.ROW;
    Shape column = Shape.COLUMN;
    List<KernelsOperation> all = new ArrayList<>();
    all.add(
        writing("affine", 1, (k, m) -> k.affine(m.get(0), m.get(1), m.get(2), m.get(3)))
            .on(batch, Shape.WEIGHT, Shape.BIAS, output));
    all.add(
        writing(
                "weightGradient",
                2,
                (k, m) -> k.weightGradient(m.get(0), m.get(1), m.get(2), m.get(3)))
            .on(batch, output, Shape.WEIGHT, Shape.BIAS));
    all.add(
        writing("inputGradient", 1, (k, m) -> k.inputGradient(m.get(0), m.get(1), m.get(2)))
            .on(output, Shape.WEIGHT, batch));
    all.add(
        writing(
                "affineGradient",
                3,
                (k, m) ->
                    k.affineGradient(m.get(0), m.get(1), m.get(2), m.get(3), m.get(4), m.get(5)))
            .on(batch, output, Shape.WEIGHT, Shape.WEIGHT, Shape.BIAS, batch));
    all.add(
        writing("softmax", 1, (k, m) -> k.softmax(m.get(0), m.get(1)))
            .on(batch, batch)
            .aliasing(0));
    all.add(
        changing("softmaxGradient", (k, m) -> k.softmaxGradient(m.get(0), m.get(1)))
            .on(batch, batch));
    all.add(
        writing("logSoftmax", 1, (k, m) -> k.logSoftmax(m.get(0), m.get(1)))
            .on(batch, batch)
            .aliasing(0));
    all.add(
        changing("logSoftmaxGradient", (k, m) -> k.logSoftmaxGradient(m.get(0), m.get(1)))
            .on(batch, batch));
    all.add(
        writing("add", 1, (k, m) -> k.add(m.get(0), m.get(1), m.get(2)))
            .on(batch, batch, batch)
            .aliasing(0, 1));
    all.add(
        writing("multiply", 1, (k, m) -> k.multiply(m.get(0), m.get(1), m.get(2)))
            .on(batch, batch, batch)
            .aliasing(0, 1));
    all.add(
        writing(
                "scaleShiftColumns",
                1,
                (k, m) -> k.scaleShiftColumns(m.get(0), m.get(1), m.get(2), m.get(3)))
            .on(batch, row, row, batch)
            .aliasing(0));
    all.add(
        writing(
                "scaleShiftRows",
                1,
                (k, m) -> k.scaleShiftRows(m.get(0), m.get(1), m.get(2), m.get(3)))
            .on(batch, column, column, batch)
            .aliasing(0));
    all.add(writing("columnSums", 1, (k, m) -> k.columnSums(m.get(0), m.get(1))).on(batch, row));
    all.add(
        writing("columnDots", 1, (k, m) -> k.columnDots(m.get(0), m.get(1), m.get(2)))
            .on(batch, batch, row));
    all.add(writing("rowSums", 1, (k, m) -> k.rowSums(m.get(0), m.get(1))).on(batch, column));
    all.add(
        writing("rowDots", 1, (k, m) -> k.rowDots(m.get(0), m.get(1), m.get(2)))
            .on(batch, batch, column));
    for (ElementwiseFunction f : List.of(ElementwiseFunction.RELU, ElementwiseFunction.GELU)) {
      all.add(FusedOperation.affine(f).fused().rounding());
      all.add(FusedOperation.affineGradient(f).fused().rounding());
    }
    for (ElementwiseFunction f : ElementwiseFunction.values()) {
      all.add(
          writing("apply " + f, 1, (k, m) -> k.apply(f, 0.5, m.get(0), m.get(1)))
              .on(batch, batch)
              .rounding());
      all.add(
          changing("applyGradient " + f, (k, m) -> applyGradient(k, f, m))
              .on(batch, batch)
              .rounding());
    }
    return all;
  }

  /** The values of the forward pass are made by the same kernels. */
  private static void applyGradient(Kernels kernels, ElementwiseFunction f, List<Matrix> m) {
    Matrix z = m.get(0);
    Matrix a = TestMatrices.blank(z.precision(), z.rows(), z.columns());
    kernels.apply(f, 0.5, z, a);
    kernels.applyGradient(f, 0.5, z, a, m.get(1));
  }

  /** Returns whether the call allocates by itself, for a matrix of the forward pass. */
  boolean makesOperands() {
    return rounds && inPlace;
  }

  /** Returns whether the output has one number a row, so that any width of the inputs fits. */
  boolean reducesRows() {
    return shapes.get(shapes.size() - 1) == Shape.COLUMN;
  }

  static KernelsOperation writing(String name, int outputs, Body body) {
    return new KernelsOperation(name, List.of(), outputs, false, false, List.of(), body);
  }

  private static KernelsOperation changing(String name, Body body) {
    return new KernelsOperation(name, List.of(), 0, true, false, List.of(), body);
  }

  KernelsOperation on(Shape... operands) {
    return new KernelsOperation(name, List.of(operands), outputs, inPlace, rounds, aliases, body);
  }

  private KernelsOperation rounding() {
    return new KernelsOperation(name, shapes, outputs, inPlace, true, aliases, body);
  }

  private KernelsOperation aliasing(Integer... inputs) {
    return new KernelsOperation(name, shapes, outputs, inPlace, rounds, List.of(inputs), body);
  }
}
