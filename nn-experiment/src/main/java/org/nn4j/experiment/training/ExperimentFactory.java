package org.nn4j.experiment.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.DensityLoss;
import org.nn4j.api.Kernels;
import org.nn4j.api.Loss;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.read.TableSources;
import org.nn4j.core.data.text.DateTexts;
import org.nn4j.core.diagnosis.ColumnDiagnosis;
import org.nn4j.core.diagnosis.DriftDiagnosis;
import org.nn4j.core.diagnosis.Finding;
import org.nn4j.core.diagnosis.SharedRows;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.CategoryOptions;
import org.nn4j.core.preprocess.DataProfile;
import org.nn4j.core.preprocess.FeatureOptions;
import org.nn4j.core.preprocess.NumericOptions;
import org.nn4j.core.preprocess.PreprocessOptions;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.SampleWeights;
import org.nn4j.core.preprocess.SmoothedLabels;
import org.nn4j.core.preprocess.TextOptions;
import org.nn4j.core.preprocess.WeightOptions;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.text.Words;
import org.nn4j.core.training.OutputCheck;
import org.nn4j.experiment.config.ClassWeights;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.FormatSettings;
import org.nn4j.experiment.config.HoldOut;
import org.nn4j.experiment.config.ImputationRule;
import org.nn4j.experiment.config.NetworkSettings;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Setting;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;
import org.nn4j.experiment.data.BaseModel;
import org.nn4j.experiment.data.CategoryNotices;
import org.nn4j.experiment.data.InputNotices;
import org.nn4j.experiment.data.LoadedModel;
import org.nn4j.experiment.data.Notices;
import org.nn4j.experiment.data.SourceData;
import org.nn4j.experiment.data.SourceTable;

/** Prepares experiments from settings: reads, divides and encodes data and builds the network. */
public final class ExperimentFactory {
  private final Catalog catalog;
  private final Kernels kernels;
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
    this.kernels = kernels;
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
    tell(prepared);
    return prepared;
  }

  /** Reports what became of the columns. */
  void tell(PreparedExperiment prepared) {
    InputNotices.of(prepared.preprocessor()).forEach(notices::note);
  }

  /**
   * Reads and divides the data.
   *
   * @throws org.nn4j.core.InputException if the file or a setting about it is wrong
   */
  public SourceData read(Settings settings) {
    SourceData data =
        SourceData.read(settings, BaseModel.of(settings, catalog, kernels), sources, notices::warn);
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
    BaseModel base = data.base();
    Preprocessor learnt = base == null ? null : base.preprocessor();
    Preprocessor preprocessor =
        new DecisionRule(settings)
            .given(learnt == null ? Preprocessor.fit(table, trainRows, options) : learnt);
    requireEveryClass(table, preprocessor, data);
    SampleWeights weights =
        settings.using(
            DataSettings.CLASS_WEIGHT,
            () -> SampleWeights.fit(table, trainRows, preprocessor.target(), options.weights()));
    Loss loss = composer.loss(settings);
    Network network =
        base == null
            ? network(settings, preprocessor, loss)
            : tuned(base, settings, preprocessor, loss);
    if (data.task() == Task.REGRESSION) {
      settings.using(
          NetworkSettings.OUTPUT,
          () -> {
            preprocessor.requireFit(network.inputWidth(), network.outputWidth(), loss);
            return network;
          });
    }
    OutputCheck.fault(network, loss, data.task())
        .ifPresent(
            fault -> {
              throw settings.fault(
                  fault.ofLoss() ? TrainingSettings.LOSS : NetworkSettings.OUTPUT, fault.message());
            });
    composer.requireClasses(settings, network.outputWidth());
    Encoding encoding = new Encoding(settings, preprocessor, network, loss);
    Dataset train = encoding.encode(table, trainRows, weights);
    TrainingRows parts =
        new TrainingRows(
            train,
            data.task() == Task.CLASSIFICATION,
            data.groups() == null ? null : data.groups().select(trainRows),
            (own, places) ->
                smoothed(
                    own,
                    preprocessor,
                    loss,
                    encoding.encode(table, pick(trainRows, places), weights)),
            places -> encoding.encode(table, pick(trainRows, places), null));
    List<Finding> findings =
        new ArrayList<>(ColumnDiagnosis.of(table, trainRows, preprocessor, options.features()));
    Held validation =
        held(DataSettings.VALIDATION, encoding, data, data.split().validation(), findings);
    Held test = held(DataSettings.TEST, encoding, data, data.split().test(), findings);
    boolean looked = composer.learnsFromValidation(settings);
    boolean shared = looked && settings.find(TrainingSettings.INTERVALS) != null;
    Dataset watched = shared ? validation.half(encoding, 0) : validation.all(encoding);
    Dataset calibration = shared ? validation.half(encoding, 1) : looked ? null : watched;
    return new PreparedExperiment(
        settings,
        table.rows(),
        preprocessor,
        network,
        loss,
        smoothed(settings, preprocessor, loss, train),
        parts,
        watched,
        calibration,
        test.all(encoding),
        findings);
  }

  /** Returns the network that training goes on from, which must fit what is learnt. */
  private static Network tuned(
      BaseModel base, Settings settings, Preprocessor preprocessor, Loss loss) {
    Network network =
        base.network(settings.get(NetworkSettings.PRECISION), settings.get(RunSettings.SEED));
    return settings.using(
        NetworkSettings.FROM,
        () -> {
          if (base.preprocessor() == null && network.inputWidth() != preprocessor.inputWidth()) {
            throw new InputException(
                "the model has "
                    + network.inputWidth()
                    + " inputs, but the columns "
                    + String.join(", ", preprocessor.features().columns())
                    + " become "
                    + preprocessor.inputWidth()
                    + "; name its columns in the order of its inputs (--features)");
          }
          preprocessor.requireFit(network.inputWidth(), network.outputWidth(), loss);
          return network;
        });
  }

  private static int[] pick(int[] rows, int[] places) {
    return IntStream.of(places).map(place -> rows[place]).toArray();
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

  static Dataset smoothed(
      Settings settings, Preprocessor preprocessor, Loss loss, Dataset samples) {
    double smoothing = settings.get(DataSettings.LABEL_SMOOTHING);
    if (smoothing > 0 && preprocessor.target().task() == Task.REGRESSION) {
      throw settings.fault(
          DataSettings.LABEL_SMOOTHING, "suits classification, but the task is regression");
    }
    int classes = preprocessor.labels().size();
    if (smoothing == 0 && settings.get(TrainingSettings.MIXUP) > 0) {
      return SmoothedLabels.distributions(samples, loss.targetKind(), classes);
    }
    return settings.using(
        DataSettings.LABEL_SMOOTHING,
        () -> SmoothedLabels.of(samples, loss.targetKind(), classes, smoothing));
  }

  Network network(Settings settings, Preprocessor preprocessor, Loss loss) {
    return composer.network(
        settings, preprocessor.features(), outputs(settings, preprocessor, loss));
  }

  /** Returns how many outputs the loss wants. */
  private static int outputs(Settings settings, Preprocessor preprocessor, Loss loss) {
    Task task = preprocessor.target().task();
    if (task == Task.REGRESSION) {
      int targets = settings.get(DataSettings.TARGET).size();
      if (loss instanceof DensityLoss density) {
        return outputs(settings, preprocessor, density, targets);
      }
      int quantiles = loss.quantiles().size();
      if (quantiles > 1 && targets > 1) {
        throw settings.fault(
            TrainingSettings.LOSS,
            quantiles + " quantiles are predicted of one column, but " + targets + " are named");
      }
      return Math.max(targets, quantiles);
    }
    if (loss instanceof DensityLoss) {
      throw settings.fault(
          TrainingSettings.LOSS,
          loss.name()
              + " is of densities of numbers, but the task is "
              + Words.of(task)
              + "; leave it out");
    }
    int classes = preprocessor.labels().size();
    boolean one =
        task == Task.CLASSIFICATION && classes == 2 && loss.targetKind() != TargetKind.DISTRIBUTION;
    return one ? 1 : classes;
  }

  private static int outputs(
      Settings settings, Preprocessor preprocessor, DensityLoss loss, int targets) {
    if (settings.get(TrainingSettings.ENSEMBLE) > 0) {
      throw settings.fault(
          TrainingSettings.ENSEMBLE,
          "averages the outputs of networks, but those of "
              + loss.name()
              + " are parameters of densities, whose mean has another meaning; leave it out,"
              + " and the preset that asks for it");
    }
    int outputs = targets * loss.outputsPerTarget();
    return settings.using(
        DataSettings.TARGET_SCALING,
        () -> {
          preprocessor.requireFit(preprocessor.inputWidth(), outputs, loss);
          return outputs;
        });
  }

  /** Rows that are held out. */
  private static final class Held {
    private final Table table;
    private final int[] rows;
    private final boolean none;

    Held(Table table, int[] rows, boolean none) {
      this.table = table;
      this.rows = rows;
      this.none = none;
    }

    @Nullable Dataset all(Encoding encoding) {
      return none ? null : encoding.encode(table, rows, null);
    }

    /** Encodes every second row from one on. */
    @Nullable Dataset half(Encoding encoding, int from) {
      int[] chosen =
          IntStream.range(0, rows.length).filter(i -> i % 2 == from).map(i -> rows[i]).toArray();
      return chosen.length == 0 ? null : encoding.encode(table, chosen, null);
    }
  }

  private Held held(
      Setting<HoldOut> setting,
      Encoding encoding,
      SourceData data,
      int[] rows,
      List<Finding> findings) {
    var file = encoding.settings.get(setting).file();
    if (file == null) {
      return told(
          new Held(data.table(), rows, rows.length == 0), setting, encoding, data, findings);
    }
    Preprocessor preprocessor = encoding.preprocessor;
    Table whole =
        sources.readFor(
            file,
            LoadedModel.options(preprocessor, FormatSettings.format(encoding.settings), true),
            SourceData.storage(encoding.settings));
    Table held =
        SourceData.ordered(
            encoding.settings,
            encoding.settings.get(DataSettings.DROP_MISSING_TARGET)
                ? SourceTable.withTarget(whole, preprocessor.target(), notices::warn)
                : whole,
            data.table().names());
    held.notices().forEach(notices::note);
    CategoryNotices.of(preprocessor, held).forEach(notices::warn);
    DriftDiagnosis.of(
            DataProfile.of(data.table(), data.split().train(), preprocessor), held, held.everyRow())
        .ifPresent(findings::add);
    return told(new Held(held, held.everyRow(), false), setting, encoding, data, findings);
  }

  /** Adds what is likely wrong with rows that are held out. */
  private static Held told(
      Held held,
      Setting<HoldOut> setting,
      Encoding encoding,
      SourceData data,
      List<Finding> findings) {
    if (!held.none) {
      SharedRows.of(
              data.table(),
              data.split().train(),
              held.table,
              held.rows,
              setting.key(),
              encoding.preprocessor)
          .ifPresent(findings::add);
    }
    return held;
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
