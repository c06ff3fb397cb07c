package org.nn4j.core.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Component;
import org.nn4j.core.text.Names;

/**
 * The versions of nn-api that a plug-in says it works with, by {@link #ATTRIBUTE} in its manifest:
 * a range as Maven writes it, such as {@code [0.1,0.2)} or {@code [1.2,2)}, one end of which may be
 * open. Of a running {@code 0.2.0-SNAPSHOT} the numbers count alone.
 */
final class ApiRange {
  /** The manifest's attribute. */
  static final String ATTRIBUTE = "NN-Api";

  private static final String NUMBER = "\\s*(\\d+(?:\\.\\d+)*)?\\s*";
  private static final Pattern RANGE =
      Pattern.compile("\\s*([\\[(])" + NUMBER + "," + NUMBER + "([\\])])\\s*");
  private static final Pattern RELEASE = Pattern.compile("\\d+(?:\\.\\d+)*");

  private ApiRange() {}

  /**
   * Returns why a plug-in cannot be used with this nn4j, or null if it can: if it names no range,
   * or this nn4j's version is unknown, as where its jars were merged into one.
   */
  static @Nullable String problem(@Nullable String range) {
    return range == null ? null : problem(range, running());
  }

  /** Returns what {@link #problem(String)} does where this version is running. */
  static @Nullable String problem(@Nullable String range, @Nullable String version) {
    if (range == null) {
      return null;
    }
    Matcher parts = RANGE.matcher(range);
    if (!parts.matches() || (parts.group(2) == null && parts.group(3) == null)) {
      return "its manifest's "
          + ATTRIBUTE
          + " must be a range of versions such as [1.0,2) but is "
          + Names.quote(range);
    }
    Matcher release = RELEASE.matcher(version == null ? "" : version);
    if (!release.lookingAt()) {
      return null;
    }
    Version now = Version.parse(release.group());
    boolean within =
        isAbove(now, parts.group(2), parts.group(1).equals("["))
            && isBelow(now, parts.group(3), parts.group(4).equals("]"));
    return within
        ? null
        : "works with nn-api "
            + range.strip()
            + ", but this is nn4j "
            + version
            + ": take a version of the plug-in for it, or the nn4j that it names";
  }

  private static boolean isAbove(Version now, @Nullable String least, boolean included) {
    int order = least == null ? 1 : now.compareTo(Version.parse(least));
    return order > 0 || (included && order == 0);
  }

  private static boolean isBelow(Version now, @Nullable String most, boolean included) {
    int order = most == null ? -1 : now.compareTo(Version.parse(most));
    return order < 0 || (included && order == 0);
  }

  /** Returns the version of nn-api that is running, or null. */
  private static @Nullable String running() {
    ModuleDescriptor module = Component.class.getModule().getDescriptor();
    String version =
        module == null
            ? Component.class.getPackage().getImplementationVersion()
            : module.rawVersion().orElse(null);
    return version == null ? ofFolder(Origin.path(Component.class).orElse(null)) : version;
  }

  /** Returns the version in a folder of classes that are not packed, as in tests. */
  private static @Nullable String ofFolder(@Nullable Path folder) {
    Path module = folder == null ? Path.of("") : folder.resolve("module-info.class");
    if (!Files.isRegularFile(module)) {
      return null;
    }
    try (InputStream in = Files.newInputStream(module)) {
      return ModuleDescriptor.read(in).rawVersion().orElse(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
