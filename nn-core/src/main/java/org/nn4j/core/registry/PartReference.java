package org.nn4j.core.registry;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.Component;
import org.nn4j.core.InputException;

/**
 * A part, or the expression of one, whose names are looked up when the catalog is known.
 *
 * @param type the kind's interface, or a narrower one
 * @param instance the part, or null for an expression
 * @param expression the expression, or null for a part
 */
public record PartReference<T extends Component>(
    Class<T> type, @Nullable T instance, @Nullable ComponentExpression expression) {

  /** Refers to a part. */
  public static <T extends Component> PartReference<T> of(Class<T> type, T instance) {
    return new PartReference<>(type, instance, null);
  }

  /**
   * Refers to a part by its expression.
   *
   * @throws InputException if the expression breaks the grammar
   */
  public static <T extends Component> PartReference<T> parse(Class<T> type, String expression) {
    return new PartReference<>(type, null, ComponentExpression.parse(expression));
  }

  /**
   * Returns the part.
   *
   * @param catalog where names are looked up, or null for what is on the class or module path
   * @throws InputException if a name or a parameter is wrong
   */
  public T resolve(@Nullable Catalog catalog) {
    if (instance != null) {
      return instance;
    }
    if (expression == null) {
      throw new IllegalStateException("neither a part nor an expression");
    }
    return (catalog == null ? Catalog.standard() : catalog).create(type, expression);
  }

  /**
   * Returns this reference, once its names are looked up where the catalog is known already.
   *
   * @throws InputException if a name or a parameter is wrong
   */
  public PartReference<T> checked(@Nullable Catalog catalog) {
    if (catalog != null) {
      resolve(catalog);
    }
    return this;
  }

  /** Returns the part's expression. */
  @Override
  public String toString() {
    return instance == null ? String.valueOf(expression) : instance.expression();
  }
}
