package org.nn4j.core.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nn4j.core.InputException;
import org.nn4j.core.text.Names;

/** Reads the grammar of {@link ComponentExpression} by recursive descent. */
final class ExpressionParser {
  /** Deep enough for any network, shallow enough for any stack. */
  private static final int MAX_DEPTH = 64;

  private final ExpressionReader in;
  private int depth;

  ExpressionParser(String text) {
    this.in = new ExpressionReader(text);
  }

  ComponentExpression parse() {
    ComponentExpression expression = expression(name());
    in.requireEnd();
    return expression;
  }

  private String name() {
    int start = in.position();
    String word = in.word();
    if (word.isEmpty()) {
      throw in.error(start, "expected a name" + in.ifFormula());
    }
    return requireName(start, word);
  }

  private String requireName(int start, String word) {
    if (Names.isReserved(word)) {
      throw in.error(start, Names.quote(word) + " cannot be a name");
    }
    return word;
  }

  private ComponentExpression expression(String name) {
    List<ComponentExpression.Argument> arguments = new ArrayList<>();
    if (in.take('(')) {
      enter();
      boolean named = false;
      while (!in.take(')')) {
        if (!arguments.isEmpty()) {
          in.require(',', "',' or ')'");
        }
        int start = in.position();
        ComponentExpression.Argument argument = argument();
        if (named && argument.name() == null) {
          throw in.error(start, "a positional argument follows a named one");
        }
        named = argument.name() != null;
        arguments.add(argument);
      }
      depth--;
    }
    return new ComponentExpression(name, arguments);
  }

  /** Reads an argument; what is no value, or goes on behind it, may still be a formula. */
  private ComponentExpression.Argument argument() {
    int start = in.position();
    int outside = depth;
    Optional<String> formula = in.formula(start);
    if (formula.isEmpty()) {
      return plainArgument();
    }
    try {
      ComponentExpression.Argument argument = plainArgument();
      if (argument.name() != null || in.atEndOfArgument()) {
        return argument;
      }
    } catch (InputException e) {
      if (in.isNamed(start)) {
        throw e;
      }
    }
    depth = outside;
    in.skip(start, formula.get());
    return new ComponentExpression.Argument(null, new ArgumentValue.Formula(formula.get()));
  }

  private ComponentExpression.Argument plainArgument() {
    int start = in.position();
    String word = in.word();
    if (!word.isEmpty() && in.take('=')) {
      return new ComponentExpression.Argument(requireName(start, word), value());
    }
    return new ComponentExpression.Argument(null, word.isEmpty() ? value() : valueOf(start, word));
  }

  private ArgumentValue value() {
    int start = in.position();
    String word = in.word();
    if (!word.isEmpty()) {
      return valueOf(start, word);
    }
    if (in.take('[')) {
      return items();
    }
    if (in.take('"')) {
      return new ArgumentValue.Text(in.restOfText(start));
    }
    return new ArgumentValue.Numeral(in.number());
  }

  /** Reads a value that starts with a word: a truth value or a nested part. */
  private ArgumentValue valueOf(int start, String word) {
    String folded = word.toLowerCase(Locale.ROOT);
    if (folded.equals("true") || folded.equals("false")) {
      return new ArgumentValue.Flag(folded.equals("true"));
    }
    if (Names.isReserved(word)) {
      throw in.error(start, "a number must be finite but is " + word);
    }
    return expression(word);
  }

  private ArgumentValue.Items items() {
    enter();
    List<ArgumentValue> values = new ArrayList<>();
    while (!in.take(']')) {
      if (!values.isEmpty()) {
        in.require(',', "',' or ']'");
      }
      values.add(value());
    }
    depth--;
    return new ArgumentValue.Items(values);
  }

  private void enter() {
    if (++depth > MAX_DEPTH) {
      throw in.error(in.position(), "nested deeper than " + MAX_DEPTH);
    }
  }
}
