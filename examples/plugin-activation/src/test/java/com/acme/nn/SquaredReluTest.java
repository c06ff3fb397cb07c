package com.acme.nn;

import org.nn4j.api.Activation;
import org.nn4j.testkit.ActivationContract;

// tag::contract
class SquaredReluTest extends ActivationContract {

  @Override
  protected Activation instance() {
    return new SquaredRelu(0.5);
  }
}
// end::contract
