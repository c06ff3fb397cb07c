package org.nn4j.testkit;

import java.util.stream.Stream;
import org.nn4j.api.Metric;

class BuiltInMetricsTest extends MetricContract {

  @Override
  protected Metric instance() {
    return BuiltIn.first(Metric.class);
  }

  @Override
  protected Stream<Metric> variants() {
    return BuiltIn.others(
        Metric.class, "top_k(k=2)", "kappa(weighting=quadratic)", "d2(power=1.5)");
  }
}
