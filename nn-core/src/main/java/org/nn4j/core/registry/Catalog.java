package org.nn4j.core.registry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.nn4j.api.Component;
import org.nn4j.core.InputException;
import org.nn4j.core.text.Names;

/**
 * All parts by name, and the way from a name to a part.
 *
 * <p>Names are looked up in lower case with {@code -} as {@code _}. Immutable and thread-safe. The
 * parts in plug-in jars are created when needed: to look up a name that nothing else has, or to
 * list a kind.
 */
public final class Catalog {
  private final List<CatalogEntry> added;
  private final PluginParts plugins;
  private final Map<Kind, SortedMap<String, CatalogEntry>> ownNames = new EnumMap<>(Kind.class);
  private final Map<Kind, NamedParts> all = new EnumMap<>(Kind.class);

  /**
   * Creates a catalog.
   *
   * @param entries the parts
   * @param failures what could not be loaded, for the messages about unknown names
   * @throws InputException if two parts of one kind have a name or alias in common
   */
  public Catalog(Collection<CatalogEntry> entries, Collection<LoadFailure> failures) {
    this(
        entries,
        new PluginParts(
            ProviderScan.ofNothing(),
            List.of(),
            List.copyOf(failures),
            Watched.LIMIT,
            failure -> {}));
  }

  Catalog(Collection<CatalogEntry> added, PluginParts plugins) {
    this.added = List.copyOf(added);
    this.plugins = plugins;
    this.added.forEach(entry -> ownNames(entry.kind()));
  }

  /** Creates a catalog of parts in the program, without any that ServiceLoader finds. */
  public static Catalog of(Component... parts) {
    return new Catalog(List.of(), List.of()).with(parts);
  }

  /** Returns the catalog of what is on the class or module path, scanned once. */
  public static Catalog standard() {
    return Plugins.standard().catalog();
  }

  /** Returns a catalog that has these parts too; see {@link #with(Collection)}. */
  public Catalog with(Component... parts) {
    return with(Arrays.asList(parts));
  }

  /**
   * Returns a catalog that has these parts too, each under every kind that it implements. A part of
   * a plug-in jar that has one of their names is left out.
   *
   * @throws IllegalArgumentException if one is of no kind or has an illegal name
   * @throws InputException if a name is taken by nn4j's own or by another part of the program
   */
  public Catalog with(Collection<? extends Component> parts) {
    List<CatalogEntry> more = new ArrayList<>(added);
    for (Component part : parts) {
      List<Kind> kinds =
          Arrays.stream(Kind.values()).filter(k -> k.type().isInstance(part)).toList();
      if (kinds.isEmpty()) {
        throw new IllegalArgumentException(
            part.getClass().getName() + " implements none of the kinds of parts");
      }
      for (Kind kind : kinds) {
        CatalogEntry entry = CatalogEntry.of(kind, part);
        for (CatalogEntry present : plugins.present(kind)) {
          entry.names().stream()
              .filter(present.names()::contains)
              .findFirst()
              .ifPresent(
                  name -> {
                    throw new InputException(NamedParts.conflict(name, List.of(present, entry)));
                  });
        }
        more.add(entry);
      }
    }
    return new Catalog(more, plugins);
  }

  /** Returns a catalog without the parts in some jars, and reports why. */
  Catalog without(Set<Path> jars, List<LoadFailure> reasons) {
    return new Catalog(added, plugins.without(jars, reasons));
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
   * Returns a component like another one, which need not be in the catalog, with an expression's
   * arguments; the expression's name is ignored.
   *
   * @throws InputException if an argument is wrong
   */
  public <T extends Component> T configure(T component, ComponentExpression expression) {
    String what = component.name().replace('_', ' ');
    @SuppressWarnings("unchecked") // with(…) returns what it is called on
    T changed = (T) new ComponentBuilder(this).build(what, component, expression);
    return changed;
  }

  /**
   * Finds the part of a name or alias.
   *
   * @throws InputException if two plug-ins have a part of that name, naming both
   */
  public Optional<CatalogEntry> find(Kind kind, String name) {
    String folded = Names.fold(name);
    CatalogEntry entry = ownNames(kind).get(folded);
    return entry == null ? all(kind).find(folded) : Optional.of(entry);
  }

  /**
   * Returns the part of a name or alias.
   *
   * @throws InputException if there is none, listing similar names, all names, and the providers
   *     that failed to load; or if two plug-ins have a part of that name
   */
  public CatalogEntry get(Kind kind, String name) {
    return find(kind, name)
        .orElseThrow(() -> new InputException(UnknownName.message(this, kind, name)));
  }

  /** Returns the parts of a kind, sorted by name. */
  public List<CatalogEntry> list(Kind kind) {
    return all(kind).entries();
  }

  /** Returns the parts of a kind with their default parameters, sorted by name. */
  public <T extends Component> List<T> all(Class<T> type) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.type() == type)
        .flatMap(kind -> list(kind).stream())
        .map(entry -> type.cast(entry.prototype()))
        .toList();
  }

  /** Returns the parts that are not nn4j's own and were needed so far; creates no others. */
  public List<CatalogEntry> foreign() {
    return Stream.concat(added.stream().filter(entry -> !entry.builtIn()), plugins.made().stream())
        .toList();
  }

  /** Returns what could not be loaded, after creating all parts of all kinds. */
  public List<LoadFailure> failures() {
    return Stream.concat(
            plugins.failures().stream(),
            Arrays.stream(Kind.values()).flatMap(kind -> all(kind).failures().stream()))
        .toList();
  }

  /** Returns what could not be loaded as a part of a kind, or may have been one. */
  public List<LoadFailure> failures(Kind kind) {
    return Stream.concat(
            plugins.failures().stream().filter(f -> f.kind() == null || f.kind() == kind),
            all(kind).failures().stream())
        .toList();
  }

  /** Returns all names and aliases of a kind's parts. */
  Set<String> names(Kind kind) {
    return all(kind).names();
  }

  /** Returns the parts of a kind that keep their names: nn4j's and the program's. */
  private List<CatalogEntry> own(Kind kind) {
    return Stream.concat(
            plugins.own(kind).stream(), added.stream().filter(entry -> entry.kind() == kind))
        .toList();
  }

  private synchronized SortedMap<String, CatalogEntry> ownNames(Kind kind) {
    SortedMap<String, CatalogEntry> known = ownNames.get(kind);
    if (known == null) {
      known = new TreeMap<>();
      for (CatalogEntry entry : own(kind)) {
        for (String name : entry.names()) {
          CatalogEntry other = known.putIfAbsent(name, entry);
          if (other != null) {
            throw new InputException(NamedParts.conflict(name, List.of(other, entry)));
          }
        }
      }
      ownNames.put(kind, known);
    }
    return known;
  }

  private synchronized NamedParts all(Kind kind) {
    return all.computeIfAbsent(
        kind,
        k -> {
          PluginParts.Made made = plugins.of(k);
          NamedParts parts = NamedParts.of(own(k), made.entries());
          plugins.tell(parts.failures());
          return parts.plus(made.failures());
        });
  }
}
