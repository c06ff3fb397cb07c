package org.nn4j.experiment.config;

import static org.nn4j.experiment.config.Setting.Group.DATA;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nn4j.api.Task;
import org.nn4j.core.preprocess.CategoryEncoding;
import org.nn4j.core.preprocess.CategoryOptions;
import org.nn4j.core.preprocess.DateOrder;
import org.nn4j.core.preprocess.Imputation;
import org.nn4j.core.preprocess.Scaling;
import org.nn4j.core.preprocess.TextOptions;

/** The settings of the data: the samples, their columns, division and preparation. */
public final class DataSettings {
  /** The samples. */
  public static final Setting<Path> DATA_FILE =
      Setting.required(
          "data",
          DATA,
          PathFormats.path("FILE"),
          "CSV file with a header line, - for standard input, several by a pattern such as"
              + " 'part-*.csv', or IDX file of images; with a plug-in Parquet, DuckDB or a query in a .sql file");

  /** What is predicted. */
  public static final Setting<List<String>> TARGET =
      Setting.required(
          "target",
          DATA,
          WordFormats.columns("COLUMN"),
          "column to predict; several for a regression of several values, or for labels that do not"
              + " exclude one another, each a column of 0 and 1");

  /** The separator of labels in a text. */
  public static final Setting<String> LABEL_SEPARATOR =
      Setting.optional(
          "label_separator",
          DATA,
          WordFormats.text("TEXT"),
          "what stands between labels in the column to predict, such as ';', where it names any"
              + " number of them");

  /** Whether rows without what is predicted are left out. */
  public static final Setting<Boolean> DROP_MISSING_TARGET =
      Setting.of(
          "drop_missing_target",
          DATA,
          WordFormats.flag(),
          false,
          "whether to leave out the rows in which the column to predict is empty");

  /** The features. */
  public static final Setting<List<String>> FEATURES =
      Setting.of(
          "features",
          DATA,
          WordFormats.columns("COLUMN,…"),
          List.of(),
          "columns to learn from, all others left out (default: all)");

  /** The positive class. */
  public static final Setting<String> POSITIVE =
      Setting.optional(
          "positive",
          DATA,
          WordFormats.text("LABEL"),
          "which of two classes is the positive one, of binary averages such as"
              + " f1(average=binary), thresholds and curves; the second of them in order otherwise");

  /** Columns to leave out. */
  public static final Setting<List<String>> IGNORE =
      Setting.of(
          "ignore",
          DATA,
          WordFormats.columns("COLUMN,…"),
          List.of(),
          "columns to leave out; a name with a comma in it stands in double quotes");

  /** Columns read as categories. */
  public static final Setting<List<String>> CATEGORICAL =
      Setting.of(
          "categorical",
          DATA,
          WordFormats.columns("COLUMN,…"),
          List.of(),
          "columns that hold categories though they look like numbers, or are texts most of which"
              + " are different");

  /** Columns read as dates. */
  public static final Setting<List<String>> DATES =
      Setting.auto(
          "dates",
          DATA,
          WordFormats.columns("COLUMN,…"),
          "columns that hold dates or times, which become year, month, day of week and so on");

  /** Where the day stands in a date. */
  public static final Setting<DateOrder> DATE_ORDER =
      Setting.of(
          "date_order",
          DATA,
          WordFormats.choice(DateOrder.class),
          DateOrder.AUTO,
          "which number is the day in dates such as 01/02/2024");

  /** Columns read as free texts. */
  public static final Setting<List<String>> TEXT =
      Setting.auto(
          "text",
          DATA,
          WordFormats.columns("COLUMN,…"),
          "columns that hold free texts, whose words and characters are counted");

  /** The inputs of a free text. */
  public static final Setting<Integer> TEXT_INPUTS =
      Setting.of(
          "text_inputs",
          DATA,
          NumberFormats.whole(2),
          TextOptions.TEXT_INPUTS,
          "how many inputs a free text becomes, an even number");

  /** Orders of labels. */
  public static final Setting<Map<String, List<String>>> ORDINAL =
      Setting.of(
          "ordinal",
          DATA,
          new LabelOrders(),
          Map.of(),
          "columns whose labels have an order, with all labels from the least to the greatest, such"
              + " as 'size=S<M<L'; several with ; between them");

  /** Classes or numbers. */
  public static final Setting<Task> TASK =
      Setting.auto("task", DATA, WordFormats.choice(Task.class), "what is predicted");

  /** The validation samples. */
  public static final Setting<HoldOut> VALIDATION =
      Setting.of(
          "validation",
          DATA,
          PathFormats.holdOut(),
          HoldOut.of(0.2),
          "part of the data, or a file, held out to watch training");

  /** The test samples. */
  public static final Setting<HoldOut> TEST =
      Setting.of(
          "test",
          DATA,
          PathFormats.holdOut(),
          HoldOut.NONE,
          "part of the data, or a file, held out for the final metrics");

  /** How numeric features are scaled. */
  public static final Setting<Scaling> SCALING =
      Setting.of(
          "scaling",
          DATA,
          WordFormats.choice(Scaling.class),
          Scaling.STANDARDIZE,
          "how numeric features are scaled");

  /** How a regression's target is scaled. */
  public static final Setting<Scaling> TARGET_SCALING =
      Setting.auto(
          "target_scaling",
          DATA,
          WordFormats.choice(Scaling.class),
          "how a regression's target is scaled; metrics are in its own units");

  /** What missing numbers are replaced by. */
  public static final Setting<ImputationRule> IMPUTATION =
      Setting.of(
          "imputation",
          DATA,
          NumberFormats.imputation(),
          new ImputationRule(Imputation.MEAN, 0),
          "what replaces a missing number");

  /** Whether missing numbers are told to the network. */
  public static final Setting<Boolean> MISSING_INDICATORS =
      Setting.of(
          "missing_indicators",
          DATA,
          WordFormats.flag(),
          false,
          "whether each numeric column with missing values gets a further input that says where");

  /** What categories become. */
  public static final Setting<CategoryEncoding> CATEGORY_ENCODING =
      Setting.of(
          "category_encoding",
          DATA,
          WordFormats.choice(CategoryEncoding.class),
          CategoryEncoding.ONE_HOT,
          "what categories become: an input per label, a sign of two, a code for the layer"
              + " embedding, or one of these by the number of labels");

  /** From how many labels on categories become codes. */
  public static final Setting<Integer> EMBEDDING_FROM =
      Setting.of(
          "embedding_from",
          DATA,
          NumberFormats.whole(3),
          CategoryOptions.EMBEDDING_FROM,
          "from how many labels on category_encoding auto makes codes");

  /** The class weights. */
  public static final Setting<ClassWeights> CLASS_WEIGHT =
      Setting.of(
          "class_weight",
          DATA,
          new ClassWeights.Format(),
          ClassWeights.NONE,
          "how much classes count: balanced or label=weight,…");

  /** The column of sample weights. */
  public static final Setting<String> SAMPLE_WEIGHT =
      Setting.optional(
          "sample_weight",
          DATA,
          WordFormats.text("COLUMN"),
          "column with the weight of each sample");

  /** The label smoothing. */
  public static final Setting<Double> LABEL_SMOOTHING =
      Setting.of(
          "label_smoothing",
          DATA,
          NumberFormats.share(),
          0.0,
          "how much of each training label is spread evenly over all classes, such as 0.1");

  private static final List<Setting<?>> OWN =
      List.of(
          DATA_FILE,
          TARGET,
          LABEL_SEPARATOR,
          DROP_MISSING_TARGET,
          FEATURES,
          POSITIVE,
          IGNORE,
          CATEGORICAL,
          DATES,
          DATE_ORDER,
          TEXT,
          TEXT_INPUTS,
          ORDINAL,
          TASK,
          VALIDATION,
          TEST,
          SCALING,
          TARGET_SCALING,
          IMPUTATION,
          MISSING_INDICATORS,
          CATEGORY_ENCODING,
          EMBEDDING_FROM,
          CLASS_WEIGHT,
          SAMPLE_WEIGHT,
          LABEL_SMOOTHING);

  /** All of them, in the order in which they are listed and printed. */
  static final List<Setting<?>> ALL =
      Stream.of(OWN, FormatSettings.ALL).<Setting<?>>flatMap(List::stream).toList();

  private DataSettings() {}
}
