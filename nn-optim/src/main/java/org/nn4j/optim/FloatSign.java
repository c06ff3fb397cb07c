package org.nn4j.optim;

/** The sign function in a form that C2 vectorises on every JDK. */
final class FloatSign {
  private FloatSign() {}

  /**
   * Returns −1, 0 or 1, and NaN for NaN: x is scaled until every non-zero number exceeds 1, then
   * clamped. {@code Math.signum} has the same result, but is vectorised from JDK 19 on only.
   */
  static float of(float x) {
    return Math.max(-1, Math.min(1, x * Float.MAX_VALUE * Float.MAX_VALUE));
  }
}
