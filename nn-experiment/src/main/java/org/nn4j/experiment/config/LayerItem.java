package org.nn4j.experiment.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.registry.ComponentExpression;

/**
 * A layer as users write it: {@code 16:relu}, {@code 16} (which means relu), or a part such as
 * {@code dropout(rate=0.2)}.
 *
 * @param units the units of a dense layer, or 0 if the layer is written as a part
 * @param expression the activation of a dense layer, else the layer
 */
public record LayerItem(int units, String expression) {
  private static final Pattern DENSE = Pattern.compile("([-+.0-9]+)\\s*(?::\\s*(.*))?");
  private static final Pattern UNITS = Pattern.compile("0*[1-9][0-9]{0,8}");
  private static final String ACTIVATION = "relu";

  /**
   * Reads a layer.
   *
   * @throws InputException if the grammar is broken or a layer has no units
   */
  static LayerItem parse(String text) {
    Matcher dense = DENSE.matcher(text);
    if (!dense.matches()) {
      return new LayerItem(0, part(text, text));
    }
    String units = dense.group(1);
    if (!UNITS.matcher(units).matches()) {
      throw new InputException(
          "layer '"
              + text
              + "': units must be a whole number from 1 to 999999999 but are "
              + units);
    }
    @Nullable String activation = dense.group(2);
    if (activation != null && activation.isEmpty()) {
      throw new InputException("layer '" + text + "': an activation such as relu must follow ':'");
    }
    return new LayerItem(
        Integer.parseInt(units), part(text, activation == null ? ACTIVATION : activation));
  }

  /** Reads the part of a layer. */
  private static String part(String layer, String expression) {
    try {
      return ComponentExpression.parse(expression).toString();
    } catch (InputException e) {
      throw new InputException(
          "layer '"
              + layer
              + "': "
              + text(e)
              + (text(e).endsWith("is not closed") ? "; in YAML, quote what has a comma in it" : "")
              + "; write dense layers as 16:relu,16:relu, their units and activation, and others as"
              + " parts such as dropout(rate=0.2)",
          e);
    }
  }

  private static String text(InputException e) {
    return String.valueOf(e.getMessage());
  }

  /** Returns whether this is a dense layer, written as its units and activation. */
  public boolean dense() {
    return units > 0;
  }

  /** Returns a copy with another expression. */
  public LayerItem withExpression(String changed) {
    return new LayerItem(units, changed);
  }

  /** Returns what {@link #parse} reads. */
  @Override
  public String toString() {
    return dense() ? units + ":" + expression : expression;
  }
}
