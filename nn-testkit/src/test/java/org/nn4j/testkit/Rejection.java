package org.nn4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.nn4j.api.Component;
import org.nn4j.testkit.check.Counterexample;
import org.nn4j.testkit.check.Report;
import org.nn4j.testkit.check.Setting;
import org.nn4j.testkit.check.Verifier;

/** What the kit finds in wrong parts. */
final class Rejection {
  private Rejection() {}

  /** Returns what a check whose name matches found. */
  static Counterexample of(Component part, String check) {
    return of(new Verifier(Setting.standard()).verify(part), check);
  }

  static Counterexample of(Report report, String check) {
    assertThat(report.passed()).as("%s", report).isFalse();
    return report.failures().stream()
        .filter(failure -> failure.check().matches(check))
        .findFirst()
        .map(Report.Outcome::counterexample)
        .orElseThrow(() -> new AssertionError("passed '" + check + "'\n" + report));
  }

  static List<Report.Outcome> failures(Component part) {
    return new Verifier(Setting.standard()).verify(part).failures();
  }
}
