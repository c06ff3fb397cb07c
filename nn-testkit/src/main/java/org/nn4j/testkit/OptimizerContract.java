package org.nn4j.testkit;

import java.util.List;
import org.nn4j.api.Optimizer;
import org.nn4j.testkit.check.Check;
import org.nn4j.testkit.check.Setting;
import org.nn4j.testkit.check.optimizer.OptimizerChecks;

/** The contract of optimizers. */
public abstract class OptimizerContract extends ComponentContract<Optimizer> {

  /** Called by subclasses. */
  protected OptimizerContract() {}

  @Override
  final List<Check> checks(Optimizer part, Setting setting) {
    return OptimizerChecks.of(part, setting);
  }
}
