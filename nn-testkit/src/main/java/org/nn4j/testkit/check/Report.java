package org.nn4j.testkit.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of all checks of a part.
 *
 * @param subject the part's expression
 * @param outcomes one for each check, in their order
 */
public record Report(String subject, List<Outcome> outcomes) {

  /**
   * The outcome of a check.
   *
   * @param check the check's name
   * @param counterexample where the promise is broken, or null if it holds
   */
  public record Outcome(String check, @Nullable Counterexample counterexample) {

    /** Returns whether the promise holds. */
    public boolean passed() {
      return counterexample == null;
    }
  }

  /** Copies the list. */
  public Report {
    outcomes = List.copyOf(outcomes);
  }

  /** Returns whether there was something to check and all promises hold. */
  public boolean passed() {
    return !outcomes.isEmpty() && failures().isEmpty();
  }

  /** Returns the outcomes of the checks that failed. */
  public List<Outcome> failures() {
    return outcomes.stream().filter(outcome -> !outcome.passed()).toList();
  }

  /** Returns the first counterexample. */
  public Optional<Counterexample> counterexample() {
    return outcomes.stream()
        .flatMap(outcome -> Optional.ofNullable(outcome.counterexample()).stream())
        .findFirst();
  }

  private static String message(@Nullable Counterexample counterexample) {
    return counterexample == null ? "" : String.valueOf(counterexample.getMessage());
  }

  /** Returns the verdict, and a line for each check that failed. */
  @Override
  public String toString() {
    String verdict =
        subject
            + (passed()
                ? ": all " + outcomes.size() + " checks hold"
                : ": " + failures().size() + " of " + outcomes.size() + " checks fail");
    return failures().stream()
        .map(outcome -> "\n  " + outcome.check() + " — " + message(outcome.counterexample()))
        .collect(Collectors.joining("", verdict, ""));
  }
}
