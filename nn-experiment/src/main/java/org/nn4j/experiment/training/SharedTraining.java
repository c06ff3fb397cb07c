package org.nn4j.experiment.training;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Loss;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.Table;
import org.nn4j.core.io.JsonText;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Provenance;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.SampleWeights;
import org.nn4j.core.preprocess.WeightOptions;
import org.nn4j.core.training.EpochMetrics;
import org.nn4j.core.training.Trainer;
import org.nn4j.experiment.config.ClassWeights;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.document.Json;

/**
 * What processes are told that train one network together, each on rows of its own, by the one that
 * prepared the run and knows all rows.
 *
 * @param settings the complete settings
 * @param preprocessing how rows become samples, as JSON
 * @param classWeights how much classes count, empty where they count alike
 * @param watched how many rows are evaluated after every epoch
 * @param validated whether these are validation rows, rather than those that are learnt
 */
public record SharedTraining(
    Settings settings,
    String preprocessing,
    List<Double> classWeights,
    int watched,
    boolean validated)
    implements Serializable {
  /**
   * The share of one process.
   *
   * @param trainer how to train
   * @param model what is trained: its network has its initial values
   * @param train the samples of this process, of which there may be none
   * @param validation those that epochs are evaluated on, or null if no process has any
   */
  public record Part(Trainer trainer, Model model, Dataset train, @Nullable Dataset validation) {}

  /**
   * Returns what is to be told of a run.
   *
   * @param experiment the run, with all rows
   * @param table its table
   * @param train the rows that are learnt
   */
  public static SharedTraining of(PreparedExperiment experiment, Table table, int[] train) {
    Settings settings = experiment.settings();
    ClassWeights classes = settings.get(DataSettings.CLASS_WEIGHT);
    double[] weights =
        SampleWeights.fit(
                table,
                train,
                experiment.preprocessor().target(),
                new WeightOptions(
                    settings.find(DataSettings.SAMPLE_WEIGHT),
                    classes.balanced(),
                    classes.byLabel()))
            .classWeights();
    Dataset validation = experiment.validation();
    return new SharedTraining(
        settings,
        Json.line(experiment.preprocessor().toMap()),
        Arrays.stream(weights).boxed().toList(),
        validation == null ? experiment.train().size() : validation.size(),
        validation != null);
  }

  /**
   * Prepares the share of a process.
   *
   * @param experiments builds its parts
   * @param train the rows that it learns; there may be none
   * @param validation the rows that it evaluates on; there may be none
   */
  public Part part(ExperimentFactory experiments, Table train, Table validation) {
    Composer composer = experiments.composer();
    Preprocessor preprocessor = Preprocessor.fromMap(JsonText.map(JsonText.tree(preprocessing)));
    Loss loss = composer.loss(settings);
    Network network = experiments.network(settings, preprocessor, loss);
    SampleWeights weights =
        SampleWeights.ofPart(
            settings.find(DataSettings.SAMPLE_WEIGHT),
            preprocessor.target(),
            classWeights.stream().mapToDouble(Double::doubleValue).toArray());
    // Whether a metric is defined was looked at where all rows are.
    EpochMetrics epochs =
        new EpochMetrics(
            composer.metrics(settings), watched, validated, metric -> Optional.empty());
    Trainer trainer =
        new Trainer(
            composer.plan(settings, network, epochs),
            preprocessor,
            List.of(),
            Composer.threads(settings));
    return new Part(
        trainer,
        new Model(network, loss, preprocessor, Provenance.NONE),
        ExperimentFactory.smoothed(
            settings, preprocessor, loss, samples(preprocessor, train, network, loss, weights)),
        validated ? samples(preprocessor, validation, network, loss, null) : null);
  }

  private static Dataset samples(
      Preprocessor preprocessor,
      Table table,
      Network network,
      Loss loss,
      @Nullable SampleWeights weights) {
    return preprocessor.dataset(
        table,
        table.everyRow(),
        network.precision(),
        loss.targetKind(),
        network.outputWidth(),
        weights);
  }
}
