package org.nn4j.core.registry;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Component;
import org.nn4j.core.text.Names;

/**
 * A part that can be asked for by name.
 *
 * @param kind its kind
 * @param prototype the part with default parameters, of which others are built
 * @param origin where its class came from
 */
public record CatalogEntry(Kind kind, Component prototype, Origin origin) {

  /** Creates an entry for a part that the program already has. */
  static CatalogEntry of(Kind kind, Component prototype) {
    requireListable(prototype);
    return ofOwn(kind, prototype);
  }

  /** Creates an entry for one of nn4j's own parts, which the tests have checked. */
  static CatalogEntry ofOwn(Kind kind, Component prototype) {
    return new CatalogEntry(kind, prototype, Origin.of(prototype.getClass()));
  }

  /**
   * Checks that a part can be listed: legal names, readable parameters, a description.
   *
   * @throws IllegalArgumentException if a name breaks the rule, or one of these is null
   * @throws IllegalStateException if the parameters cannot be read
   */
  private static void requireListable(Component part) {
    require("name", part.name());
    require("aliases", part.aliases());
    names(part).forEach(Names::requireLegal);
    require("parameters", part.parameters());
    require("description", part.description());
    part.expression();
  }

  private static void require(String method, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException(method + "() returned null");
    }
  }

  /** Returns the part's name. */
  public String name() {
    return prototype.name();
  }

  /** Returns the further names it answers to. */
  public List<String> aliases() {
    return List.copyOf(prototype.aliases());
  }

  /** Returns the name and the aliases. */
  List<String> names() {
    return names(prototype).toList();
  }

  private static Stream<String> names(Component part) {
    return Stream.concat(Stream.of(part.name()), part.aliases().stream()).distinct();
  }

  /** Returns whether the part belongs to nn4j itself. */
  public boolean builtIn() {
    return Origin.isBuiltIn(prototype.getClass());
  }

  /** Returns the class and where it came from: {@code com.acme.Swish (acme.jar 1.2)}. */
  public String provider() {
    return prototype.getClass().getName() + " (" + origin + ")";
  }

  /** Returns the jar or folder that the part's class was read from, if it was from one. */
  public Optional<Path> file() {
    return Origin.path(prototype.getClass());
  }

  /** Returns the versions of nn-api that the part's jar says it works with, or null. */
  public @Nullable String apiRange() {
    return builtIn() || !origin.isFile() ? null : file().map(PluginJar::apiRange).orElse(null);
  }

  /** Returns the file name of the jar or source, or null if the part is from none. */
  @Nullable String jar() {
    return origin.isFile() ? origin.name() : null;
  }

  /** Returns {@link #provider()} with the whole path, for jars whose names do not differ. */
  String providerWithPath() {
    return prototype.getClass().getName()
        + " ("
        + file().map(Path::toString).orElse(origin.name())
        + ")";
  }
}
