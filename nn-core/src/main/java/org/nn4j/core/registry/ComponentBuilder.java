package org.nn4j.core.registry;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nn4j.api.Component;
import org.nn4j.api.Parameters;
import org.nn4j.core.InputException;
import org.nn4j.core.text.Names;
import org.nn4j.core.text.NearNames;

/** Builds parts of expressions: resolves names, parameters and nested parts. */
final class ComponentBuilder {
  private final Catalog catalog;

  ComponentBuilder(Catalog catalog) {
    this.catalog = catalog;
  }

  Component build(Kind kind, ComponentExpression expression) {
    CatalogEntry entry = catalog.get(kind, expression.name());
    return build(kind.noun() + " " + entry.name(), entry.prototype(), expression);
  }

  /**
   * Changes a part by the arguments of an expression.
   *
   * @param part what messages call it
   */
  Component build(String part, Component prototype, ComponentExpression expression) {
    if (expression.arguments().isEmpty()) {
      return prototype;
    }
    Parameters declared = prototype.parameters();
    Map<String, Object> changes = new LinkedHashMap<>();
    List<ComponentExpression.Argument> arguments = arguments(declared, expression);
    for (int i = 0; i < arguments.size(); i++) {
      ComponentExpression.Argument argument = arguments.get(i);
      Parameters.Entry parameter =
          argument.name() == null
              ? positional(part, declared, i, arguments.size())
              : named(part, prototype, declared, argument.name());
      Object value = resolve(parameter.type(), argument.value());
      if (changes.put(parameter.name(), value) != null) {
        throw new InputException(
            part + ": the parameter '" + parameter.name() + "' is given twice");
      }
    }
    return change(prototype, part, Parameters.of(changes));
  }

  /**
   * Returns the arguments; the elements of a list that is the first parameter may be given alone.
   */
  private static List<ComponentExpression.Argument> arguments(
      Parameters declared, ComponentExpression expression) {
    List<ComponentExpression.Argument> given = expression.arguments();
    int positional = (int) given.stream().filter(argument -> argument.name() == null).count();
    if (positional < 2
        || declared.isEmpty()
        || !isList(declared.entries().get(0).type())
        || given.get(0).value() instanceof ArgumentValue.Items) {
      return given;
    }
    List<ComponentExpression.Argument> arguments = new ArrayList<>();
    List<ComponentExpression.Argument> elements = given.subList(0, positional);
    arguments.add(
        new ComponentExpression.Argument(
            null,
            new ArgumentValue.Items(
                elements.stream().map(ComponentExpression.Argument::value).toList())));
    arguments.addAll(given.subList(positional, given.size()));
    return arguments;
  }

  private static boolean isList(Type type) {
    return type instanceof ParameterizedType list && list.getRawType() == List.class;
  }

  private static Parameters.Entry positional(
      String part, Parameters declared, int index, int given) {
    int count = declared.entries().size();
    if (index < count) {
      return declared.entries().get(index);
    }
    throw new InputException(
        part
            + " has "
            + (count == 0 ? "no" : count)
            + (count == 1 ? " parameter" : " parameters")
            + " but is given "
            + given
            + "."
            + has(declared));
  }

  private static Parameters.Entry named(
      String part, Component prototype, Parameters declared, String name) {
    Optional<Parameters.Entry> further =
        prototype.takesFurtherParameters()
            ? Optional.of(new Parameters.Entry(Names.fold(name), double.class, 0.0))
            : Optional.empty();
    return declared
        .find(Names.fold(name))
        .or(() -> further)
        .orElseThrow(
            () ->
                new InputException(
                    part
                        + " has no parameter "
                        + Names.quote(name)
                        + NearNames.partSuggestion(name, declared.names())
                        + has(declared)));
  }

  private static String has(Parameters declared) {
    return " It has: " + (declared.isEmpty() ? "none" : String.join(", ", declared.names())) + ".";
  }

  /** Turns a value as written into the object that a parameter of the declared type takes. */
  private Object resolve(Type declared, ArgumentValue value) {
    if (value instanceof ArgumentValue.Items items && isList(declared)) {
      Type element = ((ParameterizedType) declared).getActualTypeArguments()[0];
      return items.values().stream().map(v -> resolve(element, v)).toList();
    }
    Optional<Kind> kind = Kind.of(declared);
    if (kind.isPresent() && value instanceof ComponentExpression nested) {
      return build(kind.get(), nested);
    }
    if (kind.isPresent() && value instanceof ArgumentValue.Text text) {
      return build(kind.get(), ComponentExpression.parse(text.value()));
    }
    boolean constant = declared instanceof Class<?> type && type.isEnum();
    return constant && value.plain() instanceof String name ? Names.fold(name) : value.plain();
  }

  private static Component change(Component prototype, String part, Parameters changes) {
    try {
      return Watched.call(prototype, Watched.LIMIT, () -> prototype.with(changes));
    } catch (IllegalArgumentException e) {
      String fault = String.valueOf(e.getMessage());
      String prefix = prototype.name() + ".";
      throw new InputException(
          part + ": " + (fault.startsWith(prefix) ? fault.substring(prefix.length()) : fault), e);
    }
  }
}
