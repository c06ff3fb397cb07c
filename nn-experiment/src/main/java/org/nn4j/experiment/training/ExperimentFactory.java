package org.nn4j.experiment.training;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Kernels;
import org.nn4j.api.Loss;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.api.Task;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.read.TableSources;
import org.nn4j.core.data.text.DateTexts;
import org.nn4j.core.diagnosis.ColumnDiagnosis;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.CategoryOptions;
import org.nn4j.core.preprocess.FeatureOptions;
import org.nn4j.core.preprocess.NumericOptions;
import org.nn4j.core.preprocess.PreprocessOptions;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.SampleWeights;
import org.nn4j.core.preprocess.SmoothedLabels;
import org.nn4j.core.preprocess.TextOptions;
import org.nn4j.core.preprocess.WeightOptions;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.OutputCheck;
import org.nn4j.experiment.config.ClassWeights;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.FormatSettings;
import org.nn4j.experiment.config.HoldOut;
import org.nn4j.experiment.config.ImputationRule;
import org.nn4j.experiment.config.NetworkSettings;
import org.nn4j.experiment.config.Setting;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;
import org.nn4j.experiment.data.CategoryNotices;
import org.nn4j.experiment.data.InputNotices;
import org.nn4j.experiment.data.LoadedModel;
import org.nn4j.experiment.data.Notices;
import org.nn4j.experiment.data.SourceData;
import org.nn4j.experiment.data.SourceTable;

/** Prepares experiments from settings: reads, divides and encodes data and builds the network. */
public final class ExperimentFactory {
  private final Catalog catalog;
  private final Composer composer;
  private final Notices notices;
  private final TableSources sources;

  /**
   * Creates a factory.
   *
   * @param catalog where parts are looked up
   * @param kernels what networks compute with
   * @param sources reads data
   * @param notices where messages go
   */
  public ExperimentFactory(
      Catalog catalog, Kernels kernels, TableSources sources, Notices notices) {
    this.sources = sources;
    this.catalog = catalog;
    this.composer = new Composer(catalog, kernels);
    this.notices = notices;
  }

  /** Returns where the model goes if nothing is said, by the file of the data. */
  public static Path model(Path data) {
    return Path.of(SourceData.stem(data) + ".nn.safetensors");
  }

  /** Returns complete settings: what is left open is filled in to suit the data. */
  public Settings complete(Settings settings) {
    return Defaults.fill(settings, read(settings), catalog);
  }

  /**
   * Prepares an experiment.
   *
   * @throws org.nn4j.core.InputException if data and settings do not fit one another
   */
  public PreparedExperiment prepare(Settings given) {
    PreparedExperiment prepared = prepare(given, read(given));
    InputNotices.of(prepared.preprocessor()).forEach(notices::note);
    return prepared;
  }

  /**
   * Reads and divides the data.
   *
   * @throws org.nn4j.core.InputException if the file or a setting about it is wrong
   */
  public SourceData read(Settings settings) {
    SourceData data = SourceData.read(settings, sources, notices::warn);
    tell(data);
    return data;
  }

  /** Reports what is worth knowing about how data were read. */
  public void tell(SourceData data) {
    data.table().notices().forEach(notices::note);
  }

  /** Returns what builds the parts that settings describe. */
  public Composer composer() {
    return composer;
  }

  /** Returns what reads files of data. */
  public TableSources sources() {
    return sources;
  }

  /** Returns complete settings for data that have been read. */
  public Settings complete(Settings settings, SourceData data) {
    return Defaults.fill(settings, data, catalog);
  }

  /**
   * Prepares an experiment on data that have been read.
   *
   * @throws org.nn4j.core.InputException if data and settings do not fit one another
   */
  public PreparedExperiment prepare(Settings given, SourceData data) {
    Settings settings = Defaults.fill(given, data, catalog);
    Table table = data.table();
    int[] trainRows = data.split().train();
    PreprocessOptions options = options(settings, table);
    Preprocessor preprocessor =
        new DecisionRule(settings).given(Preprocessor.fit(table, trainRows, options));
    requireEveryClass(table, preprocessor, data);
    SampleWeights weights =
        settings.using(
            DataSettings.CLASS_WEIGHT,
            () -> SampleWeights.fit(table, trainRows, preprocessor.target(), options.weights()));
    Loss loss = composer.loss(settings);
    int inputs = preprocessor.features().width();
    Network network = composer.network(settings, inputs, outputs(settings, data, loss));
    OutputCheck.fault(network, loss, data.task())
        .ifPresent(
            fault -> {
              throw settings.fault(
                  fault.ofLoss() ? TrainingSettings.LOSS : NetworkSettings.OUTPUT, fault.message());
            });
    composer.requireClasses(settings, network.outputWidth());
    Encoding encoding = new Encoding(settings, preprocessor, network, loss);
    return new PreparedExperiment(
        settings,
        table.rows(),
        preprocessor,
        network,
        loss,
        smoothed(settings, data, loss, encoding.encode(table, trainRows, weights)),
        part(DataSettings.VALIDATION, encoding, table, data.split().validation()),
        part(DataSettings.TEST, encoding, table, data.split().test()),
        ColumnDiagnosis.of(table, trainRows, preprocessor, options.features()));
  }

  private static PreprocessOptions options(Settings settings, Table table) {
    ImputationRule filling = settings.get(DataSettings.IMPUTATION);
    ClassWeights classes = settings.get(DataSettings.CLASS_WEIGHT);
    NumericOptions numeric =
        new NumericOptions(
            filling.imputation(),
            filling.constant(),
            settings.get(DataSettings.SCALING),
            settings.get(DataSettings.MISSING_INDICATORS));
    Map<String, List<String>> orders = new LinkedHashMap<>(settings.get(DataSettings.ORDINAL));
    orders.keySet().removeIf(column -> table.find(column) == null);
    return new PreprocessOptions(
        SourceData.targets(settings),
        new FeatureOptions(
            settings.get(DataSettings.FEATURES),
            List.of(),
            numeric,
            FeatureOptions.DEFAULT.exceptions(),
            Objects.requireNonNull(present(settings.get(DataSettings.CATEGORICAL), table)),
            new CategoryOptions(
                settings.get(DataSettings.CATEGORY_ENCODING),
                settings.get(DataSettings.EMBEDDING_FROM)),
            new TextOptions(
                present(settings.find(DataSettings.DATES), table),
                settings.get(DataSettings.DATE_ORDER),
                present(settings.find(DataSettings.TEXT), table),
                settings.get(DataSettings.TEXT_INPUTS),
                orders)),
        new WeightOptions(
            settings.find(DataSettings.SAMPLE_WEIGHT), classes.balanced(), classes.byLabel()));
  }

  /** Returns those columns that are not left out. */
  private static @Nullable List<String> present(@Nullable List<String> columns, Table table) {
    return columns == null
        ? null
        : columns.stream().filter(column -> table.find(column) != null).toList();
  }

  private static void requireEveryClass(Table table, Preprocessor preprocessor, SourceData data) {
    List<String> learnt = preprocessor.labels();
    if (learnt.size() < data.classes()) {
      String target = preprocessor.target().columns().get(0);
      throw table.fault(
          "the target '"
              + target
              + "' has "
              + data.classes()
              + (data.task() == Task.MULTI_LABEL ? " labels in " : " classes in ")
              + table.rows()
              + " rows, too many for each to have a row to train on"
              + (DateTexts.all(learnt)
                  ? "; they are dates, which cannot be predicted: make a number of them, such as"
                      + " days since one"
                  : "; gather the rare ones into one, hold fewer rows out (--validation, --test)")
              + ", or predict another column (--target)");
    }
  }

  private static Dataset smoothed(Settings settings, SourceData data, Loss loss, Dataset samples) {
    double smoothing = settings.get(DataSettings.LABEL_SMOOTHING);
    if (smoothing > 0 && data.task() == Task.REGRESSION) {
      throw settings.fault(
          DataSettings.LABEL_SMOOTHING, "suits classification, but the task is regression");
    }
    if (smoothing == 0 && settings.get(TrainingSettings.MIXUP) > 0) {
      return SmoothedLabels.distributions(samples, loss.targetKind(), data.classes());
    }
    return settings.using(
        DataSettings.LABEL_SMOOTHING,
        () -> SmoothedLabels.of(samples, loss.targetKind(), data.classes(), smoothing));
  }

  /** Returns how many outputs the loss wants. */
  private static int outputs(Settings settings, SourceData data, Loss loss) {
    if (data.task() == Task.REGRESSION) {
      return settings.get(DataSettings.TARGET).size();
    }
    if (data.task() == Task.MULTI_LABEL) {
      return data.classes();
    }
    return data.classes() == 2 && loss.targetKind() != TargetKind.DISTRIBUTION ? 1 : data.classes();
  }

  private @Nullable Dataset part(
      Setting<HoldOut> setting, Encoding encoding, Table table, int[] rows) {
    var file = encoding.settings.get(setting).file();
    if (file == null) {
      return rows.length == 0 ? null : encoding.encode(table, rows, null);
    }
    Preprocessor preprocessor = encoding.preprocessor;
    Table whole =
        sources.readFor(
            file,
            LoadedModel.options(preprocessor, FormatSettings.format(encoding.settings), true),
            SourceData.storage(encoding.settings));
    Table held =
        encoding.settings.get(DataSettings.DROP_MISSING_TARGET)
            ? SourceTable.withTarget(whole, preprocessor.target(), notices::warn)
            : whole;
    held.notices().forEach(notices::note);
    CategoryNotices.of(preprocessor, held).forEach(notices::warn);
    return encoding.encode(held, held.everyRow(), null);
  }

  /** How this experiment's tables become samples. */
  private record Encoding(
      Settings settings, Preprocessor preprocessor, Network network, Loss loss) {

    Dataset encode(Table table, int[] rows, @Nullable SampleWeights weights) {
      Precision precision = network.precision();
      return settings.using(
          NetworkSettings.OUTPUT,
          () ->
              preprocessor.dataset(
                  table, rows, precision, loss.targetKind(), network.outputWidth(), weights));
    }
  }
}
