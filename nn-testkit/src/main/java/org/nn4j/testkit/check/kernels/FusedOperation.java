package org.nn4j.testkit.check.kernels;

import java.util.List;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Matrix;
import org.nn4j.testkit.check.kernels.KernelsOperation.Shape;

/**
 * An operation of {@link org.nn4j.api.Kernels} that is several others in one, with their bits.
 *
 * @param fused the operation
 * @param calls the calls that it stands for, on the same operands
 */
record FusedOperation(KernelsOperation fused, KernelsOperation calls) {
  private static final double ALPHA = 0.5;

  /** A product followed by a function. */
  static FusedOperation affine(ElementwiseFunction f) {
    return of(
        "affine with " + f,
        2,
        (k, m) -> k.affine(m.get(0), m.get(1), m.get(2), f, ALPHA, m.get(3), m.get(4)),
        (k, m) -> {
          k.affine(m.get(0), m.get(1), m.get(2), m.get(3));
          k.apply(f, ALPHA, m.get(3), m.get(4));
        },
        Shape.BATCH,
        Shape.WEIGHT,
        Shape.BIAS,
        Shape.OUTPUT,
        Shape.OUTPUT);
  }

  /** The gradients of a layer followed by the derivative of the function before it. */
  static FusedOperation affineGradient(ElementwiseFunction f) {
    return of(
        "affineGradient with " + f,
        3,
        (k, m) ->
            k.affineGradient(
                m.get(0), m.get(1), m.get(2), m.get(4), m.get(5), f, ALPHA, m.get(3), m.get(6)),
        (k, m) -> {
          Matrix inputDelta = m.get(6);
          k.weightGradient(m.get(0), m.get(1), m.get(4), m.get(5));
          k.inputGradient(m.get(1), m.get(2), inputDelta);
          k.applyGradient(f, ALPHA, m.get(3), m.get(0), inputDelta);
        },
        Shape.BATCH,
        Shape.OUTPUT,
        Shape.WEIGHT,
        Shape.BATCH,
        Shape.WEIGHT,
        Shape.BIAS,
        Shape.BATCH);
  }

  static List<FusedOperation> all(ElementwiseFunction f) {
    return List.of(affine(f), affineGradient(f));
  }

  private static FusedOperation of(
      String name,
      int outputs,
      KernelsOperation.Body fused,
      KernelsOperation.Body calls,
      Shape... shapes) {
    return new FusedOperation(
        KernelsOperation.writing(name, outputs, fused).on(shapes),
        KernelsOperation.writing(name, outputs, calls).on(shapes));
  }
}
