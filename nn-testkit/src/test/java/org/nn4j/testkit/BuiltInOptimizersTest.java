package org.nn4j.testkit;

import java.util.stream.Stream;
import org.nn4j.api.Optimizer;

class BuiltInOptimizersTest extends OptimizerContract {

  @Override
  protected Optimizer instance() {
    return BuiltIn.first(Optimizer.class);
  }

  @Override
  protected Stream<Optimizer> variants() {
    return BuiltIn.others(
        Optimizer.class,
        "sgd(momentum=0.9, dampening=0.1)",
        "sgd(momentum=0.9, nesterov=true, weight_decay=0.01)",
        "adagrad(lr_decay=0.1, initial_accumulator=0.5)",
        "rmsprop(momentum=0.9)",
        "rmsprop(centered=true, momentum=0.9)",
        "adam(amsgrad=true)",
        "adamw(amsgrad=true)",
        "asgd(t0=2, lambd=0.1)",
        "muon(nesterov=false, adjust_lr_fn=original)");
  }
}
