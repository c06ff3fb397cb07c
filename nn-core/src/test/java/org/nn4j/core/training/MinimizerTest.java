package org.nn4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Optimizer;
import org.nn4j.core.registry.Catalog;

class MinimizerTest {
  private static final Catalog CATALOG = Catalog.standard();

  /** (x₁ − 1)² + 10·(x₂ + 2)². */
  private static final DifferentiableFunction BOWL =
      new DifferentiableFunction() {
        @Override
        public int dimension() {
          return 2;
        }

        @Override
        public double value(double[] x) {
          return (x[0] - 1) * (x[0] - 1) + 10 * (x[1] + 2) * (x[1] + 2);
        }

        @Override
        public void gradient(double[] x, double[] gradient) {
          gradient[0] = 2 * (x[0] - 1);
          gradient[1] = 20 * (x[1] + 2);
        }
      };

  private static Minimizer minimizer(
      String optimizer, String schedule, int maxSteps, double tolerance) {
    return new Minimizer(
        CATALOG.create(Optimizer.class, optimizer),
        CATALOG.create(LearningRateSchedule.class, schedule),
        maxSteps,
        tolerance);
  }

  @Test
  void everyStepIsAPointOfThePath() {
    Minimizer.Path path = minimizer("sgd(lr=0.05)", "constant", 3, 0).minimize(BOWL, 0, 0);
    assertThat(path.points()).extracting(Minimizer.Point::step).containsExactly(0, 1, 2, 3);
    assertThat(path.points().get(0).x()).containsExactly(0.0, 0.0);
    assertThat(path.points().get(0).value()).isEqualTo(41);
    // x₁ moves by −0.05·(−2), x₂ by −0.05·40.
    assertThat(path.points().get(1).x()).containsExactly(0.1, -2.0);
    assertThat(path.points().get(1).value()).isCloseTo(0.81, offset(1e-15));
    assertThat(path.converged()).isFalse();
  }

  /** A function's variables are one row, which muon leaves to AdamW. */
  @Test
  void optimizersOfWholeMatricesMoveAllVariables() {
    Minimizer.Path path =
        minimizer("muon(lr=0.1, weight_decay=0)", "constant", 9, 0).minimize(BOWL, 0, 0);
    assertThat(path)
        .isEqualTo(
            minimizer("adamw(lr=0.1, weight_decay=0)", "constant", 9, 0).minimize(BOWL, 0, 0));
  }

  /** z and x are (0.1, −2) after a step, and so is y; after two x is the mean of both z. */
  @Test
  void pointsAreThoseOfTheAverage() {
    Minimizer.Path path =
        minimizer("schedule_free_sgd(lr=0.05, momentum=0.1)", "constant", 2, 0)
            .minimize(BOWL, 0, 0);
    assertThat(path.points().get(1).x()).containsExactly(0.1, -2.0);
    double z = 0.1 - 0.05 * 2 * (0.1 - 1);
    assertThat(path.points().get(2).x().get(0)).isCloseTo((0.1 + z) / 2, offset(1e-15));
  }

  @Test
  void theStartIsNotChanged() {
    double[] start = {3, 4};
    minimizer("adam(lr=0.1)", "constant", 10, 0).minimize(BOWL, start);
    assertThat(start).containsExactly(3, 4);
  }

  @Test
  void stopsWhereTheValueHardlyFalls() {
    Minimizer.Path path = minimizer("sgd(lr=0.02)", "constant", 10_000, 1e-9).minimize(BOWL, 5, 5);
    assertThat(path.converged()).isTrue();
    assertThat(path.end().step()).isLessThan(10_000);
    assertThat(path.end().x().get(0)).isCloseTo(1, offset(1e-3));
    assertThat(path.end().x().get(1)).isCloseTo(-2, offset(1e-3));
    int last = path.points().size() - 1;
    double fall = path.points().get(last - 1).value() - path.points().get(last).value();
    assertThat(fall).isLessThan(1e-9);
  }

  @Test
  void theFallIsWhatIsSmallNotTheValue() {
    DifferentiableFunction raised =
        new DifferentiableFunction() {
          @Override
          public int dimension() {
            return 2;
          }

          @Override
          public double value(double[] x) {
            return BOWL.value(x) + 100;
          }

          @Override
          public void gradient(double[] x, double[] gradient) {
            BOWL.gradient(x, gradient);
          }
        };
    Minimizer.Path path =
        minimizer("sgd(lr=0.02)", "constant", 10_000, 1e-9).minimize(raised, 5, 5);
    assertThat(path.converged()).isTrue();
    assertThat(path.end().value()).isCloseTo(100, offset(1e-6));
  }

  @Test
  void theScheduleIsToldTheValues() {
    Minimizer.Path path =
        minimizer("sgd(lr=1)", "reduce_on_plateau(factor=0, patience=0)", 3, 0)
            .minimize(BOWL, 0, 0);
    // The first value that it is told is the best so far, the second is worse.
    List<Minimizer.Point> points = path.points();
    assertThat(points.get(2).x()).isNotEqualTo(points.get(1).x());
    assertThat(points.get(3).x()).isEqualTo(points.get(2).x());
  }

  @Test
  void aStepCountsAsAnEpochOfTheSchedule() {
    Minimizer.Path path =
        minimizer("sgd(lr=1)", "piecewise(rates=[0.05, 0.0], boundaries=[2])", 4, 0)
            .minimize(BOWL, 0, 0);
    assertThat(path.points().get(2).x()).isNotEqualTo(path.points().get(1).x());
    assertThat(path.points().get(3).x()).isEqualTo(path.points().get(2).x());
  }

  @Test
  void theWayEndsWhereTheValueIsNoLongerFinite() {
    Minimizer.Path path = minimizer("sgd(lr=1e200)", "constant", 1000, 0).minimize(BOWL, 0, 0);
    assertThat(path.end().value()).isInfinite();
    assertThat(path.points()).hasSize(2);
    assertThat(path.converged()).isFalse();
    Minimizer.Path none = minimizer("sgd", "constant", 9, 1e-9).minimize(BOWL, Double.NaN, 0);
    assertThat(none.points()).hasSize(1);
  }

  @Test
  void wrongNumbersAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> minimizer("sgd", "constant", 0, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> minimizer("sgd", "constant", 1, Double.NaN))
        .withMessageStartingWith("tolerance must be");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> minimizer("sgd", "constant", 1, 0).minimize(BOWL, 1))
        .withMessage("minimize: the start has 1 numbers, the function 2");
  }
}
