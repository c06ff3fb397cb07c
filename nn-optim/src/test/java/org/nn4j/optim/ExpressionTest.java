package org.nn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExpressionTest {

  @Test
  void printsEveryParameter() {
    assertThat(new Adam().expression())
        .isEqualTo(
            "adam(lr=0.001, beta1=0.9, beta2=0.999, eps=1.0E-8, weight_decay=0.0, amsgrad=false)");
    assertThat(new CosineWarmRestarts().expression())
        .isEqualTo("cosine_warm_restarts(t_0=10, t_mult=1, eta_min=0.0)");
    assertThat(new OneCycle().expression())
        .isEqualTo(
            "one_cycle(pct_start=0.3, anneal=cos, div_factor=25.0, final_div_factor=10000.0,"
                + " three_phase=false)");
    assertThat(new Constant().expression()).isEqualTo("constant");
  }

  @Test
  void printsListsAndPartsInside() {
    assertThat(new Warmup(5, 0.1, new Piecewise(List.of(0.5, 0.25), List.of(3))).expression())
        .isEqualTo(
            "warmup(steps=5, start_factor=0.1, then=piecewise(rates=[0.5, 0.25], boundaries=[3]))");
  }
}
