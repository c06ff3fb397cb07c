package org.nn4j.formula;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.nn4j.api.Activation;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Loss;
import org.nn4j.testkit.ActivationContract;
import org.nn4j.testkit.LearningRateScheduleContract;
import org.nn4j.testkit.LossContract;

/** Formulas keep what every part promises. */
class FormulaContractsTest {
  /** Without a limit at infinity that floats show, or with terms that cancel near 0 in float32. */
  private static final Set<String> OTHERS =
      Set.of(
          "sin(z)",
          "cos(z)",
          "z + sin(z)^2",
          "(sqrt(z^2 + 1) - 1)/2 + z",
          "z/sqrt(1 + z^2)",
          "sign(z)*log1p(abs(z))",
          "log(z^2 + 1)",
          "softplus(z) - log(2)");

  @Nested
  class Activations extends ActivationContract {
    @Override
    protected Activation instance() {
      return new FormulaActivation();
    }

    @Override
    protected Stream<Activation> variants() {
      return Stream.concat(
              Formulas.all().stream()
                  .map(Formulas.ByHand::formula)
                  .filter(formula -> !OTHERS.contains(formula)),
              Stream.of("z^3*exp(-z^2)", "max(z, 0)*where(z > 0, z, 2*z)"))
          .map(FormulaActivation::new);
    }
  }

  @Nested
  class Losses extends LossContract {
    @Override
    protected Loss instance() {
      return new FormulaLoss();
    }

    @Override
    protected Stream<Loss> variants() {
      return Stream.of(
              "abs(y - t)",
              "where(abs(y - t) < 1, (y - t)^2/2, abs(y - t) - 0.5)",
              "log1p((y - t)^2)")
          .map(FormulaLoss::new);
    }
  }

  @Nested
  class Schedules extends LearningRateScheduleContract {
    @Override
    protected LearningRateSchedule instance() {
      return new FormulaSchedule();
    }

    @Override
    protected Stream<LearningRateSchedule> variants() {
      return Stream.of("0.97^epoch", "(1 + cos(pi*step/steps))/2", "min(1, (step + 1)/10)")
          .map(FormulaSchedule::new);
    }
  }
}
