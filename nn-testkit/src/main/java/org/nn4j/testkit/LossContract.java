package org.nn4j.testkit;

import java.util.List;
import org.nn4j.api.Loss;
import org.nn4j.testkit.check.Check;
import org.nn4j.testkit.check.Setting;
import org.nn4j.testkit.check.loss.LossChecks;

/** The contract of losses, the forms that they fuse to included. */
public abstract class LossContract extends ComponentContract<Loss> {

  /** Called by subclasses. */
  protected LossContract() {}

  @Override
  final List<Check> checks(Loss part, Setting setting) {
    return LossChecks.of(part, setting);
  }
}
