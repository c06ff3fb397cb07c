package org.nn4j.testkit;

import java.util.stream.Stream;
import org.nn4j.api.Loss;

class BuiltInLossesTest extends LossContract {

  @Override
  protected Loss instance() {
    return BuiltIn.first(Loss.class);
  }

  @Override
  protected Stream<Loss> variants() {
    return BuiltIn.others(
        Loss.class, "huber(delta=0.25)", "binary_focal(gamma=0.5)", "tweedie(power=1.2)");
  }
}
