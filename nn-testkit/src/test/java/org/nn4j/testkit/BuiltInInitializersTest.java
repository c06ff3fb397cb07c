package org.nn4j.testkit;

import java.util.stream.Stream;
import org.nn4j.api.Initializer;

class BuiltInInitializersTest extends InitializerContract {

  @Override
  protected Initializer instance() {
    return BuiltIn.first(Initializer.class);
  }

  @Override
  protected Stream<Initializer> variants() {
    return BuiltIn.others(
        Initializer.class,
        "uniform(low=-2, high=3)",
        "variance_scaling(scale=2, mode=fan_avg, distribution=uniform)",
        "truncated_normal(mean=1, std=0.5)");
  }
}
