package org.nn4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.testkit.check.Check;
import org.nn4j.testkit.check.Counterexample;
import org.nn4j.testkit.check.kernels.KernelsChecks;

/** The kit rejects kernels that differ from the stated order of operations. */
class WrongKernelsTest {

  /** Another implementation of one method. */
  private interface Override {
    void run(Matrix[] operands);
  }

  private static List<Check> checks(String method, Override other) {
    Kernels right = KernelsSelector.standard();
    Kernels wrong =
        (Kernels)
            Proxy.newProxyInstance(
                Kernels.class.getClassLoader(),
                new Class<?>[] {Kernels.class},
                (proxy, called, arguments) -> {
                  if (called.getName().equals(method)) {
                    Matrix[] operands = new Matrix[arguments.length];
                    System.arraycopy(arguments, 0, operands, 0, operands.length);
                    other.run(operands);
                    return null;
                  }
                  try {
                    return called.invoke(right, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    return KernelsChecks.of(wrong);
  }

  @Test
  void aSumInAnotherOrderIsRejected() {
    List<Check> checks =
        checks(
            "rowSums",
            m -> {
              for (int r = 0; r < m[0].rows(); r++) {
                double sum = 0;
                for (int c = 0; c < m[0].columns(); c++) {
                  sum = m[0].precision().round(sum + m[0].get(r, c));
                }
                m[1].set(r, 0, sum);
              }
            });
    Counterexample found = Rejection.of(checks, "rowSums equals the reference");
    assertThat(found.rule()).isEqualTo("rowSums has the bits of its stated order of operations");
    assertThat(found.point())
        .matches("float32, N = \\d+, n_in = \\d+, n_out = \\d+, operand 1, .*");
    assertThat(Double.parseDouble(found.actual()))
        .isNotEqualTo(Double.parseDouble(found.expected()))
        .isBetween(
            Double.parseDouble(found.expected()) - 1e-4,
            Double.parseDouble(found.expected()) + 1e-4);
  }

  @Test
  void addingToTheOutputInsteadOfOverwritingIsRejected() {
    List<Check> checks =
        checks(
            "add",
            m -> {
              for (int r = 0; r < m[0].rows(); r++) {
                for (int c = 0; c < m[0].columns(); c++) {
                  m[2].set(r, c, 0 * m[2].get(r, c) + m[0].get(r, c) + m[1].get(r, c));
                }
              }
            });
    Counterexample found = Rejection.of(checks, "add equals the reference");
    assertThat(found.actual()).isEqualTo("NaN");
  }
}
