package org.nn4j.experiment.plugin;

import org.jspecify.annotations.Nullable;
import org.nn4j.core.NnException;
import org.nn4j.core.registry.CatalogEntry;

/** A plug-in threw what it should not have. */
public final class PluginException extends NnException {
  private static final long serialVersionUID = 1;

  private final String jar;
  private final String type;
  private final @Nullable String kind;
  private final @Nullable String name;

  private PluginException(
      String message,
      Throwable cause,
      String jar,
      String type,
      @Nullable String kind,
      @Nullable String name) {
    super(message, cause);
    this.jar = jar;
    this.type = type;
    this.kind = kind;
    this.name = name;
  }

  /** Blames a part. */
  static PluginException of(CatalogEntry part, Throwable cause) {
    return new PluginException(
        message("the " + part.kind().noun() + " " + part.name() + ", " + part.provider(), cause),
        cause,
        part.origin().name(),
        part.prototype().getClass().getName(),
        part.kind().noun(),
        part.name());
  }

  /** Blames a class that belongs to a plug-in of several parts. */
  static PluginException of(String type, String jar, Throwable cause) {
    return new PluginException(
        message("a plug-in, " + type + " (" + jar + ")", cause), cause, jar, type, null, null);
  }

  private static String message(String culprit, Throwable cause) {
    Throwable reason = cause.getCause();
    boolean silent = cause.getMessage() == null && reason != null;
    return culprit
        + ", failed with "
        + cause
        + (silent ? ": " + reason : "")
        + "; this is a fault of the plug-in: tell its author what --stacktrace shows";
  }

  /** Returns the jar's file name, or the folder that its classes are in. */
  public String jar() {
    return jar;
  }

  /** Returns the class that failed. */
  public String type() {
    return type;
  }

  /** Returns the kind of the part that failed, or null if it is unknown which it was. */
  public @Nullable String kind() {
    return kind;
  }

  /** Returns the name of the part that failed, or null if it is unknown which it was. */
  public @Nullable String name() {
    return name;
  }
}
