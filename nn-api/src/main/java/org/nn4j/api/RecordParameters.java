package org.nn4j.api;

import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads a component's parameters from its record components and creates changed copies. */
final class RecordParameters {
  private RecordParameters() {}

  static Parameters read(Component component) {
    if (!component.getClass().isRecord()) {
      return Parameters.NONE;
    }
    List<Parameters.Entry> entries = new ArrayList<>();
    for (RecordComponent part : component.getClass().getRecordComponents()) {
      entries.add(
          new Parameters.Entry(
              snakeCase(part.getName()), part.getGenericType(), get(component, part)));
    }
    return Parameters.of(entries);
  }

  /**
   * Returns the parameters that are not as the no-argument constructor sets them; all, if there is
   * no such constructor.
   */
  static Parameters changed(Component component) {
    Parameters present = component.parameters();
    if (present.isEmpty()) {
      return present;
    }
    Class<?> type = component.getClass();
    Constructor<?> constructor;
    try {
      constructor = type.getDeclaredConstructor();
    } catch (NoSuchMethodException e) {
      return present;
    }
    Parameters defaults = construct(type, constructor).parameters();
    return Parameters.of(
        present.entries().stream()
            .filter(
                e -> !e.value().equals(defaults.find(e.name()).map(d -> d.value()).orElse(null)))
            .toList());
  }

  static Component rebuild(Component component, Parameters changes) {
    Parameters present = component.parameters();
    for (String name : changes.names()) {
      if (present.find(name).isEmpty()) {
        throw new IllegalArgumentException(
            component.name()
                + " has no parameter '"
                + name
                + "'; it has "
                + (present.isEmpty() ? "none" : String.join(", ", present.names())));
      }
    }
    if (changes.isEmpty()) {
      return component;
    }
    if (!component.getClass().isRecord()) {
      throw new IllegalStateException(
          component.getClass().getName()
              + " has parameters but is no record; it must override with(Parameters)");
    }
    Object[] values =
        present.entries().stream()
            .map(
                e ->
                    changes
                        .find(e.name())
                        .map(c -> convert(component.name() + "." + e.name(), e.type(), c.value()))
                        .orElse(e.value()))
            .toArray();
    return construct(component.getClass(), values);
  }

  /** Turns {@code weightDecay} into {@code weight_decay}. */
  static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  private static Object get(Component component, RecordComponent part) {
    Method accessor = part.getAccessor();
    try {
      accessor.setAccessible(true);
      return accessor.invoke(component);
    } catch (InvocationTargetException e) {
      throw unwrap(e);
    } catch (IllegalAccessException | InaccessibleObjectException e) {
      throw inaccessible(component.getClass(), e);
    }
  }

  private static Component construct(Class<?> type, Object[] values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return construct(type, type.getDeclaredConstructor(types), values);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("record " + type.getName() + " cannot be rebuilt", e);
    }
  }

  private static Component construct(Class<?> type, Constructor<?> constructor, Object... values) {
    try {
      constructor.setAccessible(true);
      return (Component) constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw unwrap(e);
    } catch (InstantiationException e) {
      throw new IllegalStateException(type.getName() + " cannot be constructed", e);
    } catch (IllegalAccessException | InaccessibleObjectException e) {
      throw inaccessible(type, e);
    }
  }

  private static IllegalStateException inaccessible(Class<?> type, Exception cause) {
    return new IllegalStateException(
        type.getName()
            + " cannot be read: make it public and export its package, or open the package to "
            + RecordParameters.class.getModule().getName(),
        cause);
  }

  private static RuntimeException unwrap(InvocationTargetException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException(e.getCause());
  }

  /** Converts a value to a parameter's type, or throws an exception that says what is wrong. */
  static Object convert(String where, Type type, Object value) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      if (!(value instanceof List<?> values)) {
        throw wrong(where, "a list such as [a, b]", value);
      }
      Type element = list.getActualTypeArguments()[0];
      List<Object> converted = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        converted.add(convert(where + "[" + i + "]", element, values.get(i)));
      }
      return List.copyOf(converted);
    }
    if (!(type instanceof Class<?> target)) {
      throw new IllegalStateException(where + " has a type that cannot be a parameter: " + type);
    }
    if (target == double.class || target == Double.class) {
      return number(where, value).doubleValue();
    }
    if (target == float.class || target == Float.class) {
      return number(where, value).floatValue();
    }
    if (target == int.class || target == Integer.class) {
      return (int) integer(where, value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (target == long.class || target == Long.class) {
      return integer(where, value, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (target == boolean.class || target == Boolean.class) {
      if (value instanceof Boolean) {
        return value;
      }
      throw wrong(where, "true or false", value);
    }
    if (target.isEnum()) {
      return constant(where, target, value);
    }
    if (target.isInstance(value)) {
      return value;
    }
    throw wrong(where, noun(target), value);
  }

  private static Number number(String where, Object value) {
    if (value instanceof Number number) {
      return number;
    }
    throw wrong(where, "a number", value);
  }

  private static long integer(String where, Object value, long least, long most) {
    double number = number(where, value).doubleValue();
    long integer = ((Number) value).longValue();
    // The double 2⁶³ saturates to 2⁶³−1, which as a double equals it.
    if (!(value instanceof Long) && (number != (double) integer || number >= 0x1p63)) {
      throw wrong(where, "a whole number", value);
    }
    if (integer < least || integer > most) {
      throw wrong(where, "a whole number from " + least + " to " + most, value);
    }
    return integer;
  }

  private static Object constant(String where, Class<?> type, Object value) {
    List<String> names = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      String name = ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
      names.add(name);
      if (constant.equals(value) || name.equals(value)) {
        return constant;
      }
    }
    throw wrong(where, "one of " + String.join(", ", names), value);
  }

  private static String noun(Class<?> type) {
    return type == String.class ? "a text" : "of kind " + snakeCase(type.getSimpleName());
  }

  private static IllegalArgumentException wrong(String where, String rule, Object value) {
    String shown = value instanceof Component c ? c.expression() : String.valueOf(value);
    return new IllegalArgumentException(where + " must be " + rule + " but is '" + shown + "'");
  }
}
