package org.nn4j.testkit.check.support;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Component;
import org.nn4j.api.Parameters;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.Kind;
import org.nn4j.testkit.check.Counterexample;
import org.nn4j.testkit.check.Setting;

/**
 * What parts of every kind promise: a legal name, a public no-argument constructor, equality by
 * value, and parameters that survive {@link Component#with} and the grammar of expressions.
 */
public final class ComponentChecks {
  private final Component part;
  private final Kind kind;
  private final Setting setting;

  private ComponentChecks(Component part, Kind kind, Setting setting) {
    this.part = part;
    this.kind = kind;
    this.setting = setting;
  }

  public static void addTo(CheckList list, Component part, Kind kind, Setting setting) {
    ComponentChecks checks = new ComponentChecks(part, kind, setting);
    list.add("name and aliases are legal", checks::namesAreLegal);
    list.add("description is one line", checks::describesItself);
    list.add("has a public no-argument constructor", checks::canBeConstructed);
    list.add("is equal to its like", checks::isEqualToItsLike);
    list.add("with keeps and changes parameters", checks::withChangesParameters);
    list.add("expression is read back", checks::expressionIsReadBack);
    list.add("toString tells what it is", checks::hasText);
    CodeChecks.addTo(list, part);
  }

  private void namesAreLegal() {
    try {
      Catalog.of(part);
    } catch (IllegalArgumentException e) {
      throw new Counterexample(
          "names and aliases match [a-z][a-z0-9_.]*, at most 64 characters",
          "the name " + part.name() + " and the aliases " + part.aliases(),
          "legal names",
          e.getMessage());
    }
    setting.catalogOf(kind, defaults());
  }

  private void describesItself() {
    Expect.that(
        part.description().lines().count() <= 1,
        "a description is one line",
        "description()",
        "at most one line",
        part.description());
  }

  private void canBeConstructed() {
    Expect.that(
        Modifier.isPublic(part.getClass().getModifiers()),
        "ServiceLoader finds public classes",
        "the class " + part.getClass().getName(),
        "public",
        "not public");
    Component made = defaults();
    Expect.that(
        made.name().equals(part.name()),
        "a part's name does not depend on its parameters",
        "name()",
        made.name(),
        part.name());
  }

  /** Returns the part as its no-argument constructor makes it. */
  private Component defaults() {
    return defaults(part);
  }

  static Component defaults(Component part) {
    try {
      Constructor<?> constructor = part.getClass().getConstructor();
      return (Component) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new Counterexample(
          "a part has a public constructor without arguments, which gives the defaults",
          "the class " + part.getClass().getName(),
          "public " + part.getClass().getSimpleName() + "()",
          e.getCause() == null ? e : e.getCause());
    }
  }

  private void isEqualToItsLike() {
    Component like = part.with(Parameters.NONE);
    requireEqual("with no changes", part, like);
    requireEqual("with its own parameters", part, part.with(part.parameters()));
    requireEqual("made twice", defaults(), defaults());
    requireUnequal(null);
    requireUnequal(new Object());
  }

  private void requireUnequal(@Nullable Object other) {
    Expect.that(
        !part.equals(other), "a part equals parts alone", "equals(" + other + ")", false, true);
  }

  private static void requireEqual(String point, Component expected, Component actual) {
    Expect.that(
        expected.equals(actual) && expected.hashCode() == actual.hashCode(),
        "parts with equal parameters are equal and have one hash code (a record does that by"
            + " itself)",
        point,
        expected + " with hash code " + expected.hashCode(),
        actual + " with hash code " + actual.hashCode());
  }

  /** Changes all parameters at once, then sets each back while the others keep their changes. */
  private void withChangesParameters() {
    Component plain = defaults();
    Map<String, Object> changes = changes(plain);
    Component changed = plain.with(Parameters.of(changes));
    requireParameters("with(" + Parameters.of(changes) + ")", plain, changes, changed);
    for (Map.Entry<String, Object> change : changes.entrySet()) {
      String name = change.getKey();
      requireChange(plain, name, change.getValue());
      if (isLegal(changed, Map.of(name, plain.parameters().value(name)))) {
        requireChange(changed, name, plain.parameters().value(name));
      }
    }
  }

  private static void requireChange(Component before, String name, Object value) {
    Parameters change = Parameters.of(name, value);
    String point = before.expression() + " with(" + change + ")";
    requireParameters(point, before, Map.of(name, value), before.with(change));
  }

  /** Returns whether two values are one, for parts by what they are written as. */
  static boolean isSame(@Nullable Object expected, @Nullable Object actual) {
    return Objects.equals(expected, actual)
        || (expected instanceof Component one
            && actual instanceof Component other
            && one.expression().equals(other.expression()));
  }

  private static void requireParameters(
      String point, Component before, Map<String, Object> changes, Component after) {
    for (Parameters.Entry entry : before.parameters().entries()) {
      boolean changed = changes.containsKey(entry.name());
      Object expected = changed ? changes.get(entry.name()) : entry.value();
      Object actual = after.parameters().value(entry.name());
      Expect.that(
          isSame(expected, actual),
          changed
              ? "with() takes the new value of a parameter"
              : "with() keeps the parameters that are not changed",
          "the parameter " + entry.name() + " after " + point,
          expected,
          actual);
    }
    Expect.that(
        changes.isEmpty() == after.equals(before),
        "parts with different parameters are not equal",
        point,
        changes.isEmpty() ? "equal" : "not equal",
        changes.isEmpty() ? "not equal" : "equal");
  }

  /** Returns other legal values of the parameters for which one is found, all legal together. */
  private Map<String, Object> changes(Component plain) {
    Map<String, Object> changes = new LinkedHashMap<>();
    for (Parameters.Entry entry : plain.parameters().entries()) {
      for (Object candidate : OtherValues.of(entry, setting.catalog())) {
        Map<String, Object> more = new LinkedHashMap<>(changes);
        more.put(entry.name(), candidate);
        if (isLegal(plain, more) && isLegal(plain, Map.of(entry.name(), candidate))) {
          changes = more;
          break;
        }
      }
    }
    return changes;
  }

  private static boolean isLegal(Component plain, Map<String, Object> changes) {
    try {
      plain.with(Parameters.of(changes));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void expressionIsReadBack() {
    Component plain = defaults();
    Catalog catalog = setting.catalogOf(kind, plain);
    List<Component> forms = new ArrayList<>(List.of(part, plain));
    forms.add(plain.with(Parameters.of(changes(plain))));
    for (Component form : forms) {
      Expect.that(
          form.equals(catalog.create(kind, form.expression())),
          "a part's expression gives an equal part",
          form.expression(),
          form,
          catalog.create(kind, form.expression()));
    }
    for (String alias : part.aliases()) {
      Expect.that(
          plain.equals(catalog.create(kind, alias)),
          "an alias gives the part",
          alias,
          plain,
          catalog.create(kind, alias));
    }
  }

  private void hasText() {
    String text = part.toString();
    Expect.that(
        text != null && !text.matches(".*@[0-9a-f]+"),
        "toString tells the values (a record does that by itself)",
        "toString()",
        part.expression(),
        text);
  }
}
