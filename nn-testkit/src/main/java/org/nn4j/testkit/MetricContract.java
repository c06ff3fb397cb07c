package org.nn4j.testkit;

import java.util.List;
import org.nn4j.api.Metric;
import org.nn4j.testkit.check.Check;
import org.nn4j.testkit.check.Setting;
import org.nn4j.testkit.check.loss.MetricChecks;

/** The contract of metrics. */
public abstract class MetricContract extends ComponentContract<Metric> {

  /** Called by subclasses. */
  protected MetricContract() {}

  @Override
  final List<Check> checks(Metric part, Setting setting) {
    return MetricChecks.of(part, setting);
  }
}
