package org.nn4j.core.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.text.Names;

/**
 * A part as users write it on the command line, in configurations and in model files.
 *
 * <pre>
 * expression = name [ "(" [ argument { "," argument } ] ")" ]
 * argument   = [ name "=" ] value | formula  positional ones come first
 * value      = number | "true" | "false" | text | list | expression
 * number     = decimal [ "/" decimal ]       finite, such as -2, 1e-3 or 1/3
 * text       = '"' characters '"'            with \" and \\
 * list       = "[" [ value { "," value } ] "]"
 * formula    = what else has one of + - * / ^ &lt; &gt;, up to a comma or bracket outside of brackets
 * name       = [A-Za-z_][A-Za-z0-9_.-]*      a bare name is a text, a constant or a part
 * </pre>
 *
 * <p>{@code true}, {@code false}, {@code nan}, {@code inf} and {@code infinity} are no names, in
 * whatever case. What {@link #toString()} prints, {@link #parse} reads back as an equal expression.
 * Implements {@link ArgumentValue} because parts nest.
 *
 * @param name the part's name as written
 * @param arguments the arguments in their order
 */
public record ComponentExpression(String name, List<Argument> arguments) implements ArgumentValue {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

  /**
   * Checks the names and the order of the arguments.
   *
   * @throws IllegalArgumentException if a name is not one, or a positional argument follows a named
   */
  public ComponentExpression {
    arguments = List.copyOf(arguments);
    requireName(name);
    boolean named = false;
    for (Argument argument : arguments) {
      if (argument.name() != null) {
        requireName(argument.name());
        named = true;
      } else if (named) {
        throw new IllegalArgumentException(
            name + ": the positional argument " + argument + " follows a named one");
      }
    }
  }

  /**
   * Reads an expression.
   *
   * @throws InputException if it breaks the grammar, with the position of the fault
   */
  public static ComponentExpression parse(String text) {
    return new ExpressionParser(text).parse();
  }

  /**
   * Creates an expression of a name and values by parameter name, as a configuration file has them.
   *
   * @param name the part's name
   * @param values see {@link ArgumentValue#of} for what they may be
   * @throws IllegalArgumentException if a name or a value cannot be one
   */
  public static ComponentExpression of(String name, Map<String, ?> values) {
    List<Argument> arguments = new ArrayList<>();
    values.forEach((key, value) -> arguments.add(new Argument(key, ArgumentValue.of(value))));
    return new ComponentExpression(name, arguments);
  }

  private static void requireName(String name) {
    if (!NAME.matcher(name).matches() || Names.isReserved(name)) {
      throw new IllegalArgumentException(Names.quote(name) + " cannot be a name");
    }
  }

  /** Returns the bare name, or the whole expression as a text if it has arguments. */
  @Override
  public Object plain() {
    return toString();
  }

  /** Returns {@code name} or {@code name(value, key=value, …)}. */
  @Override
  public String toString() {
    return arguments.isEmpty()
        ? name
        : arguments.stream()
            .map(Argument::toString)
            .collect(Collectors.joining(", ", name + "(", ")"));
  }

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
}
