package com.acme.nn;

import org.nn4j.api.Loss;
import org.nn4j.testkit.LossContract;

class CauchyTest extends LossContract {

  @Override
  protected Loss instance() {
    return new Cauchy(0.8);
  }
}
