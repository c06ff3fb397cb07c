package org.nn4j.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.nn4j.api.Component;
import org.nn4j.core.FuzzTarget;

/** Parts as users and files write them, and the parts themselves. */
final class ExpressionFuzzTest implements FuzzTarget {
  private static final Catalog CATALOG = Catalog.standard();

  /** Messages tell all names of a kind, and Jazzer's hooks take ten times what parsing does. */
  private static final long CONSTANT = 16 << 20;

  @Override
  public void read(byte[] input) throws IOException {
    String text = new String(input, StandardCharsets.UTF_8);
    ComponentExpression[] parsed = new ComponentExpression[1];
    if (!FuzzTarget.check(
        input.length, CONSTANT, () -> parsed[0] = ComponentExpression.parse(text))) {
      return;
    }
    ComponentExpression expression = parsed[0];
    assertThat(ComponentExpression.parse(expression.toString())).isEqualTo(expression);
    for (Kind kind : Kind.values()) {
      if (CATALOG.find(kind, expression.name()).isPresent()) {
        FuzzTarget.check(input.length, CONSTANT, () -> requireSame(kind, expression));
      }
    }
  }

  private static void requireSame(Kind kind, ComponentExpression expression) {
    Component part = CATALOG.create(kind, expression);
    String written = part.expression();
    assertThat(CATALOG.create(kind, written).expression()).isEqualTo(written);
  }
}
