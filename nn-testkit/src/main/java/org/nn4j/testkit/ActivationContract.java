package org.nn4j.testkit;

import java.util.List;
import org.nn4j.api.Activation;
import org.nn4j.testkit.check.Check;
import org.nn4j.testkit.check.Setting;
import org.nn4j.testkit.check.activation.ActivationChecks;

/** The contract of activations. */
public abstract class ActivationContract extends ComponentContract<Activation> {

  /** Called by subclasses. */
  protected ActivationContract() {}

  @Override
  final List<Check> checks(Activation part, Setting setting) {
    return ActivationChecks.of(part, setting);
  }
}
