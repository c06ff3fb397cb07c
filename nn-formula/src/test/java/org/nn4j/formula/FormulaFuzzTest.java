package org.nn4j.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.nn4j.core.FuzzTarget;
import org.nn4j.core.InputException;

/** Formulas as strangers may write them: values, gradients, texts, all bounded. */
final class FormulaFuzzTest implements FuzzTarget {
  /** What a graph of the greatest size and its code take. */
  private static final long CONSTANT = 128 << 20;

  @Override
  public void read(byte[] input) throws IOException {
    String text = new String(input, StandardCharsets.UTF_8);
    FuzzTarget.check(input.length, CONSTANT, () -> use(text));
    FuzzTarget.check(input.length, CONSTANT, () -> train(text));
  }

  private static void use(String text) {
    Function f;
    try {
      f = Function.of(text);
    } catch (IllegalArgumentException e) {
      throw new InputException(e.getMessage(), e);
    }
    double[] x = new double[f.variables().size()];
    assertThat(f.gradient(x)).hasSameSizeAs(x);
    f.value(x);
    f.latex();
    f.variables().forEach(f::derivative);
  }

  private static void train(String text) {
    FormulaActivation f;
    try {
      f = new FormulaActivation(text);
    } catch (IllegalArgumentException e) {
      throw new InputException(e.getMessage(), e);
    }
    float[] a = new float[3];
    f.forward(new float[] {-1, 0, 1}, 0, a, 0, 3);
    f.backward(new float[] {-1, 0, 1}, 0, a, 0, new float[3], 0, 3);
    assertThat(f.value(0)).isFinite();
    assertThat(f.operators()).isPresent();
    assertThat(f.facts()).isNotEmpty();
    assertThat(List.of(f.kinks())).isNotNull();
  }
}
