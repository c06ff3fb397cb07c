package org.nn4j.testkit;

import java.util.List;
import org.nn4j.api.Kernels;
import org.nn4j.testkit.check.Check;
import org.nn4j.testkit.check.Setting;
import org.nn4j.testkit.check.kernels.KernelsChecks;

/** The contract of kernels. */
public abstract class KernelsContract extends Contract<Kernels> {

  /** Called by subclasses. */
  protected KernelsContract() {}

  @Override
  final String label(Kernels part) {
    return part.name();
  }

  @Override
  final List<Check> checks(Kernels part, Setting setting) {
    return KernelsChecks.of(part);
  }
}
