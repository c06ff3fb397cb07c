package org.nn4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.nn4j.api.Activation;
import org.nn4j.api.Component;
import org.nn4j.core.activation.Activations;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.Kind;
import org.nn4j.core.registry.LoadFailure;
import org.nn4j.testkit.check.Report;
import org.nn4j.testkit.check.Setting;

/** Reports, and the contracts as an author runs them. */
class VerifierTest {
  private final Verifier verifier = new Verifier(Setting.standard());

  @Test
  void reportsWhatHolds() {
    Report report = verifier.verify(new WrongActivations.Plain());
    assertThat(report.passed()).isTrue();
    assertThat(report.counterexample()).isEmpty();
    assertThat(report.outcomes().size()).isGreaterThan(30);
    assertThat(report).hasToString("test.right: all %d checks hold", report.outcomes().size());
  }

  @Test
  void reportsWhatFails() {
    Report report = verifier.verify(new WrongActivations.SignFlipped());
    assertThat(report.passed()).isFalse();
    assertThat(report.failures())
        .extracting(Report.Outcome::check)
        .containsExactly(
            "derivative is the slope of value", "backward is the derivative of forward");
    assertThat(report.toString().lines())
        .hasSize(3)
        .startsWith(String.format("test.right: 2 of %d checks fail", report.outcomes().size()))
        .anyMatch(
            line -> line.startsWith("  derivative is the slope of value — test.right: σ' is the"));
    assertThat(report.counterexample().orElseThrow())
        .hasMessageStartingWith(
            "test.right: σ' is the slope of σ; at derivative, z = 0.5: expected 0.786447732")
        .hasMessageContaining(" (central difference) but got -0.78644773");
  }

  @Test
  void aSlopeThatTurnsIsAKinkToDeclare() {
    Report report =
        verifier.verify(
            Activations.of("test.signed_square", z -> z * Math.abs(z), z -> 2 * Math.abs(z)));

    assertThat(report.toString())
        .contains("kinks() declares every point where σ' or its slope jumps; at z = 0.0")
        .doesNotContain("Counterexample");
  }

  @Test
  void refusesWhatIsNoPart() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> verifier.verify(new NoPart()))
        .withMessage("org.nn4j.testkit.VerifierTest$NoPart implements none of the kinds of parts");
  }

  private record NoPart() implements Component {
    @Override
    public String name() {
      return "no_part";
    }
  }

  @Test
  void aContractHasATestForEveryCheckAndFailsWhereTheyDo() {
    TestExecutionSummary right = run(RightContract.class);
    TestExecutionSummary wrong = run(WrongContract.class);
    assertThat(right.getTestsSucceededCount()).isGreaterThan(30);
    assertThat(right.getTotalFailureCount()).isZero();
    assertThat(wrong.getTestsFoundCount()).isEqualTo(right.getTestsFoundCount());
    assertThat(wrong.getFailures())
        .extracting(failure -> failure.getTestIdentifier().getDisplayName())
        .containsExactly(
            "derivative is the slope of value", "backward is the derivative of forward");
  }

  @Test
  void aContractFailsWhereServicesNameWhatCannotBeLoaded() {
    assertThat(run(RejectedContract.class).getFailures())
        .filteredOn(f -> f.getTestIdentifier().getDisplayName().startsWith("whatServices"))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure.getException())
                    .hasMessageContaining("META-INF/services")
                    .hasMessageEndingWith("but got com.acme.Gone: no such class"));
  }

  private static TestExecutionSummary run(Class<?> contract) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(contract)).build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary();
  }

  /** As an author writes it; not found by the build, which looks for names that end in Test. */
  static class RightContract extends ActivationContract {
    @Override
    protected Activation instance() {
      return new WrongActivations.Plain();
    }
  }

  static class RejectedContract extends RightContract {
    @Override
    protected Setting setting() {
      LoadFailure gone = new LoadFailure(Kind.LOSS, "com.acme.Gone", null, "no such class");
      return new Setting(new Catalog(List.of(), List.of(gone)), super.setting().kernels());
    }
  }

  static class WrongContract extends ActivationContract {
    @Override
    protected Activation instance() {
      return new WrongActivations.SignFlipped();
    }
  }
}
