package org.nn4j.experiment.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nn4j.api.Matrix;
import org.nn4j.api.Optimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.core.registry.Catalog;

class PluginBlameTest {
  private final PluginBlame blame = new PluginBlame(Catalog.standard().with(new Foreign()));

  /** A part from elsewhere, on the class path. */
  private record Foreign() implements Optimizer {
    @Override
    public String name() {
      return "foreign";
    }

    @Override
    public double lr() {
      return 1;
    }

    @Override
    public void update(
        Matrix parameters,
        Matrix gradients,
        OptimizerState state,
        int from,
        int to,
        double rate,
        long step) {}

    private static <T extends Throwable> T throwing(T failure) {
      failure.setStackTrace(new Throwable().getStackTrace());
      return failure;
    }
  }

  private static <T extends Throwable> T elsewhere(T failure) {
    failure.setStackTrace(new StackTraceElement[0]);
    return failure;
  }

  @Test
  void whoseCodeRanIsBlamedThroughCauses() {
    IllegalStateException inner = Foreign.throwing(new IllegalStateException("boom"));
    assertThat(blame.find(inner)).map(PluginException::name).contains("foreign");
    RuntimeException outer = elsewhere(new RuntimeException("outer", inner));
    assertThat(blame.find(outer))
        .hasValueSatisfying(
            e -> assertThat(e).hasCause(outer).hasMessageContaining("the optimizer foreign, "));
  }

  /** A class compiled against an older nn4j: the caller throws, the class is not on the stack. */
  @Test
  void aClassThatLacksAMethodIsBlamedThoughItDidNotRun() {
    Error lacking =
        elsewhere(
            new AbstractMethodError(
                "Receiver class "
                    + Foreign.class.getName()
                    + " does not define or inherit an implementation of the resolved method"
                    + " 'abstract double lr()' of interface org.nn4j.api.Optimizer."));
    assertThat(blame.find(lacking)).map(PluginException::name).contains("foreign");
  }

  @Test
  void whatIsNn4jsOwnIsNobodyElses() {
    assertThat(blame.find(elsewhere(new IllegalArgumentException("own")))).isEmpty();
    assertThat(blame.find(new IllegalStateException("of a test"))).isEmpty();
    assertThat(blame.find(Foreign.throwing(new OutOfMemoryError()))).isEmpty();
  }
}
