package org.nn4j.experiment.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Metric;
import org.nn4j.core.checkpoint.Checkpoint;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.split.Split;
import org.nn4j.core.diagnosis.Finding;
import org.nn4j.core.diagnosis.OverfittingDiagnosis;
import org.nn4j.core.diagnosis.TrainingDiagnosis;
import org.nn4j.core.model.Conformal;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFacts;
import org.nn4j.core.model.Provenance;
import org.nn4j.core.preprocess.DataProfile;
import org.nn4j.core.registry.KernelsChoice;
import org.nn4j.core.training.Cancellation;
import org.nn4j.core.training.Evaluator;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.experiment.config.Calibration;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.NetworkSettings;
import org.nn4j.experiment.config.Preset;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Setting;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;
import org.nn4j.experiment.data.Notices;
import org.nn4j.experiment.data.SourceData;

/**
 * One training run in three steps: it is prepared, which is where mistakes show; trained, after
 * which its model may be saved; and evaluated.
 */
public final class Training {
  /** What a time budget decides. */
  private static final List<Setting<?>> PLANNED =
      List.of(TrainingSettings.ENSEMBLE, TrainingSettings.EPOCHS, TrainingSettings.VARIANTS);

  private final PreparedExperiment experiment;
  private final Split split;
  private final TrainingPlan plan;
  private final Model model;
  private final @Nullable Checkpoint checkpoint;
  private final Map<String, String> metadata;
  private final @Nullable Metric decisive;
  private final Composer composer;
  private final KernelsChoice kernels;
  private final Notices notices;
  private final TrainingDiagnosis diagnosis;
  private @Nullable EnsembleBudget budget;

  /**
   * Prepares a run.
   *
   * @throws org.nn4j.core.InputException if settings or data are wrong, or not those of the
   *     checkpoint
   */
  public Training(
      TrainingStart start, ExperimentFactory experiments, KernelsChoice kernels, Notices notices) {
    this.composer = experiments.composer();
    this.kernels = kernels;
    this.notices = notices;
    checkpoint = start.checkpoint();
    Map<String, String> hashes = SourceData.hashes(start.settings(), experiments.sources());
    if (checkpoint != null) {
      RunMetadata.requireSameData(checkpoint, start.settings(), hashes);
    }
    SourceData data = experiments.read(start.settings());
    split = data.split();
    experiment = withinBudget(experiments.prepare(start.settings(), data), start);
    experiments.tell(experiment);
    Settings settings = experiment.settings();
    decisive = new DecisionRule(settings).metric(experiment, composer);
    new CalibrationRule(settings).require(experiment);
    new IntervalRule(settings).require(experiment);
    plan = composer.plan(experiment, experiment.validation());
    if (checkpoint != null) {
      RunMetadata.requireSameSettings(checkpoint, settings, hashes);
      RunMetadata.warnOfOtherRates(checkpoint, plan, experiment.train().size(), notices);
    }
    metadata = RunMetadata.of(settings, hashes);
    model =
        new Model(
                experiment.network(),
                experiment.loss(),
                experiment.preprocessor(),
                provenance(settings, hashes, kernels))
            .withFacts(
                ModelFacts.of(
                    Objects.requireNonNullElse(settings.find(RunSettings.DESCRIPTION), ""),
                    DataProfile.of(data.table(), data.split().train(), experiment.preprocessor())));
    diagnosis = new TrainingDiagnosis(experiment.preprocessor().features());
    experiment.findings().forEach(diagnosis::tell);
  }

  /**
   * Plans as many epochs as fit into the time budget, if there is one and the number is not given,
   * so that the schedule ends with the time; a run that is resumed goes on with the number it has.
   */
  private PreparedExperiment withinBudget(PreparedExperiment prepared, TrainingStart start) {
    Settings settings = prepared.settings();
    Duration time = settings.find(TrainingSettings.TIME_BUDGET);
    if (time == null || start.settings().find(TrainingSettings.EPOCHS) != null) {
      return prepared;
    }
    if (checkpoint != null) {
      return prepared.withSettings(
          settings
              .overriddenBy(RunMetadata.settings(checkpoint).only(PLANNED))
              .overriddenBy(start.settings().only(PLANNED)));
    }
    Settings fitted;
    if (settings.get(TrainingSettings.ENSEMBLE) == 0) {
      TrainingPlan whole = composer.plan(prepared, prepared.validation());
      fitted = settings.with(TrainingSettings.EPOCHS, EpochBudget.epochs(prepared, whole, time));
    } else {
      budget = EnsembleBudget.rehearsed(bagging(prepared, Map.of(), new Cancellation()), time);
      fitted = budget.fitted(settings, start.settings().find(TrainingSettings.ENSEMBLE) != null);
    }
    tellPlanned(settings, fitted);
    return prepared.withSettings(fitted);
  }

  /** Tells how much less is planned than there was to be, and how to have the same again. */
  private void tellPlanned(Settings before, Settings planned) {
    String again =
        PLANNED.stream()
            .filter(setting -> !planned.print(setting).equals(before.print(setting)))
            .map(setting -> " " + flag(planned, setting))
            .collect(Collectors.joining());
    if (again.isEmpty()) {
      return;
    }
    int networks = planned.get(TrainingSettings.ENSEMBLE);
    int epochs = planned.get(TrainingSettings.EPOCHS);
    notices.note(
        "the time budget has room for "
            + (networks == before.get(TrainingSettings.ENSEMBLE)
                ? ""
                : networks
                    + " networks of each kind of "
                    + before.get(TrainingSettings.ENSEMBLE)
                    + ", and ")
            + (epochs == 1 ? "1 epoch" : epochs + " epochs")
            + " of "
            + before.get(TrainingSettings.EPOCHS)
            + ", so that many are planned;"
            + (planned.get(TrainingSettings.PRESET) == Preset.NONE
                ? ""
                : " --preset " + planned.print(TrainingSettings.PRESET))
            + again
            + " gives the same bytes again");
  }

  private static String flag(Settings settings, Setting<?> setting) {
    return setting == TrainingSettings.VARIANTS
        ? settings.get(TrainingSettings.VARIANTS).stream()
            .map(variant -> setting.flag() + " '" + variant + "'")
            .collect(Collectors.joining(" "))
        : setting.flag() + " " + settings.print(setting);
  }

  private Bagging bagging(
      PreparedExperiment ensemble, Map<String, String> metadata, Cancellation cancellation) {
    return new Bagging(
        ensemble, composer, metadata, checkpoint != null, budget, cancellation, notices);
  }

  /** Returns what the run starts from, with complete settings. */
  public PreparedExperiment experiment() {
    return experiment;
  }

  /** Returns which rows are learnt, and which are held out. */
  public Split split() {
    return split;
  }

  /** Returns the model of a network that was trained. */
  public Model model(CheckpointedTraining.Result trained) {
    return new Model(
        trained.network(), experiment.loss(), experiment.preprocessor(), model.provenance());
  }

  /** Returns the metrics that the run is evaluated by. */
  public List<Metric> metrics() {
    return plan.metrics();
  }

  /** Returns the settings that choose by a part of the data, see {@link Composer#choosing}. */
  public List<String> choosing(String part) {
    return composer.choosing(experiment, part);
  }

  /** Returns the listener that finds what is likely wrong, to be given to {@link #train}. */
  public TrainingListener diagnosis() {
    return diagnosis;
  }

  /**
   * Trains.
   *
   * @throws org.nn4j.core.training.DivergenceException if training diverges
   * @throws org.nn4j.core.training.CancelledException if it was cancelled
   * @throws org.nn4j.core.InputException if checkpoints cannot be written from the outset
   */
  public CheckpointedTraining.Result train(
      Cancellation cancellation, List<TrainingListener> listeners) {
    return experiment.settings().get(TrainingSettings.ENSEMBLE) == 0
        ? new CheckpointedTraining(
                experiment, plan, model, checkpoint, metadata, cancellation, notices)
            .run(listeners)
        : bagging(experiment, metadata, cancellation).run(listeners);
  }

  /**
   * Calibrates probabilities and chooses the threshold, if that is asked for, evaluates the trained
   * network, learns intervals from held-out rows that nothing else was learnt from, and warns of
   * overfitting.
   */
  public TrainingResult evaluate(CheckpointedTraining.Result trained) {
    PreparedExperiment done = experiment.withNetwork(trained.network());
    double found = new CalibrationRule(experiment.settings()).temperature(done);
    PreparedExperiment calibrated = CalibrationRule.apply(done, found);
    PreparedExperiment decided =
        decisive == null ? calibrated : DecisionRule.choose(decisive, calibrated);
    Map.Entry<String, Dataset> part = decided.finalPart();
    EvaluationResult evaluation = evaluate(decided, part).withChosenBy(choosing(part.getKey()));
    IntervalRule intervals = new IntervalRule(experiment.settings());
    Conformal conformal = intervals.learn(decided, part.getValue(), evaluation.evaluation());
    boolean restored = experiment.settings().get(TrainingSettings.ENSEMBLE) > 0; // each its best
    Optional<Finding> overfitting =
        restored ? Optional.empty() : OverfittingDiagnosis.of(trained.history());
    overfitting.ifPresent(diagnosis::tell);
    // Findings about the network are left out: a run that was resumed has looked at other moments.
    List<String> messages =
        Stream.concat(experiment.findings().stream(), overfitting.stream())
            .map(Finding::message)
            .toList();
    ModelFacts facts =
        model
            .facts()
            .trained(trained.history().epochs().size(), trained.history().steps(), messages)
            .evaluated(
                evaluation.part(),
                evaluation.samples(),
                evaluation.values().values(),
                evaluation.chosenBy());
    CalibrationEffect calibration = null;
    if (experiment.settings().get(TrainingSettings.CALIBRATION) != Calibration.NONE) {
      double joined = JoinedNetwork.temperature(done.network()); // networks are calibrated together
      calibration =
          CalibrationEffect.of(
              found * joined,
              decided.task(),
              evaluate(done.withNetwork(JoinedNetwork.uncalibrated(done.network())), part)
                  .evaluation(),
              evaluation.evaluation());
    }
    IntervalEffect held = intervals.effect(decided, conformal, evaluation.evaluation());
    List<String> sureness = new ArrayList<>();
    if (calibration != null) {
      sureness.add(calibration.sentence());
    }
    if (held != null) {
      sureness.add(held.sentence());
    }
    return new TrainingResult(
        decided,
        checkpoint == null ? null : checkpoint.file(),
        trained,
        end(decided, conformal).withFacts(facts.sure(sureness)),
        evaluation,
        calibration,
        held,
        diagnosis.findings(),
        kernels.name());
  }

  private EvaluationResult evaluate(PreparedExperiment decided, Map.Entry<String, Dataset> part) {
    return EvaluationResult.of(
        part.getKey(),
        decided.network(),
        new Evaluator(decided.loss(), decided.preprocessor(), Composer.threads(decided.settings())),
        decided.preprocessor(),
        plan.metrics(),
        part.getValue());
  }

  /** Returns the model of what training ended with, the same one if it is as it was. */
  private Model end(PreparedExperiment decided, @Nullable Conformal conformal) {
    Model end =
        decided == experiment
            ? model
            : new Model(
                decided.network(), model.loss(), decided.preprocessor(), model.provenance());
    return conformal == null ? end : end.withConformal(conformal);
  }

  /**
   * Returns what is told of where a run's numbers come from: versions, data and settings.
   *
   * @param settings complete settings
   * @param hashes SHA-256 of the data files by the settings' keys
   */
  public static Provenance provenance(
      Settings settings, Map<String, String> hashes, KernelsChoice kernels) {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("nn4j", Versions.nn4j());
    entries.put("jdk", Versions.jdk());
    entries.put("kernels", kernels.name());
    Path data = settings.get(DataSettings.DATA_FILE);
    entries.put("data", String.valueOf(data.getFileName()));
    entries.put("data_sha256", String.valueOf(hashes.get(DataSettings.DATA_FILE.key())));
    Path base = settings.find(NetworkSettings.FROM);
    if (base != null) {
      entries.put("from", String.valueOf(base.getFileName()));
      entries.put("from_sha256", String.valueOf(hashes.get(NetworkSettings.FROM.key())));
    }
    settings.withoutPaths().forEach((key, value) -> entries.put(key, String.valueOf(value)));
    return new Provenance(entries);
  }
}
