package org.nn4j.core.registry;

import org.jspecify.annotations.Nullable;

/**
 * A provider, or a whole jar, that could not be loaded; all others are.
 *
 * @param kind the kind that the provider was declared as, or null if it is none of them or unknown
 * @param provider the provider's class, or null if it is unknown
 * @param jar the jar's file name, or null if it is unknown
 * @param reason what went wrong, in one line
 */
public record LoadFailure(
    @Nullable Kind kind, @Nullable String provider, @Nullable String jar, String reason) {

  /** Returns {@code com.acme.Bad (acme.jar): reason}, without what is unknown. */
  @Override
  public String toString() {
    if (provider == null) {
      return (jar == null ? "a provider" : jar) + ": " + reason;
    }
    return provider + (jar == null ? "" : " (" + jar + ")") + ": " + reason;
  }
}
