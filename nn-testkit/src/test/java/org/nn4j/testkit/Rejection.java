package org.nn4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.nn4j.api.Component;
import org.nn4j.testkit.check.Check;
import org.nn4j.testkit.check.Counterexample;
import org.nn4j.testkit.check.Report;
import org.nn4j.testkit.check.Setting;

/** What the kit finds in wrong parts. */
final class Rejection {
  private Rejection() {}

  /** Returns what the check of that name, or one that matches it, finds. */
  static Counterexample of(Component part, String name) {
    return of(new Verifier(Setting.standard()).checks(part), name);
  }

  static Counterexample of(List<Check> checks, String name) {
    List<Check> chosen = checks.stream().filter(check -> check.name().matches(name)).toList();
    assertThat(chosen).as("checks that match '%s'", name).isNotEmpty();
    for (Check check : chosen) {
      try {
        check.run();
      } catch (Counterexample found) {
        return found;
      }
    }
    throw new AssertionError("passed: " + chosen);
  }

  static List<Report.Outcome> failures(Component part) {
    return new Verifier(Setting.standard()).verify(part).failures();
  }
}
