package org.nn4j.cli.report;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Component;
import org.nn4j.api.Parameters;
import org.nn4j.core.registry.Kind;

/**
 * What users want to know about a parameter.
 *
 * @param name its name
 * @param type what users call its type
 * @param value its value as users write it
 * @param rule which values the part takes, in the words in which it refuses others; null if it
 *     refuses none of those tried
 */
record ParameterFacts(String name, String type, String value, @Nullable String rule) {
  /** Values at the ends of a type's range, by type: a narrower range excludes one of them. */
  private static final Map<Type, List<Object>> PROBES =
      Map.of(
          double.class, List.of(Double.NaN, -Double.MAX_VALUE, Double.MAX_VALUE),
          int.class, List.of(Integer.MIN_VALUE, Integer.MAX_VALUE),
          long.class, List.of(Long.MIN_VALUE, Long.MAX_VALUE));

  static List<ParameterFacts> of(Component part) {
    List<ParameterFacts> facts = new ArrayList<>();
    for (Parameters.Entry parameter : part.parameters().entries()) {
      String printed = Parameters.of(List.of(parameter)).toString();
      facts.add(
          new ParameterFacts(
              parameter.name(),
              type(parameter.type()),
              printed.substring(printed.indexOf('=') + 1),
              rule(part, parameter)));
    }
    return facts;
  }

  private static @Nullable String rule(Component part, Parameters.Entry parameter) {
    // The form of the messages by which Checks, and parts with checks of their own, refuse a value.
    Pattern refusal =
        Pattern.compile(
            "(?:.*\\.)?" + Pattern.quote(parameter.name()) + " must (?:be )?(.+?),? but is .*");
    Set<String> rules = new LinkedHashSet<>();
    for (Object probe : PROBES.getOrDefault(parameter.type(), List.of())) {
      refused(part, parameter.name(), probe)
          .map(refusal::matcher)
          .filter(Matcher::matches)
          .ifPresent(matcher -> rules.add(matcher.group(1)));
    }
    return rules.isEmpty() ? null : String.join(" and ", rules);
  }

  private static Optional<String> refused(Component part, String name, Object value) {
    try {
      part.with(Parameters.of(name, value));
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  private static String type(Type declared) {
    Optional<Kind> kind = Kind.of(declared);
    if (kind.isPresent()) {
      return kind.get().noun();
    }
    if (declared == double.class || declared == float.class) {
      return "number";
    }
    if (declared == int.class || declared == long.class) {
      return "whole number";
    }
    if (declared == boolean.class) {
      return "true or false";
    }
    if (declared == String.class) {
      return "text";
    }
    if (declared instanceof Class<?> type && type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(" or "));
    }
    return declared instanceof Class<?> type
        ? type.getSimpleName().toLowerCase(Locale.ROOT)
        : "list";
  }
}
