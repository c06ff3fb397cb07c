package org.nn4j.cli.command;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nn4j.api.Component;
import org.nn4j.cli.report.Console;
import org.nn4j.core.InputException;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.CatalogEntry;
import org.nn4j.core.registry.ComponentExpression;
import org.nn4j.core.registry.Kind;
import org.nn4j.core.registry.PluginFolders;
import org.nn4j.core.registry.PluginLoader;
import org.nn4j.core.registry.Plugins;
import org.nn4j.core.text.Names;
import org.nn4j.core.text.NearNames;
import org.nn4j.formula.FormulaException;
import picocli.CommandLine.Option;

/** A verb that finds parts by name. */
abstract class PluginVerb extends Verb {
  @Option(
      names = "--plugins",
      paramLabel = "PATH",
      description =
          "Folder of plug-ins, a jar or a Java source file; may be given several times. Searched"
              + " besides: what NN4J_PLUGINS names, and ~/.nn4j/plugins.")
  private List<Path> plugins = new ArrayList<>();

  PluginVerb(Console console) {
    super(console);
  }

  @Override
  FileUses files() {
    FileUses files = super.files();
    plugins.forEach(place -> files.readsPlugins("--plugins", place));
    return files;
  }

  final List<Path> plugins() {
    return plugins;
  }

  /**
   * Finds all parts, and warns of those that are left out.
   *
   * @throws InputException if a folder is missing
   */
  final Catalog catalog() {
    return PluginLoader.load(PluginFolders.search(plugins), console()::rejected).catalog();
  }

  /**
   * Finds all parts and kernels for a verb that shows what is left out.
   *
   * @throws InputException if a folder is missing
   */
  final Plugins found() {
    return PluginLoader.load(PluginFolders.search(plugins));
  }

  /**
   * Returns the parts of a name, of which each kind may have one, or of an expression.
   *
   * @throws InputException if there is none, with similar names, or an argument is wrong
   */
  static List<CatalogEntry> named(Catalog catalog, String name) {
    ComponentExpression expression = expression(name);
    List<CatalogEntry> found =
        Arrays.stream(Kind.values())
            .flatMap(kind -> catalog.find(kind, expression.name()).stream())
            .toList();
    if (found.isEmpty()) {
      requireNoFile(name);
      List<String> names = all(catalog).stream().map(CatalogEntry::name).toList();
      throw new InputException(
          "there is no part '"
              + expression.name()
              + "'"
              + NearNames.partSuggestion(expression.name(), names)
              + " See nn plugins list.");
    }
    return expression.arguments().isEmpty() ? found : configured(catalog, found, expression);
  }

  private static ComponentExpression expression(String name) {
    try {
      return ComponentExpression.parse(name);
    } catch (InputException e) {
      requireNoFile(name);
      throw e;
    }
  }

  /** Requires that what is no part is no file either, whose parts may be meant. */
  private static void requireNoFile(String name) {
    try {
      if (Files.exists(Path.of(name))) {
        throw new InputException(
            Names.quote(name) + " is a file, not a part: for what is in it, --plugins " + name);
      }
    } catch (InvalidPathException e) {
      return; // so it is an expression
    }
  }

  /**
   * Returns the parts with an expression's arguments, of the kinds that take them.
   *
   * @throws InputException if none does; of formulas the fault that is not in the text, or else
   *     stands farthest to the right, as other kinds do not know a name before it
   */
  private static List<CatalogEntry> configured(
      Catalog catalog, List<CatalogEntry> entries, ComponentExpression expression) {
    List<CatalogEntry> made = new ArrayList<>();
    InputException fault = null;
    for (CatalogEntry entry : entries) {
      try {
        Component part = catalog.create(entry.kind(), expression);
        made.add(new CatalogEntry(entry.kind(), part, entry.origin()));
      } catch (InputException e) {
        fault = fault == null || place(e) > place(fault) ? e : fault;
      }
    }
    if (made.isEmpty() && fault != null) {
      throw fault;
    }
    return made;
  }

  private static int place(InputException fault) {
    return fault.getCause() instanceof FormulaException formula
        ? formula.index()
        : Integer.MAX_VALUE;
  }

  /** Returns all parts, kind by kind. */
  static List<CatalogEntry> all(Catalog catalog) {
    return Arrays.stream(Kind.values()).flatMap(kind -> catalog.list(kind).stream()).toList();
  }
}
