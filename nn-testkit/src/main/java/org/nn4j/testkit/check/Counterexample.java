package org.nn4j.testkit.check;

import org.jspecify.annotations.Nullable;

/**
 * A point at which a part breaks a promise.
 *
 * <p>An {@link AssertionError}, so that test frameworks count a failure and not an error.
 */
public final class Counterexample extends AssertionError {
  private static final long serialVersionUID = 1;

  private final String subject;
  private final String rule;
  private final String point;
  private final String expected;
  private final String actual;

  /**
   * Creates a counterexample of a part that {@link Check#run} names.
   *
   * @param rule the promise, as a sentence
   * @param point where it is broken
   * @param expected what should be there
   * @param actual what is there
   */
  public Counterexample(
      String rule, String point, @Nullable Object expected, @Nullable Object actual) {
    this("", rule, point, String.valueOf(expected), String.valueOf(actual), null);
  }

  private Counterexample(
      String subject,
      String rule,
      String point,
      String expected,
      String actual,
      @Nullable Throwable cause) {
    super(
        (subject.isEmpty() ? "" : subject + ": ")
            + rule
            + "; at "
            + point
            + ": expected "
            + expected
            + " but got "
            + actual,
        cause);
    this.subject = subject;
    this.rule = rule;
    this.point = point;
    this.expected = expected;
    this.actual = actual;
  }

  public static Counterexample thrown(String check, Throwable thrown) {
    return new Counterexample(
        "",
        "a part does not throw on legal arguments",
        "the check '" + check + "'",
        "a result",
        thrown.toString(),
        thrown);
  }

  Counterexample about(String part) {
    Counterexample named = new Counterexample(part, rule, point, expected, actual, getCause());
    named.setStackTrace(getStackTrace());
    return named;
  }

  /** Returns the part's expression. */
  public String subject() {
    return subject;
  }

  /** Returns the promise that is broken. */
  public String rule() {
    return rule;
  }

  /** Returns where it is broken. */
  public String point() {
    return point;
  }

  /** Returns what should be there. */
  public String expected() {
    return expected;
  }

  /** Returns what is there. */
  public String actual() {
    return actual;
  }
}
