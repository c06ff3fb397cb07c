package org.nn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.Optimizer;

/** The optimizers whose hyper-parameters are set one by one. */
class WithersTest {
  static Stream<Optimizer> optimizers() {
    return Stream.of(new Sgd().withMomentum(0.5), new Adam(), new AdamW(), new Rmsprop());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void eachChangesItsComponentAlone(Optimizer optimizer) throws Exception {
    for (RecordComponent component : optimizer.getClass().getRecordComponents()) {
      String name = component.getName();
      Method wither =
          optimizer
              .getClass()
              .getMethod(
                  "with"
                      + name.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                      + name.substring(1),
                  component.getType());
      Object value = component.getType() == boolean.class ? (Object) true : (Object) 0.125;
      if (optimizer instanceof Sgd && name.equals("dampening")) {
        value = 0.25;
      }
      Object changed = wither.invoke(optimizer, value);
      for (RecordComponent other : optimizer.getClass().getRecordComponents()) {
        assertThat(other.getAccessor().invoke(changed))
            .as(other.getName() + " after " + wither.getName())
            .isEqualTo(
                other.getName().equals(name) ? value : other.getAccessor().invoke(optimizer));
      }
    }
  }

  @Test
  void rangesAreCheckedAtTheCall() {
    assertThat(new AdamW().withLr(0.01).withWeightDecay(0.1))
        .isEqualTo(new AdamW(0.01, 0.9, 0.999, 1e-8, 0.1, false));
    assertThatIllegalArgumentException().isThrownBy(() -> new Adam().withBeta1(1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Sgd().withLr(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Sgd().withNesterov(true));
  }
}
