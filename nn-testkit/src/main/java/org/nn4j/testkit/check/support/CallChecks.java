package org.nn4j.testkit.check.support;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/**
 * What every call of a part promises: it writes its outputs, all of them and nothing else, whatever
 * they held and however they lie in memory; it gives the same bits again, on any thread; it
 * allocates nothing.
 */
public final class CallChecks {
  private static final int[] ROWS = {1, 2, 7};

  /** Enough for a call to last, so that threads meet in it. */
  private static final int MANY = 1000;

  private final String what;
  private final Maker maker;

  /** Creates calls to check. */
  @FunctionalInterface
  public interface Maker {
    /**
     * Creates a call.
     *
     * @param precision precision of all operands
     * @param rows rows of the batch
     * @param seed what the contents are drawn from; equal numbers in both precisions
     */
    MatrixCall make(Precision precision, int rows, long seed);
  }

  /** Creates the checks of a call that messages name {@code what}. */
  public CallChecks(String what, Maker maker) {
    this.what = what;
    this.maker = maker;
  }

  public void addTo(CheckList list, boolean allocationCounts) {
    list.add(what + " leaves its inputs alone", this::leavesInputsAlone);
    list.add(what + " overwrites its outputs whatever they held", this::overwritesOutputs);
    list.add(what + " takes any offset and stride", this::takesViews);
    list.add(what + " gives the same bits again", this::repeats);
    list.add(what + " is thread-safe", this::isThreadSafe);
    if (allocationCounts) {
      list.add(what + " allocates nothing", this::allocatesNothing);
    }
  }

  /** Adds that float32 agrees with float64. */
  public void addPrecision(CheckList list, double tolerance) {
    list.add(
        what + " in float32 agrees with float64",
        () -> {
          for (long seed = 1; seed <= 20; seed++) {
            MatrixCall narrow = maker.make(Precision.FLOAT32, 7, seed);
            MatrixCall wide = maker.make(Precision.FLOAT64, 7, seed);
            narrow.same(
                what + " in float32 is within " + tolerance + " of float64",
                point(Precision.FLOAT32, 7, seed),
                wide.run(),
                narrow.run(),
                tolerance);
          }
        });
  }

  /** Adds that a batch is its rows one by one. */
  public void addRows(CheckList list) {
    list.add(what + " of a batch is that of its rows", this::treatsRowsAlone);
  }

  private String point(Precision precision, int rows, long seed) {
    return what + " of " + precision.id() + ", " + rows + " rows, seed " + seed;
  }

  private void each(Body body) {
    for (Precision precision : Precision.values()) {
      for (int rows : ROWS) {
        body.check(maker.make(precision, rows, rows), point(precision, rows, rows));
      }
    }
  }

  private interface Body {
    void check(MatrixCall call, String point);
  }

  private void leavesInputsAlone() {
    each(
        (call, point) -> {
          List<Matrix> matrices = call.run().operands();
          for (int i = 0; i < matrices.size(); i++) {
            MatrixCall.Operand operand = call.operands().get(i);
            if (operand.role() == MatrixCall.Role.INPUT) {
              String where = point + ", " + operand.name();
              Expect.bits(
                  what + " does not change its input", where, operand.content(), matrices.get(i));
            }
          }
        });
  }

  private void overwritesOutputs() {
    each(
        (call, point) -> {
          List<Matrix> matrices = call.fresh();
          for (int i = 0; i < matrices.size(); i++) {
            if (call.operands().get(i).role() == MatrixCall.Role.OUTPUT) {
              matrices.get(i).fill(-77);
            }
          }
          MatrixCall.Result over = new MatrixCall.Result(call.body().run(matrices), matrices);
          String rule = what + " overwrites its outputs, whether they held NaN or -77";
          call.same(rule, point, call.run(), over, 0);
        });
  }

  private void takesViews() {
    each(
        (call, point) -> {
          MatrixCall.Result views = call.run(TestMatrices::view);
          String rule = what + " gives the same bits for matrices with an offset and gaps";
          call.same(rule, point, call.run(), views, 0);
          for (int i = 0; i < views.operands().size(); i++) {
            int outside = TestMatrices.writtenOutside(views.operands().get(i));
            Expect.that(
                outside < 0,
                what + " writes inside its matrices alone",
                point + ", " + call.operands().get(i).name(),
                "the gaps untouched",
                "a number at index " + outside + " of the array");
          }
        });
  }

  private void repeats() {
    for (Precision precision : Precision.values()) {
      MatrixCall call = maker.make(precision, 7, 1);
      MatrixCall other = maker.make(precision, 2, 2);
      MatrixCall.Result first = call.run();
      call.same(rule("called again"), point(precision, 7, 1), first, call.run(), 0);
      MatrixCall.Result between = other.run();
      String rule = rule("called with other numbers in between: a part holds no state");
      call.same(rule, point(precision, 7, 1), first, call.run(), 0);
      other.same(rule, point(precision, 2, 2), between, other.run(), 0);
    }
  }

  private String rule(String when) {
    return what + " gives the same bits when " + when;
  }

  private void isThreadSafe() throws InterruptedException {
    for (Precision precision : Precision.values()) {
      MatrixCall[] calls = new MatrixCall[Threads.COUNT];
      MatrixCall.Result[] alone = new MatrixCall.Result[calls.length];
      List<List<Matrix>> operands = new ArrayList<>();
      for (int i = 0; i < calls.length; i++) {
        calls[i] = maker.make(precision, MANY, i + 1);
        alone[i] = calls[i].run();
        operands.add(calls[i].fresh());
      }
      Threads.repeat(
          index ->
              calls[index].same(
                  rule("called from several threads at once"),
                  point(precision, MANY, index + 1),
                  alone[index],
                  calls[index].rerun(operands.get(index)),
                  0));
    }
  }

  private void allocatesNothing() {
    for (Precision precision : Precision.values()) {
      MatrixCall call = maker.make(precision, 32, 1);
      List<Matrix> matrices = call.fresh();
      Allocation.requireNone(what, point(precision, 32, 1), () -> call.body().run(matrices));
    }
  }

  private void treatsRowsAlone() {
    for (Precision precision : Precision.values()) {
      MatrixCall call = maker.make(precision, 7, 1);
      MatrixCall.Result all = call.run();
      for (int r = 0; r < 7; r++) {
        int row = r;
        MatrixCall one = call.row(row);
        List<Matrix> expected = all.operands().stream().map(m -> m.rows(row, row + 1)).toList();
        one.same(
            what + " gives a row the same bits alone and in a batch",
            point(precision, 7, 1) + ", row " + row + " alone",
            new MatrixCall.Result(all.value(), expected),
            one.run(),
            0);
      }
    }
  }
}
