package org.nn4j.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.nn4j.api.Activation;
import org.nn4j.api.Component;
import org.nn4j.api.Initializer;
import org.nn4j.api.Kernels;
import org.nn4j.api.Layer;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Loss;
import org.nn4j.api.Metric;
import org.nn4j.api.ModelSource;
import org.nn4j.api.Optimizer;
import org.nn4j.api.TableSource;
import org.nn4j.core.InputException;
import org.nn4j.core.registry.Kind;
import org.nn4j.core.registry.Watched;
import org.nn4j.testkit.check.Check;
import org.nn4j.testkit.check.Counterexample;
import org.nn4j.testkit.check.Report;
import org.nn4j.testkit.check.Setting;
import org.nn4j.testkit.check.activation.ActivationChecks;
import org.nn4j.testkit.check.kernels.KernelsChecks;
import org.nn4j.testkit.check.kernels.ReferenceKernels;
import org.nn4j.testkit.check.layer.InitializerChecks;
import org.nn4j.testkit.check.layer.LayerChecks;
import org.nn4j.testkit.check.loss.LossChecks;
import org.nn4j.testkit.check.loss.MetricChecks;
import org.nn4j.testkit.check.optimizer.OptimizerChecks;
import org.nn4j.testkit.check.optimizer.ScheduleChecks;
import org.nn4j.testkit.check.support.CheckList;

/** Runs all checks of a part, without any test framework. */
public final class Verifier {
  /** What a check of a plug-in may take; those of nn4j's own parts take a second at most. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Setting setting;

  /** Creates a verifier that checks parts with this catalog and these kernels. */
  public Verifier(Setting setting) {
    this.setting = setting;
  }

  /** Runs the checks of every kind that a part implements. */
  public Report verify(Component part) {
    List<Report.Outcome> outcomes = new ArrayList<>();
    for (Check check : checks(part)) {
      try {
        outcomes.add(Watched.call(part, LONGEST, () -> outcome(check)));
      } catch (InputException e) {
        outcomes.add(
            new Report.Outcome(
                check.name(),
                new Counterexample(
                    "a part's methods end", check.name(), "an end", e.getMessage())));
        break; // what hangs is not to be asked again and again
      }
    }
    return new Report(CheckList.subject(part), outcomes);
  }

  /** Runs the checks of kernels, which are compared with {@link ReferenceKernels}. */
  public Report verify(Kernels kernels) {
    return run(kernels.name(), KernelsChecks.of(kernels));
  }

  /**
   * Returns the checks of every kind that a part implements.
   *
   * @throws IllegalArgumentException if it is of no kind
   */
  public List<Check> checks(Component part) {
    List<Check> checks = new ArrayList<>();
    if (part instanceof Activation activation) {
      checks.addAll(ActivationChecks.of(activation, setting));
    }
    if (part instanceof Loss loss) {
      checks.addAll(LossChecks.of(loss, setting));
    }
    if (part instanceof Optimizer optimizer) {
      checks.addAll(OptimizerChecks.of(optimizer, setting));
    }
    if (part instanceof LearningRateSchedule schedule) {
      checks.addAll(ScheduleChecks.of(schedule, setting));
    }
    if (part instanceof Initializer initializer) {
      checks.addAll(InitializerChecks.of(initializer, setting));
    }
    if (part instanceof Layer layer) {
      checks.addAll(LayerChecks.of(layer, setting));
    }
    if (part instanceof Metric metric) {
      checks.addAll(MetricChecks.of(metric, setting));
    }
    if (part instanceof TableSource source) {
      checks.addAll(CheckList.ofComponent(source, Kind.SOURCE, setting));
    }
    if (part instanceof ModelSource source) {
      checks.addAll(CheckList.ofComponent(source, Kind.MODEL, setting));
    }
    if (checks.isEmpty()) {
      throw new IllegalArgumentException(
          part.getClass().getName() + " implements none of the kinds of parts");
    }
    return checks;
  }

  private static Report run(String subject, List<Check> checks) {
    List<Report.Outcome> outcomes = new ArrayList<>();
    for (Check check : checks) {
      outcomes.add(outcome(check));
    }
    return new Report(subject, outcomes);
  }

  private static Report.Outcome outcome(Check check) {
    try {
      check.run();
      return new Report.Outcome(check.name(), null);
    } catch (Counterexample found) {
      return new Report.Outcome(check.name(), found);
    }
  }
}
