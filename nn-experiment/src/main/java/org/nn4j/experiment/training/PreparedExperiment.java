package org.nn4j.experiment.training;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Loss;
import org.nn4j.api.Task;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.diagnosis.Finding;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.experiment.config.Settings;

/**
 * Everything that a training run starts from.
 *
 * @param settings complete settings
 * @param rows the rows of the data file
 * @param preprocessor how tables become samples, fitted on the training rows
 * @param network the network, untrained
 * @param loss the loss
 * @param train the samples to learn from
 * @param trainingRows the same, parts of which can be held out
 * @param validation the samples to watch training with, or null
 * @param calibration held-out samples that training does not look at, from which intervals are
 *     learnt, or null; the validation samples, or a part of their rows that is none of them
 * @param test the samples for the final metrics, or null
 * @param findings what is likely wrong with the columns
 */
public record PreparedExperiment(
    Settings settings,
    int rows,
    Preprocessor preprocessor,
    Network network,
    Loss loss,
    Dataset train,
    TrainingRows trainingRows,
    @Nullable Dataset validation,
    @Nullable Dataset calibration,
    @Nullable Dataset test,
    List<Finding> findings) {
  /** The name of the training part. */
  public static final String TRAINING = "training";

  /** The name of the validation part. */
  public static final String VALIDATION = "validation";

  /** The name of the test part. */
  public static final String TEST = "test";

  /** Copies the list. */
  public PreparedExperiment {
    findings = List.copyOf(findings);
  }

  /** Returns a copy with settings of which those differ that do not describe data or network. */
  PreparedExperiment withSettings(Settings changed) {
    return copy(changed, preprocessor, network);
  }

  /** Returns a copy with a preprocessor that differs in how it decides. */
  PreparedExperiment withPreprocessor(Preprocessor changed) {
    return copy(settings, changed, network);
  }

  /** Returns a copy whose network is another, or has other parameters. */
  PreparedExperiment withNetwork(Network changed) {
    return copy(settings, preprocessor, changed);
  }

  private PreparedExperiment copy(
      Settings newSettings, Preprocessor newPreprocessor, Network newNetwork) {
    return new PreparedExperiment(
        newSettings,
        rows,
        newPreprocessor,
        newNetwork,
        loss,
        train,
        trainingRows,
        validation,
        calibration,
        test,
        findings);
  }

  /** Returns an experiment that learns a part of the training rows and watches the others. */
  PreparedExperiment member(
      Settings own, Network network, Dataset learnt, @Nullable Dataset watched) {
    return new PreparedExperiment(
        own,
        rows,
        preprocessor,
        network,
        loss,
        learnt,
        trainingRows,
        watched,
        null,
        null,
        findings);
  }

  /** Returns what is predicted. */
  public Task task() {
    return preprocessor.target().task();
  }

  /** Returns the part that the final metrics are of: test, else validation, else training. */
  public Map.Entry<String, Dataset> finalPart() {
    if (test != null) {
      return Map.entry(TEST, test);
    }
    return validation != null ? Map.entry(VALIDATION, validation) : Map.entry(TRAINING, train);
  }
}
