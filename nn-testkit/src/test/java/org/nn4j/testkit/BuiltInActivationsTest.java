package org.nn4j.testkit;

import java.util.stream.Stream;
import org.nn4j.api.Activation;

class BuiltInActivationsTest extends ActivationContract {

  @Override
  protected Activation instance() {
    return BuiltIn.first(Activation.class);
  }

  @Override
  protected Stream<Activation> variants() {
    return BuiltIn.others(
        Activation.class,
        "leaky_relu(slope=0.2)",
        "leaky_relu(slope=-0.5)",
        "elu(alpha=1.5)",
        "elu(alpha=0)",
        "celu(alpha=0.3)",
        "entmax(alpha=1.2)",
        "entmax(alpha=2)",
        "rrelu(lower=-0.5, upper=0)",
        "parametric(activation=mish)",
        "prelu(shared=false)");
  }
}
