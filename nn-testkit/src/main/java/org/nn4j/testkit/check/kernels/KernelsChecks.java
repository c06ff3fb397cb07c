package org.nn4j.testkit.check.kernels;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.testkit.check.Check;
import org.nn4j.testkit.check.support.CallChecks;
import org.nn4j.testkit.check.support.CheckList;
import org.nn4j.testkit.check.support.Expect;
import org.nn4j.testkit.check.support.MatrixCall;
import org.nn4j.testkit.check.support.TestMatrices;

/** What all {@link Kernels} promise: above all the bits of {@link ReferenceKernels}. */
public final class KernelsChecks {
  /** Around the widths of vectors, the 16 partial sums, and blocks. */
  private static final int[] SIZES = {1, 3, 8, 15, 17, 33};

  private static final int[] LARGE = {64, 65, 131};

  private final Kernels kernels;

  private KernelsChecks(Kernels kernels) {
    this.kernels = kernels;
  }

  /** Returns the checks of kernels. */
  public static List<Check> of(Kernels kernels) {
    CheckList list = new CheckList(kernels.name());
    KernelsChecks checks = new KernelsChecks(kernels);
    for (KernelsOperation operation : KernelsOperation.all()) {
      list.add(operation.name() + " equals the reference", () -> checks.equalsReference(operation));
      list.add(operation.name() + " propagates NaN", () -> checks.propagatesNaN(operation));
      list.add(operation.name() + " refuses wrong shapes", () -> checks.refuses(operation));
      if (!operation.aliases().isEmpty()) {
        list.add(operation.name() + " works in place", () -> checks.worksInPlace(operation));
      }
      new CallChecks(
              operation.name(),
              (precision, rows, seed) -> operation.call(kernels, precision, rows, 20, 12, seed))
          .addTo(list, !operation.makesOperands());
    }
    for (ElementwiseFunction f : ElementwiseFunction.values()) {
      for (FusedOperation operation : FusedOperation.all(f)) {
        list.add(
            operation.fused().name() + " has the bits of the calls it stands for",
            () -> checks.equalsItsCalls(operation));
      }
    }
    return list.toList();
  }

  private void equalsItsCalls(FusedOperation operation) {
    for (Precision precision : Precision.values()) {
      for (int size : SIZES) {
        equalsItsCalls(operation, precision, size, SIZES[size % SIZES.length], 20);
        equalsItsCalls(operation, precision, 9, size, SIZES[(size + 1) % SIZES.length]);
      }
      equalsItsCalls(operation, precision, LARGE[0], LARGE[1], LARGE[2]);
      equalsItsCalls(operation, precision, LARGE[2], LARGE[0], LARGE[1]);
    }
  }

  private void equalsItsCalls(
      FusedOperation operation, Precision precision, int rows, int in, int out) {
    MatrixCall expected = operation.calls().call(kernels, precision, rows, in, out, rows + in);
    expected.operands().get(0).content().set(rows - 1, in - 1, Double.NaN);
    MatrixCall actual = new MatrixCall(expected.operands(), operation.fused().on(kernels));
    actual.same(
        operation.fused().name() + " has the bits of the calls it stands for",
        precision.id() + ", N = " + rows + ", n_in = " + in + ", n_out = " + out,
        expected.run(TestMatrices::view),
        actual.run(TestMatrices::view),
        0);
  }

  private void equalsReference(KernelsOperation operation) {
    for (Precision precision : Precision.values()) {
      for (int rows : SIZES) {
        for (int in : SIZES) {
          // One size of outputs for each pair: the three together say no more.
          compare(operation, precision, rows, in, SIZES[(rows + in) % SIZES.length]);
        }
      }
      compare(operation, precision, LARGE[0], LARGE[1], LARGE[2]);
      compare(operation, precision, LARGE[2], LARGE[0], LARGE[1]);
      compare(operation, precision, LARGE[1], LARGE[2], LARGE[0]);
    }
  }

  private void compare(KernelsOperation operation, Precision precision, int rows, int in, int out) {
    MatrixCall expected =
        operation.call(new ReferenceKernels(), precision, rows, in, out, rows + in);
    MatrixCall actual = new MatrixCall(expected.operands(), operation.on(kernels));
    double rounding = precision == Precision.FLOAT32 ? 2e-6 : 1e-14;
    actual.same(
        operation.name()
            + (operation.rounds()
                ? " agrees with the formula within " + rounding
                : " has the bits of its stated order of operations"),
        precision.id() + ", N = " + rows + ", n_in = " + in + ", n_out = " + out,
        expected.run(),
        actual.run(),
        operation.rounds() ? rounding : 0);
  }

  private void propagatesNaN(KernelsOperation operation) {
    for (Precision precision : Precision.values()) {
      MatrixCall plain = operation.call(kernels, precision, 5, 19, 6, 1);
      List<MatrixCall.Operand> operands = new ArrayList<>(plain.operands());
      Matrix poisoned = TestMatrices.copy(operands.get(0).content());
      poisoned.set(poisoned.rows() - 1, 1, Double.NaN);
      operands.set(0, MatrixCall.input(operands.get(0).name(), poisoned));
      if (operation.rounds() && operation.inPlace()) {
        continue; // relu's derivative is 0 or 1 for NaN too
      }
      MatrixCall.Result result = new MatrixCall(operands, plain.body()).run();
      boolean shows = false;
      for (int i = 0; i < operands.size(); i++) {
        shows |=
            operands.get(i).role() != MatrixCall.Role.INPUT && hasNaN(result.operands().get(i));
      }
      Expect.that(
          shows,
          operation.name() + " propagates NaN",
          precision.id() + ", NaN in operand 0 of 5 rows and n_in = 19",
          "NaN in the output",
          "none");
    }
  }

  private static boolean hasNaN(Matrix matrix) {
    for (double[] row : matrix.toRows()) {
      for (double element : row) {
        if (Double.isNaN(element)) {
          return true;
        }
      }
    }
    return false;
  }

  private void worksInPlace(KernelsOperation operation) {
    for (Precision precision : Precision.values()) {
      MatrixCall call = operation.call(kernels, precision, 5, 19, 6, 1);
      int output = call.operands().size() - 1;
      Matrix expected = call.run().operands().get(output);
      for (int alias : operation.aliases()) {
        List<Matrix> operands = call.fresh();
        operands.set(output, operands.get(alias));
        call.body().run(operands);
        Expect.bits(
            operation.name() + " may write into operand " + alias,
            precision.id() + ", N = 5, n_in = 19",
            expected,
            operands.get(output));
      }
    }
  }

  /** Takes a column, or a row where any width fits, from each operand in turn. */
  private void refuses(KernelsOperation operation) throws Exception {
    for (int i = 0; i < operation.shapes().size(); i++) {
      MatrixCall call = operation.call(kernels, Precision.FLOAT64, 5, 7, 6, 1);
      List<Matrix> operands = call.fresh();
      Matrix whole = operands.get(i);
      Matrix part =
          operation.reducesRows()
              ? whole.rows(0, whole.rows() - 1)
              : whole.columns(0, whole.columns() - 1);
      operands.set(i, part);
      Expect.refused(
          operation.name() + " refuses shapes that do not fit",
          "operand " + i + " is " + part.shape() + " with N = 5, n_in = 7, n_out = 6",
          () -> call.body().run(operands));
    }
  }
}
