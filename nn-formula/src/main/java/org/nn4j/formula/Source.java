package org.nn4j.formula;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nn4j.api.Checks;
import org.nn4j.api.Parameters;

/**
 * A part's formula as text, and the numbers that it names.
 *
 * @param text the formula
 * @param values its parameters, in their order
 */
record Source(String text, Map<String, Double> values) {
  /** The name that all these parts have, and the parameter that holds the text. */
  static final String NAME = "formula";

  /** Keeps the order of the values. */
  Source {
    text = text.strip();
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  Source(String text) {
    this(text, Map.of());
  }

  /**
   * Reads the formula, with numbers in the place of its parameters.
   *
   * @throws IllegalArgumentException if there is a fault in it, or in the names of its parameters
   */
  Parser.Parsed parse(Graph graph, List<String> variables) {
    for (Map.Entry<String, Double> value : values.entrySet()) {
      String name = value.getKey();
      if (!Parser.isFree(name) || name.equals(NAME) || variables.contains(name)) {
        throw new IllegalArgumentException(
            "'" + name + "' cannot be a parameter of a formula: it has a meaning of its own");
      }
      Checks.finite(name, value.getValue());
    }
    Parser.Parsed parsed = Parser.parse(text, graph, variables, values);
    for (String name : values.keySet()) {
      if (!parsed.used().contains(name)) {
        throw new IllegalArgumentException(
            "the formula " + text + " has no parameter '" + name + "'");
      }
    }
    return parsed;
  }

  /** Reads the formula with its parameters by name, as variables behind the others. */
  Parser.Parsed symbolic(Graph graph, List<String> variables) {
    List<String> all = new ArrayList<>(variables);
    all.addAll(values.keySet());
    return Parser.parse(text, graph, all, Map.of());
  }

  /** Returns the text and the values as a part's parameters. */
  Parameters parameters() {
    List<Parameters.Entry> entries = new ArrayList<>();
    entries.add(new Parameters.Entry(NAME, String.class, text));
    values.forEach((name, value) -> entries.add(new Parameters.Entry(name, double.class, value)));
    return Parameters.of(entries);
  }

  /**
   * Returns a copy with other values; a new text keeps those of the old parameters that it names.
   *
   * @throws IllegalArgumentException if a value has the wrong type
   */
  Source with(Parameters changes, List<String> variables) {
    String changed = text;
    Map<String, Double> numbers = new LinkedHashMap<>(values);
    for (Parameters.Entry change : changes.entries()) {
      Object value = change.value();
      if (change.name().equals(NAME)) {
        changed = String.valueOf(value);
      } else if (value instanceof Number number) {
        numbers.put(change.name(), number.doubleValue());
      } else {
        throw new IllegalArgumentException(
            change.name() + " must be a number but is '" + value + "'");
      }
    }
    if (!changed.equals(text)) {
      Set<String> used = used(changed, numbers, variables);
      numbers.keySet().removeIf(n -> !used.contains(n) && changes.find(n).isEmpty());
    }
    return new Source(changed, numbers);
  }

  private static Set<String> used(
      String text, Map<String, Double> numbers, List<String> variables) {
    return Parser.parse(text.strip(), new Graph(), variables, numbers).used();
  }

  /** Returns {@code formula(text, name=value, …)}, the text in quotes where it may be misread. */
  String expression() {
    StringBuilder expression = new StringBuilder(NAME + "(");
    expression.append(isPlain(text) ? text : '"' + text + '"');
    values.forEach(
        (name, value) ->
            expression.append(", ").append(name).append('=').append(Printer.number(value)));
    return expression.append(')').toString();
  }

  /**
   * Whether the grammar of expressions returns a text as it is: a name, or what has an operator
   * outside of brackets and is no number.
   */
  private static boolean isPlain(String text) {
    int brackets = 0;
    boolean operator = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      brackets += c == '(' ? 1 : c == ')' ? -1 : 0;
      operator |= brackets == 0 && "+-*/^".indexOf(c) >= 0;
    }
    boolean letter = text.chars().anyMatch(Character::isLetter);
    return Parser.NAME.matcher(text).matches()
        || (operator && letter && !text.matches("[0-9.eE/+-]+"));
  }
}
