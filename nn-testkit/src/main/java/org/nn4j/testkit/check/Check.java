package org.nn4j.testkit.check;

/**
 * One thing that a part promises.
 *
 * @param subject the part's expression, for messages
 * @param name what is checked, such as {@code backward is the derivative of forward}
 * @param body what checks it: returns, or throws a {@link Counterexample}
 */
public record Check(String subject, String name, Body body) {

  /** What checks a promise. */
  @FunctionalInterface
  public interface Body {
    /**
     * Checks.
     *
     * @throws Exception if the promise is broken or the part throws
     */
    void run() throws Exception;
  }

  /**
   * Runs the check.
   *
   * @throws Counterexample if the promise is broken or the part throws, naming the part
   */
  public void run() {
    try {
      body.run();
    } catch (Counterexample found) {
      throw found.about(subject);
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      throw Counterexample.thrown(name, e).about(subject);
    }
  }
}
