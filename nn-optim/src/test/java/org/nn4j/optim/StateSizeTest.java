package org.nn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.api.Optimizer;

class StateSizeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "sgd; 0; 0",
        "sgd(momentum=0.9); 1; 0",
        "adagrad; 1; 0",
        "rmsprop; 1; 0",
        "rmsprop(momentum=0.9); 2; 0",
        "rmsprop(centered=true); 2; 0",
        "rmsprop(centered=true,momentum=0.9); 3; 0",
        "adadelta; 2; 0",
        "adam; 2; 0",
        "adam(amsgrad=true); 3; 0",
        "adamw; 2; 0",
        "adamw(amsgrad=true); 3; 0",
        "adamax; 2; 0",
        "nadam; 2; 1",
        "radam; 2; 0",
        "rprop; 2; 0",
        "lion; 1; 0",
        "adabelief; 2; 0",
        "ftrl; 2; 2",
        "lookahead; 3; 0",
        "asgd; 1; 2",
        "schedule_free_sgd; 2; 2",
        "schedule_free_adamw; 3; 2",
        "muon; 2; 0",
        "lamb; 2; 0",
        "adafactor; 1; 0",
        "lbfgs(history=4); 11; 11",
        "levenberg_marquardt; 2; 1"
      })
  void stateIsNoLargerThanNeeded(String expression, int slots, int scalars) {
    Optimizer optimizer = Parts.optimizer(expression);
    assertThat(optimizer.stateSlots()).isEqualTo(slots);
    assertThat(optimizer.stateScalars()).isEqualTo(scalars);
  }
}
