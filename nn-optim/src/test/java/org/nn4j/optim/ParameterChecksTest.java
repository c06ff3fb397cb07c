package org.nn4j.optim;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Component;
import org.nn4j.api.Parameters;

class ParameterChecksTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "sgd(lr=-1); lr must be a finite number ≥ 0 but is -1.0",
        "sgd(momentum=-0.1); momentum must be a finite number ≥ 0 but is -0.1",
        "sgd(nesterov=true); nesterov needs momentum > 0 and dampening = 0 but they are 0.0 and"
            + " 0.0",
        "sgd(nesterov=true,momentum=0.9,dampening=0.5); needs momentum > 0 and dampening = 0",
        "adagrad(lr_decay=-1); lr_decay must be",
        "adagrad(initial_accumulator=-1); initial_accumulator must be",
        "rmsprop(alpha=1); alpha must be in [0.0, 1.0) but is 1.0",
        "adadelta(rho=1.5); rho must be in [0.0, 1.0) but is 1.5",
        "adam(beta1=1); beta1 must be in [0.0, 1.0) but is 1.0",
        "adam(beta2=-0.1); beta2 must be in [0.0, 1.0) but is -0.1",
        "adam(eps=-1); eps must be a finite number ≥ 0",
        "adamw(weight_decay=-1); weight_decay must be",
        "adamax(eps=0); eps must be a finite number > 0",
        "nadam(momentum_decay=-1); momentum_decay must be",
        "radam(lr=-1); lr must be",
        "rprop(eta_minus=1); eta_minus must be in [0.0, 1.0) but is 1.0",
        "rprop(eta_minus=0); eta_minus must be a finite number > 0",
        "rprop(eta_plus=1); eta_plus must be above 1 but is 1.0",
        "rprop(step_min=2,step_max=1); step_min must not exceed step_max but they are 2.0 and 1.0",
        "lion(beta2=1); beta2 must be",
        "adabelief(beta1=1); beta1 must be",
        "ftrl(initial_accumulator=0); initial_accumulator must be a finite number > 0",
        "asgd(t0=-1); t0 must be a finite number ≥ 0 but is -1.0",
        "asgd(alpha=-1); alpha must be a finite number ≥ 0 but is -1.0",
        "schedule_free_sgd(momentum=1); momentum must be in [0.0, 1.0) but is 1.0",
        "schedule_free_adamw(eps=-1); eps must be a finite number ≥ 0 but is -1.0",
        "muon(ns_steps=0); ns_steps must be at least 1 but is 0",
        "muon(momentum=1); momentum must be in [0.0, 1.0) but is 1.0",
        "muon(weight_decay=-1); weight_decay must be a finite number ≥ 0 but is -1.0",
        "lamb(beta2=1); beta2 must be in [0.0, 1.0) but is 1.0",
        "adafactor(beta2_decay=0.1); beta2_decay must be a finite number ≤ 0 but is 0.1",
        "adafactor(d=0); d must be a finite number > 0 but is 0.0",
        "lookahead(k=0); k must be at least 1 but is 0",
        "lookahead(alpha=1.5); alpha must be at most 1 but is 1.5",
        "lbfgs(history=0); history must be at least 1 but is 0",
        "levenberg_marquardt(mu_inc=1); mu_inc must be above 1 but is 1.0",
        "levenberg_marquardt(mu_dec=1); mu_dec must be in [0.0, 1.0) but is 1.0"
      })
  void optimizersSayWhatIsWrong(String expression, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parts.optimizer(expression))
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "step(step_size=0); step_size must be at least 1 but is 0",
        "step(gamma=-1); gamma must be",
        "multi_step(milestones=[5,5]); milestones must be at least 6 but is 5",
        "multi_step(milestones=[0,5]); milestones must be at least 1 but is 0",
        "exponential(gamma=-0.1); gamma must be",
        "cosine(t_max=-1); t_max must be at least 0 but is -1",
        "cosine_warm_restarts(t_0=0); t_0 must be at least 1 but is 0",
        "cosine_warm_restarts(t_mult=0); t_mult must be at least 1 but is 0",
        "linear(start_factor=-1); start_factor must be",
        "polynomial(power=-1); power must be",
        "inverse_time(decay=-1); decay must be",
        "piecewise(rates=[0.1,-1]); rates must be a finite number ≥ 0 but is -1.0",
        "piecewise(rates=[0.1,0.2],boundaries=[1,2]); there are 2 boundaries and 2 rates",
        "one_cycle(pct_start=1); pct_start must be in [0.0, 1.0) but is 1.0",
        "one_cycle(div_factor=0); div_factor must be a finite number > 0",
        "one_cycle(pct_start=0.6,three_phase=true); at most 0.5 with three_phase but is 0.6",
        "cyclic(max_factor=0.5); max_factor must be at least 1 but is 0.5",
        "cyclic(step_size_up=0); step_size_up must be at least 1 but is 0",
        "knee(explore=1); explore must be in [0.0, 1.0) but is 1.0",
        "wsd(warmup=0.5,decay=0.6); must be at most 1 together but are 0.5 and 0.6",
        "sigmoid(step_size=-1); step_size must be at least 0 but is -1",
        "sequential(milestones=[5,7]); there are 2 milestones and 2 schedules",
        "sequential(milestones=[0]); milestones must be at least 1 but is 0",
        "warmup(steps=-1); steps must be at least 0 but is -1",
        "warmup(start_factor=1); start_factor must be in [0.0, 1.0) but is 1.0",
        "reduce_on_plateau(factor=1); factor must be in [0.0, 1.0) but is 1.0",
        "reduce_on_plateau(patience=-1); patience must be at least 0 but is -1"
      })
  void schedulesSayWhatIsWrong(String expression, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parts.schedule(expression))
        .withMessageContaining(message);
  }

  static Stream<Component> parts() {
    return Stream.concat(Parts.optimizers().stream(), Parts.schedules().stream());
  }

  @ParameterizedTest
  @MethodSource("parts")
  void noNumberIsTakenUnseen(Component part) {
    for (Parameters.Entry entry : part.parameters().entries()) {
      Object wrong =
          entry.value() instanceof Double
              ? (Object) Double.NaN
              : entry.value() instanceof Integer ? (Object) (-1) : null;
      if (wrong != null) {
        assertThatIllegalArgumentException()
            .as("%s of %s", entry.name(), part)
            .isThrownBy(() -> part.with(Parameters.of(entry.name(), wrong)))
            .withMessageStartingWith(entry.name() + " must be ");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cyclic(max_factor=1)",
        "one_cycle(pct_start=0.5,three_phase=true)",
        "multi_step(milestones=[1,2])",
        "reduce_on_plateau(factor=0,patience=0,threshold=0,min_lr=0,eps=0)"
      })
  void theBoundsThemselvesAreTaken(String expression) {
    assertThatNoException().isThrownBy(() -> Parts.schedule(expression));
  }

  @Test
  void equalLeastAndGreatestStepsOfRpropAreTaken() {
    assertThatNoException().isThrownBy(() -> Parts.optimizer("rprop(step_min=1,step_max=1)"));
  }

  @Test
  void schedulesThatWatchLossesAreNoneOfASequence() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Sequential(List.of(new Constant(), new ReduceOnPlateau()), List.of(3)))
        .withMessageContaining("reduce_on_plateau watches losses");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sequential(List.of(), List.of()))
        .withMessage("schedules must not be empty");
  }

  @Test
  void lookaheadTakesNoOptimizerThatEvaluatesTheLoss() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Lookahead(new Lbfgs(), 5, 0.5))
        .withMessageContaining("must be one that takes batches, such as adam, but is lbfgs");
  }

  @Test
  void lookaheadTakesNoOptimizerOfWholeMatricesOrWithAnAverage() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Lookahead(new Muon(), 5, 0.5))
        .withMessage(
            "optimizer must be one that updates elements by themselves, such as adam, but is muon");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Lookahead(new ScheduleFreeSgd(), 5, 0.5))
        .withMessageContaining("evaluated where it goes on from, such as adam, but is schedule_");
  }

  @Test
  void noRatesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Piecewise(List.of(), List.of()))
        .withMessage("rates must not be empty");
  }
}
