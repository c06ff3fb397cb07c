package org.nn4j.cli.plugin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.text.Names;

/**
 * What Maven calls a plug-in.
 *
 * @param version null for any
 */
public record Coordinates(String group, String artifact, @Nullable String version) {
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9_.-]+):([A-Za-z0-9_.-]+)(?::([A-Za-z0-9_.+-]+))?");

  /**
   * Reads {@code GROUP:ARTIFACT} or {@code GROUP:ARTIFACT:VERSION}.
   *
   * @param versioned whether a version is needed
   * @throws InputException if the text is something else
   */
  public static Coordinates parse(String text, boolean versioned) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || (versioned && matcher.group(3) == null)) {
      throw new InputException(
          Names.quote(text)
              + " names no plug-in; it must be GROUP:ARTIFACT"
              + (versioned ? ":VERSION, such as com.acme:acme-nn:1.2.0" : ", as it was added"));
    }
    return new Coordinates(matcher.group(1), matcher.group(2), matcher.group(3));
  }

  /** Returns the name of its folder; other names of plug-ins give others, whatever the version. */
  String folder() {
    return group + "+" + artifact;
  }

  @Override
  public String toString() {
    return group + ":" + artifact + (version == null ? "" : ":" + version);
  }
}
