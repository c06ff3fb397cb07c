package org.nn4j.core.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.DensityLoss;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.data.read.TableSources;
import org.nn4j.core.data.split.Split;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.DataProfile;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.TargetEncoder;
import org.nn4j.core.training.Evaluation;
import org.nn4j.core.training.Evaluator;
import org.nn4j.core.training.History;
import org.nn4j.core.training.Moments;
import org.nn4j.core.training.OutputCheck;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;

/**
 * Everything a prediction needs: a network, what its outputs mean, and how raw data become inputs.
 *
 * <p>Immutable, but for the network's parameters. Predicting and evaluating are safe for any number
 * of threads, as long as nothing trains the network meanwhile.
 */
public final class Model {
  private final Network network;
  private final Loss loss;
  private final @Nullable Preprocessor preprocessor;
  private final Provenance provenance;
  private final @Nullable Conformal conformal;
  private final ModelFacts facts;

  /** Made when it is first asked for; which of two threads' it becomes makes no difference. */
  private volatile @Nullable Predictor predictor;

  /**
   * Creates a model of parts that fit one another.
   *
   * @param network the network, kept by reference
   * @param loss the loss it is trained with, whose link and targets tell what the outputs mean
   * @param preprocessor how tables become inputs and outputs become labels, or null for a network
   *     over plain matrices
   * @param provenance where it came from
   * @throws IllegalArgumentException if the preprocessing makes other inputs than the network has,
   *     or the network's outputs cannot tell its targets
   */
  public Model(
      Network network, Loss loss, @Nullable Preprocessor preprocessor, Provenance provenance) {
    this(network, loss, preprocessor, provenance, null, ModelFacts.NONE);
  }

  private Model(
      Network network,
      Loss loss,
      @Nullable Preprocessor preprocessor,
      Provenance provenance,
      @Nullable Conformal conformal,
      ModelFacts facts) {
    if (preprocessor != null) {
      preprocessor.requireFit(network.inputWidth(), network.outputWidth(), loss);
      if (conformal != null) {
        conformal.requireFit(
            preprocessor.target().task(),
            preprocessor.quantiles(loss).size() > 1,
            loss instanceof DensityLoss,
            preprocessor.target().columns().size());
      }
    }
    this.network = network;
    this.loss = loss;
    this.preprocessor = preprocessor;
    this.provenance = provenance;
    this.conformal = conformal;
    this.facts = facts;
  }

  /** Creates a model over tables whose provenance nobody asks for. */
  public Model(Network network, Loss loss, Preprocessor preprocessor) {
    this(network, loss, preprocessor, Provenance.NONE);
  }

  /**
   * Creates a model over plain matrices of a network that is trained by a plan, before or after.
   * Its provenance is empty.
   */
  public static Model of(Network network, TrainingPlan plan) {
    return new Model(network, plan.loss(), null, Provenance.NONE);
  }

  /**
   * Creates a model over tables of a network that is trained by a plan, before or after. Its
   * provenance is empty.
   *
   * @throws IllegalArgumentException if the preprocessing makes other inputs than the network has,
   *     or the network's outputs cannot represent its targets
   */
  public static Model of(Network network, TrainingPlan plan, Preprocessor preprocessor) {
    return new Model(network, plan.loss(), preprocessor);
  }

  /**
   * Returns a copy whose predictions have intervals, or sets of classes.
   *
   * @param learnt what was learnt from predictions of this model, in rows that it did not learn
   *     from; null for none
   * @throws IllegalArgumentException if it is of other predictions than this model's
   */
  public Model withConformal(@Nullable Conformal learnt) {
    return new Model(network, loss, preprocessor, provenance, learnt, facts);
  }

  /** Returns what intervals and sets are made with, or null where there are none. */
  public @Nullable Conformal conformal() {
    return conformal;
  }

  /**
   * Returns what intervals and sets are made with.
   *
   * @throws InputException if there are none
   */
  public Conformal requireConformal() {
    return requireConformal(conformal);
  }

  static Conformal requireConformal(@Nullable Conformal conformal) {
    if (conformal == null) {
      throw new InputException(
          "the model has learnt no intervals: that takes rows that training did not look at; train"
              + " it with --intervals 0.9, and hold rows out (--validation)");
    }
    return conformal;
  }

  /** Returns the network, not a copy. */
  public Network network() {
    return network;
  }

  /** Returns the loss, whose link and targets tell what the outputs mean. */
  public Loss loss() {
    return loss;
  }

  /** Returns how tables become inputs, or null for a network over plain matrices. */
  public @Nullable Preprocessor preprocessor() {
    return preprocessor;
  }

  /**
   * Returns the names of the columns that it predicts from, in the order of the features.
   *
   * @throws IllegalStateException if the model has no preprocessing
   */
  public List<String> columns() {
    return predictor().columns();
  }

  /** Returns where the model came from. */
  public Provenance provenance() {
    return provenance;
  }

  /** Returns what is known of its training; {@link ModelFacts#NONE} of older files. */
  public ModelFacts facts() {
    return facts;
  }

  /** Returns a model of the same network with other facts about its training. */
  public Model withFacts(ModelFacts changed) {
    DataProfile profile = changed.profile();
    Preprocessor known =
        preprocessor == null || profile == null ? preprocessor : preprocessor.knowing(profile);
    return new Model(network, loss, known, provenance, conformal, changed);
  }

  /** Returns the card that tells users what the model is good for. */
  public ModelCard card() {
    return new ModelCard(this, facts);
  }

  /**
   * Trains the network on rows of a table. Metrics are computed in the units of the data, whatever
   * the preprocessing made of the targets: the trainer's own decoder is not used.
   *
   * @param trainer how to train; its plan has this model's loss
   * @param validation rows to evaluate on after every epoch; none if empty
   * @return what happened in every epoch
   * @throws org.nn4j.core.InputException if a column is missing or a value cannot be encoded
   * @throws IllegalArgumentException if the plan's loss is another than this model's
   * @throws org.nn4j.core.MisfitException if data, network and loss do not fit one another, or the
   *     network's last activation does not suit the loss and task
   * @throws org.nn4j.core.training.DivergenceException if a number stops being finite
   * @throws IllegalStateException if the model has no preprocessing
   */
  public History fit(Trainer trainer, Table table, int[] train, int[] validation) {
    Preprocessor preparation = requirePreprocessor();
    if (!trainer.plan().loss().equals(loss)) {
      throw new IllegalArgumentException(
          "fit: the plan minimizes "
              + trainer.plan().loss().expression()
              + " but the model's loss is "
              + loss.expression()
              + "; they must be equal");
    }
    OutputCheck.require("fit", network, loss, preparation.target().task());
    return trainer
        .withDecoder(preparation)
        .fit(
            network,
            dataset(table, train),
            validation.length == 0 ? null : dataset(table, validation));
  }

  /** Trains the network on the training rows of a split, watched on those for validation. */
  public History fit(Trainer trainer, Table table, Split split) {
    return fit(trainer, table, split.train(), split.validation());
  }

  /**
   * Reads a model that {@link #save} wrote, whose parts are on the class or module path; {@link
   * ModelFile} reads with others, and streams.
   *
   * @throws org.nn4j.core.InputException as {@link ModelFile#load(Path)} does
   */
  public static Model load(Path file) {
    return ModelFile.load(file);
  }

  /**
   * Writes the model to a file, which is replaced as a whole, see {@link ModelFile#save}.
   *
   * @throws org.nn4j.core.InputException if it cannot be written; what was there stays
   */
  public void save(Path file) {
    ModelFile.save(this, file);
  }

  /**
   * Encodes rows of a table with their targets, as this network and loss want them.
   *
   * @throws org.nn4j.core.InputException if a column is missing or a value cannot be encoded
   * @throws IllegalArgumentException if the network's outputs cannot represent the classes
   * @throws IllegalStateException if the model has no preprocessing
   */
  public Dataset dataset(Table table, int[] rows) {
    return requirePreprocessor()
        .dataset(table, rows, network.precision(), loss.targetKind(), network.outputWidth(), null);
  }

  /**
   * Predicts every row of a file, which needs no target column. It is read as the training data
   * were: the same columns are categories, the same texts missing values, and others are ignored.
   * Names of columns may differ from the model's in blanks, case and Unicode's form. The numbers
   * are those of {@code nn predict}.
   *
   * @param file a file or a pattern, as {@link org.nn4j.core.data.read.TableReader#read(Path,
   *     TableOptions, TableStorage) TableReader} reads; kept in memory
   * @throws org.nn4j.core.InputException if it cannot be read, a column is missing or a value
   *     cannot be encoded
   * @throws IllegalStateException if the model has no preprocessing
   */
  public Prediction predict(Path file) {
    return predict(read(file, false));
  }

  /** Reads a file as the preprocessing wants it. */
  private Table read(Path file, boolean withTarget) {
    TableOptions options = requirePreprocessor().tableOptions(withTarget);
    return TableSources.standard().readFor(file, options, TableStorage.MEMORY);
  }

  /**
   * Predicts every row of a table, which needs no target column. A table of a file is to be read
   * with {@link Preprocessor#tableOptions}, as {@link #predict(Path)} does; read by default it may
   * have other missing values and types than the training data.
   *
   * @throws org.nn4j.core.InputException if a column is missing or a value cannot be encoded
   * @throws IllegalStateException if the model has no preprocessing
   */
  public Prediction predict(Table table) {
    return predict(table, table.everyRow());
  }

  /**
   * Predicts some rows of a table, which needs no target column. Rows are predicted one by one, so
   * a large table may be taken in parts.
   *
   * @throws org.nn4j.core.InputException if a column is missing or a value cannot be encoded
   * @throws IllegalStateException if the model has no preprocessing
   */
  public Prediction predict(Table table, int[] rows) {
    Preprocessor preparation = requirePreprocessor();
    return interpret(
        network.predict(preparation.features().encode(table, rows, network.precision())));
  }

  /**
   * Returns what outputs of the network mean, in the units of the data: the second half of {@link
   * #predict(Table, int[])}.
   *
   * @param outputs N×K of either precision, which the prediction has too; not changed
   * @throws IllegalStateException if the model has no preprocessing
   */
  public Prediction interpret(Matrix outputs) {
    Preprocessor preparation = requirePreprocessor();
    TargetEncoder target = preparation.target();
    if (target.task() == Task.REGRESSION) {
      Moments moments = Moments.of(loss, outputs, preparation);
      return new Prediction(
          target.task(),
          preparation.outputs(loss),
          moments.values(),
          moments.values(),
          false,
          preparation.quantiles(loss),
          moments.deviations(),
          conformal);
    }
    Evaluator evaluator = new Evaluator(loss);
    Matrix raw = evaluator.scores(outputs, network.kernels());
    boolean labels = target.task() == Task.MULTI_LABEL;
    Matrix scores = labels ? raw : everyClass(raw);
    Matrix decisions =
        labels
            ? Predictions.labelDecisions(scores, target.thresholds())
            : Predictions.decisions(scores, target.thresholds().get(0));
    return new Prediction(
        target.task(),
        target.outputs(),
        scores,
        decisions,
        evaluator.probabilities(network),
        List.of(),
        null,
        conformal);
  }

  /** Gives the first of two classes a column where only the second has one. */
  private static Matrix everyClass(Matrix scores) {
    return scores.columns() > 1
        ? scores
        : everyClass(scores, Matrix.zeros(scores.precision(), scores.rows(), 2));
  }

  /**
   * Gives the first of two classes a column where only the second has one.
   *
   * @param both two columns, overwritten if they are needed
   */
  static Matrix everyClass(Matrix scores, Matrix both) {
    if (scores.columns() > 1) {
      return scores;
    }
    for (int r = 0; r < scores.rows(); r++) {
      for (int label = 0; label < 2; label++) {
        both.set(r, label, Predictions.score(scores, r, label));
      }
    }
    return both;
  }

  /**
   * Predicts one sample, given as values by the names of columns; a {@link Predictor} says what
   * they may be, and takes other forms of samples.
   *
   * @throws org.nn4j.core.InputException if a key is no column of the model, a column has no key,
   *     or a value is none for its column
   * @throws IllegalStateException if the model has no preprocessing
   */
  public SamplePrediction predict(Map<String, ?> sample) {
    return predictor().predict(sample);
  }

  /**
   * Returns what predicts single samples.
   *
   * @throws IllegalStateException if the model has no preprocessing
   */
  public Predictor predictor() {
    Predictor made = predictor;
    if (made == null) {
      made = new Predictor(this, requirePreprocessor());
      predictor = made;
    }
    return made;
  }

  /**
   * Predicts every row of a file and compares with the targets; values are in the data's units.
   *
   * @param file read as {@link #predict(Path)} does, but with the target columns
   * @throws org.nn4j.core.InputException if it cannot be read, a column is missing or a value
   *     cannot be encoded
   * @throws IllegalStateException if the model has no preprocessing
   */
  public Evaluation evaluate(Path file) {
    return evaluate(read(file, true));
  }

  /**
   * Predicts every row of a table and compares with the targets; values are in the data's units.
   *
   * @throws org.nn4j.core.InputException if a column is missing or a value cannot be encoded
   * @throws IllegalStateException if the model has no preprocessing
   */
  public Evaluation evaluate(Table table) {
    return evaluate(table, table.everyRow());
  }

  /**
   * Predicts rows of a table and compares with their targets; values are in the data's units, and
   * classes and labels have their names.
   *
   * @throws org.nn4j.core.InputException if a column is missing or a value cannot be encoded
   * @throws IllegalStateException if the model has no preprocessing
   */
  public Evaluation evaluate(Table table, int[] rows) {
    return evaluate(table, rows, Trainer.defaultThreads());
  }

  /**
   * Predicts rows of a table and compares, as {@link #evaluate(Table, int[])} does.
   *
   * @param threads most threads to use; the result is the same for any number
   * @throws org.nn4j.core.InputException if a column is missing or a value cannot be encoded
   * @throws IllegalStateException if the model has no preprocessing
   */
  public Evaluation evaluate(Table table, int[] rows, int threads) {
    return evaluate(dataset(table, rows), threads);
  }

  /**
   * Predicts samples and compares, as {@link #evaluate(Table, int[])} does.
   *
   * @param data samples that this model encoded
   * @param threads most threads to use; the result is the same for any number
   * @throws org.nn4j.core.MisfitException if there are no samples or they are none of this model's
   * @throws IllegalStateException if the model has no preprocessing
   */
  public Evaluation evaluate(Dataset data, int threads) {
    return named(evaluator(threads).evaluate(network, data));
  }

  /**
   * Returns what compares predictions of samples again and again, as {@link #evaluate(Dataset,
   * int)} does, in memory that it keeps. It is for one thread at a time.
   *
   * @throws IllegalStateException if the model has no preprocessing
   */
  public Function<Dataset, Evaluation> evaluator() {
    return evaluator(1).repeatedly(network).andThen(this::named);
  }

  private Evaluator evaluator(int threads) {
    return new Evaluator(loss, requirePreprocessor(), threads);
  }

  private Evaluation named(Evaluation evaluation) {
    Preprocessor preparation = requirePreprocessor();
    return evaluation.withThresholds(preparation.thresholds()).withNames(preparation.labels());
  }

  /**
   * Returns the network, the loss and what is predicted from how many columns, on a line, such as
   * {@code 4 → dense 16 → dense 3, 131 parameters, float32; categorical_cross_entropy; species (3
   * classes) from 4 columns}.
   */
  @Override
  public String toString() {
    String text = network + "; " + loss.expression();
    if (preprocessor == null) {
      return text;
    }
    TargetEncoder target = preprocessor.target();
    int outputs = target.outputs().size();
    int columns = preprocessor.features().columns().size();
    String what =
        switch (target.task()) {
          case CLASSIFICATION -> " (" + outputs + " classes)";
          case MULTI_LABEL -> " (" + outputs + " labels)";
          case REGRESSION -> "";
        };
    return text
        + ("; " + String.join(", ", target.columns()) + what)
        + (" from " + columns + (columns == 1 ? " column" : " columns"));
  }

  private Preprocessor requirePreprocessor() {
    if (preprocessor == null) {
      throw new IllegalStateException(
          "the model has no preprocessing, so it cannot be applied to a table; give its network"
              + " a matrix of "
              + network.inputWidth()
              + " columns");
    }
    return preprocessor;
  }
}
