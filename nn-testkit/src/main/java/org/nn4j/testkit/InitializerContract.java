package org.nn4j.testkit;

import java.util.List;
import org.nn4j.api.Initializer;
import org.nn4j.testkit.check.Check;
import org.nn4j.testkit.check.Setting;
import org.nn4j.testkit.check.layer.InitializerChecks;

/** The contract of initializers. */
public abstract class InitializerContract extends ComponentContract<Initializer> {

  /** Called by subclasses. */
  protected InitializerContract() {}

  @Override
  final List<Check> checks(Initializer part, Setting setting) {
    return InitializerChecks.of(part, setting);
  }
}
