package org.nn4j.testkit.check.support;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.nn4j.api.Matrix;

/**
 * A call of a part on matrices, which {@link CallChecks} repeats in many ways.
 *
 * @param operands the matrices
 * @param body the call
 */
public record MatrixCall(List<Operand> operands, Body body) {

  /** What a call may do to an operand. */
  public enum Role {
    /** Reads it. */
    INPUT,
    /** Overwrites all of it, whatever it held. */
    OUTPUT,
    /** Changes it in place. */
    CHANGED
  }

  /** An operand: what messages call it, and what it holds before the call, if that matters. */
  public record Operand(String name, Role role, Matrix content) {}

  /** The call itself. */
  @FunctionalInterface
  public interface Body {
    /** Calls the part and returns a number that it gave back, or 0. */
    double run(List<Matrix> operands);
  }

  /** What a call returned and left in its operands. */
  public record Result(double value, List<Matrix> operands) {}

  public static Operand input(String name, Matrix content) {
    return new Operand(name, Role.INPUT, content);
  }

  public static Operand changed(String name, Matrix content) {
    return new Operand(name, Role.CHANGED, content);
  }

  public static Operand output(String name, Matrix shape) {
    return new Operand(
        name, Role.OUTPUT, TestMatrices.blank(shape.precision(), shape.rows(), shape.columns()));
  }

  /** Creates fresh operands, contiguous. */
  public List<Matrix> fresh() {
    return fresh(TestMatrices::copy);
  }

  public List<Matrix> fresh(UnaryOperator<Matrix> layout) {
    List<Matrix> matrices = new ArrayList<>();
    for (Operand operand : operands) {
      matrices.add(layout.apply(operand.content()));
    }
    return matrices;
  }

  public Result run() {
    return run(TestMatrices::copy);
  }

  /** Runs the call on fresh operands of a layout. */
  public Result run(UnaryOperator<Matrix> layout) {
    List<Matrix> matrices = fresh(layout);
    return new Result(body.run(matrices), matrices);
  }

  /** Runs the call on operands of an earlier run, which it sets back. */
  Result rerun(List<Matrix> matrices) {
    for (int i = 0; i < matrices.size(); i++) {
      if (operands.get(i).role() != Role.INPUT) {
        matrices.get(i).copyFrom(operands.get(i).content());
      }
    }
    return new Result(body.run(matrices), matrices);
  }

  /** Returns the call on one row of every operand. */
  MatrixCall row(int row) {
    List<Operand> rows = new ArrayList<>();
    for (Operand operand : operands) {
      rows.add(new Operand(operand.name(), operand.role(), operand.content().rows(row, row + 1)));
    }
    return new MatrixCall(rows, body);
  }

  /** Requires that another run had the same results, within a tolerance. */
  public void same(String rule, String point, Result expected, Result actual, double tolerance) {
    Expect.close(rule, point + ", the value returned", expected.value(), actual.value(), tolerance);
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i).role() != Role.INPUT) {
        String where = point + ", " + operands.get(i).name();
        Matrix want = expected.operands().get(i);
        Expect.close(rule, where, want, actual.operands().get(i), tolerance);
      }
    }
  }
}
