package org.nn4j.cli.plugin;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.registry.Kind;
import org.nn4j.core.text.Names;

/**
 * What a plug-in is called: {@code acme.bent_identity} is the class {@code BentIdentity} in the
 * package {@code acme}, and the artifact {@code acme-bent-identity}.
 *
 * @param kind the kind of part
 * @param name the part's name
 * @param packageName the class's package
 * @param className the class's simple name
 */
public record PluginName(Kind kind, String name, String packageName, String className) {
  /** Packages whose class names a class of the plug-in must not have. */
  private static final String[] TAKEN = {"java.lang.", "org.nn4j.api."};

  /**
   * Derives the names in Java.
   *
   * @param givenPackage the package, or null for what stands before the last dot of the name
   * @throws InputException if the name is illegal or not possible in Java
   */
  public static PluginName of(Kind kind, String name, @Nullable String givenPackage) {
    if (kind == Kind.SOURCE || kind == Kind.MODEL) {
      throw new InputException(
          "there is no template of a "
              + kind.noun()
              + "; implement "
              + kind.type().getName()
              + (kind == Kind.SOURCE ? " as nn-duckdb does" : " as nn-keras does"));
    }
    if (!Names.isLegal(name)) {
      throw new InputException(
          "a part's name must match "
              + Names.RULE
              + "; such is acme.bent_identity, but this is "
              + Names.quote(name));
    }
    int dot = name.lastIndexOf('.');
    String simple = camelCase(name.substring(dot + 1));
    String packageName =
        givenPackage != null ? givenPackage : dot < 0 ? "plugins" : name.substring(0, dot);
    if (!SourceVersion.isName(packageName)) {
      throw new InputException(
          "Java has no package named "
              + Names.quote(packageName)
              + "; choose another with --package");
    }
    if (!SourceVersion.isName(simple)) {
      throw new InputException(
          "no class can be named after "
              + Names.quote(name)
              + ": what follows the last dot must begin with a letter");
    }
    boolean taken = Stream.of(TAKEN).anyMatch(prefix -> exists(prefix + simple));
    return new PluginName(kind, name, packageName, taken ? simple + camelCase(word(kind)) : simple);
  }

  private static boolean exists(String className) {
    try {
      Class.forName(className, false, PluginName.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private static String camelCase(String snakeCase) {
    return Stream.of(snakeCase.split("_"))
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Returns the template of the kind. */
  String template(PluginProject.Language language) {
    return word(kind) + "." + language.end();
  }

  /** Returns the name of the interface that the class implements. */
  String type() {
    return kind.type().getSimpleName();
  }

  /** Returns the name of the artifact, and of the folder if the user names none. */
  public String artifact() {
    return name.replaceAll("[._]+", "-").replaceAll("-$", "");
  }

  /** Returns the class's full name. */
  public String fullClassName() {
    return packageName + "." + className;
  }

  /** Returns the class's source file without its end, relative to the sources. */
  String path() {
    return fullClassName().replace('.', '/');
  }

  /** Returns the flags by which {@code nn train} uses the part. */
  public String usage() {
    return switch (kind) {
      case ACTIVATION -> "--layers 16:" + name;
      case LOSS -> "--loss " + name;
      case OPTIMIZER -> "--optimizer " + name;
      case SCHEDULE -> "--schedule " + name;
      case INITIALIZER -> "--initializer " + name;
      case LAYER -> "--layers 16:relu," + name;
      case METRIC -> "--metrics " + name;
      case SOURCE -> "--data FILE";
      case MODEL -> "nn import FILE";
    };
  }
}
