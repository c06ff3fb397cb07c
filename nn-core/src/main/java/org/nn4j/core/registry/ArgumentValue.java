package org.nn4j.core.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.nn4j.api.Component;
import org.nn4j.core.text.Names;

/** A value in a {@link ComponentExpression}; its {@code toString} is what the grammar reads. */
public sealed interface ArgumentValue
    permits ArgumentValue.Numeral,
        ArgumentValue.Flag,
        ArgumentValue.Text,
        ArgumentValue.Formula,
        ArgumentValue.Items,
        ArgumentValue.Part,
        ComponentExpression {

  /** Returns the value as {@link Component#with} takes it. */
  Object plain();

  /**
   * Creates a value of a Java object.
   *
   * @param object a number, boolean, text, enum constant, component, expression, or a list of these
   * @throws IllegalArgumentException if it is something else
   */
  static ArgumentValue of(Object object) {
    if (object instanceof ArgumentValue value) {
      return value;
    }
    if (object instanceof Number number) {
      return new Numeral(number);
    }
    if (object instanceof Boolean flag) {
      return new Flag(flag);
    }
    if (object instanceof String text) {
      return new Text(text);
    }
    if (object instanceof Enum<?> constant) {
      return new Text(Names.fold(constant.name()));
    }
    if (object instanceof Component part) {
      return new Part(part);
    }
    if (object instanceof List<?> list) {
      List<ArgumentValue> values = new ArrayList<>();
      list.forEach(element -> values.add(of(element)));
      return new Items(values);
    }
    throw new IllegalArgumentException(
        "a parameter's value must be a number, true or false, a text, a part or a list of these,"
            + " but is "
            + Names.quote(String.valueOf(object)));
  }

  /**
   * A finite number.
   *
   * @param value a Long if it is written as a whole number that fits, else a Double
   */
  record Numeral(Number value) implements ArgumentValue {
    /**
     * Keeps the number as a Long or a Double.
     *
     * @throws IllegalArgumentException if it is not finite
     */
    public Numeral {
      boolean whole =
          value instanceof Long
              || value instanceof Integer
              || value instanceof Short
              || value instanceof Byte;
      double real = Double.parseDouble(value.toString());
      if (!(Math.abs(real) <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException("a number must be finite but is " + value);
      }
      if (whole) {
        value = value.longValue();
      } else {
        value = real;
      }
    }

    @Override
    public Object plain() {
      return value;
    }

    @Override
    public String toString() {
      return value.toString();
    }
  }

  /**
   * A truth value.
   *
   * @param value the value
   */
  record Flag(boolean value) implements ArgumentValue {
    @Override
    public Object plain() {
      return value;
    }

    @Override
    public String toString() {
      return Boolean.toString(value);
    }
  }

  /**
   * A quoted text; where a part is expected, the text is read as its expression.
   *
   * @param value the text without quotes
   */
  record Text(String value) implements ArgumentValue {
    @Override
    public Object plain() {
      return value;
    }

    @Override
    public String toString() {
      return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
  }

  /**
   * A text without quotes that is arithmetic, such as {@code z*sigmoid(1.702*z)}.
   *
   * @param value the text as written
   */
  record Formula(String value) implements ArgumentValue {
    @Override
    public Object plain() {
      return value;
    }

    @Override
    public String toString() {
      return value;
    }
  }

  /**
   * A list.
   *
   * @param values its elements
   */
  record Items(List<ArgumentValue> values) implements ArgumentValue {
    /** Copies the list. */
    public Items {
      values = List.copyOf(values);
    }

    @Override
    public Object plain() {
      return values.stream().map(ArgumentValue::plain).toList();
    }

    @Override
    public String toString() {
      return values.stream()
          .map(ArgumentValue::toString)
          .collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /**
   * A part that exists already, for expressions composed in code.
   *
   * @param value the part
   */
  record Part(Component value) implements ArgumentValue {
    @Override
    public Object plain() {
      return value;
    }

    @Override
    public String toString() {
      return value.expression();
    }
  }
}
