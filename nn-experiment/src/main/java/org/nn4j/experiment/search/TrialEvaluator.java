package org.nn4j.experiment.search;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Metric;
import org.nn4j.core.InputException;
import org.nn4j.core.MisfitException;
import org.nn4j.core.training.CancelledException;
import org.nn4j.core.training.DivergenceException;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.Setting;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.plugin.PluginBlame;
import org.nn4j.experiment.plugin.PluginException;

/** Evaluates settings. */
interface TrialEvaluator {

  /**
   * Returns complete settings, without training.
   *
   * @throws org.nn4j.core.InputException if they are wrong
   */
  Settings complete(Settings trial);

  /**
   * What settings achieve.
   *
   * @param metrics the metrics by name
   * @param undefined where and why they are undefined, by name
   * @param deviation the deviation of the metric that counts, or NaN
   */
  record Scores(Map<String, Double> metrics, Map<String, String> undefined, double deviation) {
    TrialResult trial(int number, Map<String, String> values) {
      return new TrialResult(number, values, metrics, undefined, deviation, null);
    }
  }

  /**
   * Requires that the metric that counts is not undefined whatever is predicted.
   *
   * @param complete complete settings
   * @return whether that could be determined: settings that do not go together fail later, as a
   *     trial
   * @throws org.nn4j.core.InputException if it is
   */
  boolean requireDefined(Settings complete, Metric metric);

  /** Creates the error for a metric that counts and is undefined. */
  static InputException undefined(Metric metric, String reason, String advice) {
    return new InputException(
        "--metric: " + metric.shortExpression() + " is undefined " + reason + "; " + advice);
  }

  /**
   * Trains and evaluates.
   *
   * @param metric the metric that counts
   * @throws org.nn4j.core.training.DivergenceException if training diverges
   * @throws CancelledException if the user stopped it
   */
  Scores evaluate(Settings trial, String metric);

  /**
   * Runs a trial. Divergence, values that do not go together and a broken plug-in are results too:
   * later trials may do better.
   *
   * @param metric the metric that counts
   * @param blame finds out whether a plug-in is to blame for a failure
   */
  default TrialResult run(PlannedTrial trial, String metric, PluginBlame blame) {
    try {
      return evaluate(trial.settings(), metric).trial(trial.number(), trial.values());
    } catch (DivergenceException | InputException | MisfitException e) {
      return failed(trial, e);
    } catch (RuntimeException | Error e) {
      Optional<PluginException> plugin = blame.find(e);
      if (plugin.isEmpty()) {
        throw e;
      }
      return failed(trial, plugin.get());
    }
  }

  private static TrialResult failed(PlannedTrial trial, RuntimeException e) {
    return new TrialResult(
        trial.number(),
        trial.values(),
        Map.of(),
        Map.of(),
        Double.NaN,
        String.valueOf(e.getMessage()));
  }

  /**
   * Describes the rows that the scores are about.
   *
   * @throws org.nn4j.core.InputException if there are no rows to judge by
   */
  String describe(Settings trial);

  /**
   * Data as read for settings, kept as long as those that decide how it is read stay the same.
   *
   * @param <T> what is read
   */
  final class Reading<T> {
    private static final List<Setting<?>> DECIDING =
        List.of(
            DataSettings.FEATURES,
            DataSettings.IGNORE,
            DataSettings.CATEGORICAL,
            DataSettings.SAMPLE_WEIGHT);

    private final Function<Settings, T> reader;
    private List<Object> key = List.of();
    private @Nullable T data;

    Reading(Function<Settings, T> reader) {
      this.reader = reader;
    }

    T of(Settings settings) {
      List<Object> now = DECIDING.stream().<Object>map(settings::print).toList();
      T present = data;
      if (present == null || !now.equals(key)) {
        present = reader.apply(settings);
        data = present;
        key = now;
      }
      return present;
    }
  }
}
