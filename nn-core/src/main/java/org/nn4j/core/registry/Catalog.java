package org.nn4j.core.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.nn4j.api.Component;
import org.nn4j.core.InputException;

/**
 * All parts that can be asked for by name, and the way from a name to a part.
 *
 * <p>Names are looked up in lower case with {@code -} as {@code _}. Immutable and thread-safe.
 */
public final class Catalog {
  private final List<CatalogEntry> entries;
  private final List<LoadFailure> failures;
  private final Map<Kind, SortedMap<String, CatalogEntry>> byName = new EnumMap<>(Kind.class);

  /**
   * Makes a catalog.
   *
   * @param entries the parts
   * @param failures what could not be loaded, for the messages about unknown names
   * @throws InputException if two parts of one kind have a name or alias in common
   */
  public Catalog(Collection<CatalogEntry> entries, Collection<LoadFailure> failures) {
    this.entries = List.copyOf(entries);
    this.failures = List.copyOf(failures);
    this.entries.forEach(this::add);
  }

  /** Makes a catalog of parts in the program, without any that ServiceLoader finds. */
  public static Catalog of(Component... parts) {
    return new Catalog(List.of(), List.of()).with(parts);
  }

  /** Returns the catalog of what is on the class or module path, scanned once. */
  public static Catalog standard() {
    return Plugins.standard().catalog();
  }

  private void add(CatalogEntry entry) {
    for (String name : entry.names()) {
      CatalogEntry other =
          byName.computeIfAbsent(entry.kind(), k -> new TreeMap<>()).putIfAbsent(name, entry);
      if (other != null) {
        boolean alike = other.provider().equals(entry.provider());
        throw new InputException(
            "two "
                + entry.kind().plural()
                + " have the name "
                + Names.quote(name)
                + ": "
                + (alike ? other.providerWithPath() : other.provider())
                + " and "
                + (alike ? entry.providerWithPath() : entry.provider())
                + "; remove or rename one");
      }
    }
  }

  /** Returns a catalog that has these parts too; see {@link #with(Collection)}. */
  public Catalog with(Component... parts) {
    return with(Arrays.asList(parts));
  }

  /**
   * Returns a catalog that has these parts too, each under every kind that it implements.
   *
   * @throws IllegalArgumentException if one is of no kind or has an illegal name
   * @throws InputException if a name is taken
   */
  public Catalog with(Collection<? extends Component> parts) {
    List<CatalogEntry> all = new ArrayList<>(entries);
    for (Component part : parts) {
      List<Kind> kinds =
          Arrays.stream(Kind.values()).filter(k -> k.type().isInstance(part)).toList();
      if (kinds.isEmpty()) {
        throw new IllegalArgumentException(
            part.getClass().getName() + " implements none of the kinds of parts");
      }
      kinds.forEach(kind -> all.add(CatalogEntry.of(kind, part)));
    }
    return new Catalog(all, failures);
  }

  /**
   * Builds a part of an expression such as {@code leaky_relu(slope=0.2)}.
   *
   * @param type the kind's interface, or a narrower one
   * @throws InputException if the grammar, a name or a parameter is wrong
   * @throws IllegalArgumentException if {@code type} is no kind of part
   */
  public <T extends Component> T create(Class<T> type, String expression) {
    return create(type, ComponentExpression.parse(expression));
  }

  /**
   * Builds a part of an expression.
   *
   * @param type the kind's interface, or a narrower one
   * @throws InputException if a name or a parameter is wrong
   * @throws IllegalArgumentException if {@code type} is no kind of part
   */
  public <T extends Component> T create(Class<T> type, ComponentExpression expression) {
    Kind kind =
        Kind.of(type).orElseThrow(() -> new IllegalArgumentException(type + " is no kind of part"));
    Component part = create(kind, expression);
    if (!type.isInstance(part)) {
      throw new InputException(
          kind.noun() + " " + part.name() + " is not of the type " + type.getName());
    }
    return type.cast(part);
  }

  /**
   * Builds a part of an expression.
   *
   * @throws InputException if the grammar, a name or a parameter is wrong
   */
  public Component create(Kind kind, String expression) {
    return create(kind, ComponentExpression.parse(expression));
  }

  /**
   * Builds a part of an expression.
   *
   * @throws InputException if a name or a parameter is wrong
   */
  public Component create(Kind kind, ComponentExpression expression) {
    return new ComponentBuilder(this).build(kind, expression);
  }

  /**
   * Returns a component like one that need not be of the catalog, with an expression's arguments;
   * the expression's name is not looked at.
   *
   * @throws InputException if an argument is wrong
   */
  public <T extends Component> T configure(T component, ComponentExpression expression) {
    String what = component.name().replace('_', ' ');
    @SuppressWarnings("unchecked") // with(…) returns what it is called on
    T changed = (T) new ComponentBuilder(this).build(what, component, expression);
    return changed;
  }

  /** Finds the part of a name or alias. */
  public Optional<CatalogEntry> find(Kind kind, String name) {
    return Optional.ofNullable(index(kind).get(Names.fold(name)));
  }

  /**
   * Returns the part of a name or alias.
   *
   * @throws InputException if there is none, telling the near names, all names, and which providers
   *     failed to load
   */
  public CatalogEntry get(Kind kind, String name) {
    return find(kind, name)
        .orElseThrow(() -> new InputException(UnknownName.message(this, kind, name)));
  }

  /** Returns the parts of a kind, sorted by name. */
  public List<CatalogEntry> list(Kind kind) {
    return entries.stream()
        .filter(entry -> entry.kind() == kind)
        .sorted(Comparator.comparing(CatalogEntry::name))
        .toList();
  }

  /** Returns the parts of a kind with their default parameters, sorted by name. */
  public <T extends Component> List<T> all(Class<T> type) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.type() == type)
        .flatMap(kind -> list(kind).stream())
        .map(entry -> type.cast(entry.prototype()))
        .toList();
  }

  /** Returns what could not be loaded. */
  public List<LoadFailure> failures() {
    return failures;
  }

  /** Returns all names and aliases of a kind's parts. */
  Set<String> names(Kind kind) {
    return index(kind).keySet();
  }

  private SortedMap<String, CatalogEntry> index(Kind kind) {
    return byName.getOrDefault(kind, Collections.emptySortedMap());
  }
}
