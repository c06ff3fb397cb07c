package org.nn4j.formula;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.Component;
import org.nn4j.api.Parameters;

/**
 * What parts of all kinds have of their formula: name, parameters, and equality by the text and its
 * numbers.
 */
abstract class FormulaPart implements Component {
  final Source source;

  FormulaPart(Source source) {
    this.source = source;
  }

  @Override
  public final String name() {
    return Source.NAME;
  }

  /** Returns the formula as it was written. */
  public final String text() {
    return source.text();
  }

  @Override
  public final Parameters parameters() {
    return source.parameters();
  }

  @Override
  public final boolean takesFurtherParameters() {
    return true;
  }

  @Override
  public final String expression() {
    return source.expression();
  }

  /** Returns the whole {@link #expression()}: without its text a formula says nothing. */
  @Override
  public final String shortExpression() {
    return expression();
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof FormulaPart that
        && getClass() == that.getClass()
        && source.equals(that.source);
  }

  @Override
  public final int hashCode() {
    return source.hashCode();
  }

  @Override
  public final String toString() {
    return expression();
  }
}
