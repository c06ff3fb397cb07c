package org.nn4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.AveragingOptimizer;
import org.nn4j.api.Component;
import org.nn4j.api.FullBatchOptimizer;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.MatrixOptimizer;
import org.nn4j.api.Metric;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.ParameterSpec;
import org.nn4j.core.registry.Catalog;
import org.nn4j.testkit.WrongLayers.Fault;
import org.nn4j.testkit.WrongLayers.Scale;
import org.nn4j.testkit.check.Check;
import org.nn4j.testkit.check.Counterexample;
import org.nn4j.testkit.check.Report;
import org.nn4j.testkit.check.Setting;
import org.nn4j.testkit.check.optimizer.OptimizerChecks;

/** The kit rejects wrong losses, optimizers, schedules, initializers, layers and metrics. */
class WrongPartsTest {
  private static final String NUMBER = "-?[\\d.E-]+";
  private static final String DIFFERENCE = NUMBER + " \\(central difference\\)";

  static Stream<Component> right() {
    return Stream.of(
        new WrongLosses.Plain(),
        new WrongParts.PlainDescent(),
        new Scale(),
        new WrongParts.Error());
  }

  @ParameterizedTest
  @MethodSource("right")
  void rightPartsAreAccepted(Component part) {
    assertThat(Rejection.failures(part)).isEmpty();
  }

  /** A step down the gradient with a fault, which the contract of steps over all rows finds. */
  private record WholeDescent(String fault) implements FullBatchOptimizer {
    @Override
    public String name() {
      return "test.whole_descent";
    }

    @Override
    public double lr() {
      return fault.equals("no step goes up") ? 1 : 1e-4;
    }

    @Override
    public int stateSlots() {
      return fault.equals("uses all the state that it declares") ? 1 : 0;
    }

    @Override
    public boolean step(Objective objective, OptimizerState state, double rate, long step) {
      Matrix parameters = objective.parameters();
      double shift = fault.equals("stays at a minimum") ? 1e-3 : 0;
      for (int i = 0; i < parameters.columns(); i++) {
        double change = rate * objective.gradients().get(0, i) + shift;
        parameters.set(0, i, parameters.get(0, i) - change);
      }
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no step goes up",
        "descends a curved valley",
        "stays at a minimum",
        "uses all the state that it declares"
      })
  void faultsOfStepsOverAllRowsAreFound(String check) {
    List<Check> checks = OptimizerChecks.of(new WholeDescent(check), Setting.standard());
    assertThat(Rejection.of(checks, check)).hasMessageContaining("test.whole_descent");
  }

  /** Gradient descent on whole parameters with a fault. */
  private record MatrixDescent(String fault) implements MatrixOptimizer {
    @Override
    public String name() {
      return "test.matrix_descent";
    }

    @Override
    public double lr() {
      return 0.01;
    }

    @Override
    public Bound bind(
        ParameterSpec spec,
        int from,
        Matrix parameters,
        Matrix gradients,
        OptimizerState state,
        Kernels kernels) {
      int to = from + spec.rows() * spec.columns();
      int first = fault.equals("parameters do not depend on one another") ? 0 : from;
      int start = fault.equals("a NaN stays in its parameter") ? 0 : from;
      return (rate, step, decayFactor) -> {
        double sum = 0; // of the gradients, by which all elements move a little
        for (int i = start; i < to; i++) {
          sum += gradients.get(0, i);
        }
        for (int i = from; i < to; i++) {
          double change = gradients.get(0, i) + 1e-3 * (sum + first - from);
          parameters.set(0, i, parameters.get(0, i) - rate * change);
        }
        if (fault.equals("leaves gradients alone")) {
          gradients.set(0, from, 0);
        }
      };
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "parameters do not depend on one another",
        "leaves gradients alone",
        "a NaN stays in its parameter"
      })
  void faultsOfStepsOfWholeParametersAreFound(String check) {
    List<Check> checks = OptimizerChecks.of(new MatrixDescent(check), Setting.standard());
    assertThat(Rejection.of(checks, check)).hasMessageContaining("test.matrix_descent");
  }

  /** Gradient descent with an average that has a fault. */
  private record AverageDescent(int averageSlot, double share) implements AveragingOptimizer {
    @Override
    public String name() {
      return "test.average_descent";
    }

    @Override
    public double lr() {
      return 0.01;
    }

    @Override
    public int stateSlots() {
      return 1;
    }

    @Override
    public double averageShare(OptimizerState state) {
      return share;
    }

    @Override
    public void update(
        Matrix parameters,
        Matrix gradients,
        OptimizerState state,
        int from,
        int to,
        double rate,
        long step) {
      for (int i = from; i < to; i++) {
        parameters.set(0, i, parameters.get(0, i) - rate * gradients.get(0, i));
        state.slot(0).set(0, i, 9); // is no average
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.5, averageSlot()",
    "0, 1.5, averageShare(…) after step 1",
    "0, 0.5, 'float32, 200 steps at the rate 0.01'"
  })
  void faultsOfAveragesAreFound(int slot, double share, String point) {
    List<Check> checks = OptimizerChecks.of(new AverageDescent(slot, share), Setting.standard());
    assertThat(Rejection.of(checks, "the average descends too")).hasMessageContaining(point);
  }

  static Stream<Arguments> losses() {
    return Stream.of(
        Arguments.of(
            new WrongLosses.HalfDerivative(),
            "gradient is the slope of value",
            "output .*, target .*, weight .* \\(row 0, column 0 of 5 rows, seed 1\\)",
            DIFFERENCE,
            NUMBER),
        Arguments.of(
            new WrongLosses.SumsRows(),
            "is the mean of its weighted rows",
            "no weights, row 0, column 0",
            NUMBER,
            NUMBER),
        Arguments.of(
            new WrongLosses.IgnoresWeights(),
            "is the mean of its weighted rows",
            "all weights 2, row 0, column 0",
            NUMBER,
            NUMBER),
        Arguments.of(
            new WrongLosses.DividesByWeights(),
            "is the mean of its weighted rows",
            "all weights 2, row 0, column 0",
            NUMBER,
            NUMBER),
        Arguments.of(
            new WrongLosses.MultipliesByZero(),
            "skips a row of weight 0, whatever it holds",
            "the value, row 2 NaN",
            NUMBER,
            "NaN"),
        Arguments.of(
            new WrongLosses.OtherBits(),
            "value and gradient return the same bits",
            "float32, 1 rows, seed 1",
            NUMBER,
            NUMBER),
        Arguments.of(
            new WrongLosses.HidesNan(),
            "is NaN for a NaN output",
            "the output, row 1, column 0",
            "NaN",
            NUMBER),
        Arguments.of(
            new WrongLosses.WronglyFused(),
            "fused with LOGISTIC: equals the loss after the link",
            "logits of 5 rows, seed 1, row 0, column 0",
            NUMBER,
            NUMBER),
        Arguments.of(
            new WrongLosses.TakesAnyShape(),
            "refuses shapes that do not fit",
            "3 columns of output, 2 of targets",
            "an IllegalArgumentException that says what is wrong",
            "no exception"));
  }

  static Stream<Arguments> optimizersAndSchedules() {
    return Stream.of(
        Arguments.of(
            new WrongParts.Ascent(),
            "descends a parabola",
            "float32, 200 steps at the rate 0\\.1",
            "Σθ² below " + NUMBER,
            NUMBER),
        Arguments.of(
            new WrongParts.IgnoresTheRate(),
            "takes the rate it is given",
            "step 1, element 0, rates 0\\.1 and 0\\.05",
            "two changes",
            "the same change " + NUMBER),
        Arguments.of(
            new WrongParts.LooksAtNeighbours(),
            "ranges give the bits of one pass",
            "float32, step 1, ranges 0-1-2-2-9-40-67, parameters, row 0, column 1",
            NUMBER,
            NUMBER),
        Arguments.of(
            new WrongParts.HiddenMomentum(),
            "ranges give the bits of one pass",
            "float32, step 1, ranges .*, parameters, row 0, column 0",
            NUMBER,
            NUMBER),
        Arguments.of(
            new WrongParts.UndeclaredSlot(),
            "descends a parabola",
            "the check 'descends a parabola'",
            "a result",
            ".*IndexOutOfBoundsException.*"),
        Arguments.of(
            new WrongParts.UnusedSlot(),
            "uses all the state that it declares",
            "slot 0 of 1 after 6 steps",
            "other numbers than 0",
            "zeros"),
        Arguments.of(
            new WrongParts.FallingSchedule(),
            "rates are finite and at least 0",
            "base rate 0\\.001, step 2 of 1·1",
            "a finite number ≥ 0",
            "-0\\.001"),
        Arguments.of(
            new WrongParts.CountingSchedule(),
            "the rate is a function of clock and state",
            "step 0 of 7·30",
            "\\[0\\.0\\]",
            "\\[1\\.0\\]"));
  }

  static Stream<Arguments> initializersAndMetrics() {
    return Stream.of(
        Arguments.of(
            new WrongParts.ForgetsTheLast(),
            "fills everything with finite numbers",
            "float32 9×1, row 2, column 0",
            "a finite number",
            "NaN"),
        Arguments.of(
            new WrongParts.OwnRandom(),
            "fill gives the same bits again",
            "fill of float32, 7 rows, seed 1, weights, row 0, column 0",
            NUMBER,
            NUMBER),
        Arguments.of(
            new WrongParts.Error(true, true),
            "1 output: perfect predictions are best",
            "random predictions of 24 rows, seed 1",
            "at most 0\\.0",
            NUMBER),
        Arguments.of(
            new WrongParts.Error(false, false),
            "1 output: weights count samples",
            "weights 1, 2, 0, 1, 1",
            NUMBER,
            NUMBER),
        Arguments.of(
            new WrongParts.SortingMetric(),
            "1 output: value leaves its inputs alone",
            "1 output: value of float32, \\d rows, seed \\d, output, row 0, column 0",
            NUMBER,
            NUMBER));
  }

  static Stream<Arguments> layers() {
    return Stream.of(
        Arguments.of(
            new Scale(Fault.WRONG_INPUT_GRADIENT),
            "backward is the derivative of forward",
            "layers\\.0\\..* of \\[.*\\], 6 rows, seeds 1 and 2",
            DIFFERENCE,
            NUMBER),
        Arguments.of(
            new Scale(Fault.WRONG_PARAMETER_GRADIENT),
            "backward is the derivative of forward",
            "layers\\.1\\.factor\\[0,0\\] of .*",
            DIFFERENCE,
            NUMBER),
        Arguments.of(
            new Scale(Fault.ADDS_TO_THE_GRADIENT),
            "backward overwrites all gradients",
            "float32 layers\\.1\\.factor, row 0, column 0",
            "a number",
            "NaN"),
        Arguments.of(
            new Scale(Fault.WRONG_WIDTH),
            "the output is as wide as outputWidth says",
            "an input of 3×3",
            "3×2",
            "3×1"),
        Arguments.of(
            new Scale(Fault.SHARED_BUFFER),
            "prediction is thread-safe|two bindings are independent",
            ".*",
            ".*",
            ".*"),
        Arguments.of(
            new Scale(Fault.CHANGES_ITS_INPUT),
            "inputs and parameters stay as they are",
            "training true, row 0, column 0",
            NUMBER,
            NUMBER),
        Arguments.of(
            new Scale(Fault.ALLOCATES),
            "a training step allocates nothing",
            "float32, batches of 6 and of 2 rows in turn",
            "0 bytes a call",
            "8\\d\\d bytes a call"),
        Arguments.of(
            new Scale(Fault.TRAINS_WHEN_PREDICTING),
            "prediction changes nothing",
            "float32, again, row 0, column 0",
            NUMBER,
            NUMBER),
        Arguments.of(
            new Scale(Fault.UNDECLARED_PARAMETER),
            "the output is as wide as outputWidth says",
            "the check 'the output is as wide as outputWidth says'",
            "a result",
            ".*no parameter 'layers\\.1\\.shift'.*"));
  }

  @ParameterizedTest
  @MethodSource({"losses", "optimizersAndSchedules", "initializersAndMetrics", "layers"})
  void isRejected(Component part, String check, String point, String expected, String actual) {
    Counterexample found = Rejection.of(part, check);
    assertThat(found.point()).matches(point);
    assertThat(found.expected()).matches(expected);
    assertThat(found.actual()).matches(actual);
    assertThat(found.expected()).isNotEqualTo(found.actual());
  }

  static Stream<Metric> metrics() {
    return Catalog.standard().all(Metric.class).stream();
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void aMetricThatTellsTheWrongDirectionIsRejected(Metric metric) {
    assertThat(new Verifier(Setting.standard()).verify(new WrongParts.Flipped(metric)).failures())
        .extracting(Report.Outcome::check)
        .anyMatch(check -> check.contains("perfect predictions are best"));
  }
}
