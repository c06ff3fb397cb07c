package org.nn4j.core.registry;

import org.jspecify.annotations.Nullable;

/**
 * One argument of a {@link ComponentExpression}.
 *
 * @param name the parameter's name, or null for the parameter at the argument's position
 * @param value its value
 */
public record Argument(@Nullable String name, ArgumentValue value) {

  /** Returns {@code value} or {@code name=value}. */
  @Override
  public String toString() {
    return name == null ? value.toString() : name + "=" + value;
  }
}
