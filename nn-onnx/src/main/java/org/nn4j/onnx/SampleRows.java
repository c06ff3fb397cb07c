package org.nn4j.onnx;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.preprocess.CategoricalFeature;
import org.nn4j.core.preprocess.DateFeature;
import org.nn4j.core.preprocess.FeatureStep;
import org.nn4j.core.preprocess.MissingFeature;
import org.nn4j.core.preprocess.NormalQuantiles;
import org.nn4j.core.preprocess.NumericFeature;
import org.nn4j.core.preprocess.OrdinalFeature;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.random.RandomStream;

/**
 * Rows such as a model was trained on, as far as its preprocessing tells: numbers around their
 * centres and some far away, labels of which some are unknown, and gaps. The same rows every time.
 */
final class SampleRows {
  private static final String UNKNOWN = "a label that no row had";
  private static final int DAYS = 3000;

  private final RandomStream random = new RandomStream(0, "onnx rows");
  private final int rows;

  private SampleRows(int rows) {
    this.rows = rows;
  }

  /** Returns a table of all columns that the model predicts from. */
  static Table of(Preprocessor preprocessor, int rows) {
    SampleRows sample = new SampleRows(rows);
    List<Column> columns = new ArrayList<>();
    Set<String> made = new HashSet<>();
    for (FeatureStep step : preprocessor.features().steps()) {
      if (!(step instanceof MissingFeature) && made.add(step.column())) {
        columns.add(sample.column(step));
      }
    }
    return new Table(columns);
  }

  private Column column(FeatureStep step) {
    if (step instanceof NumericFeature numeric) {
      double[] values = new double[rows];
      for (int row = 0; row < rows; row++) {
        values[row] = missing() ? Double.NaN : number(numeric);
      }
      return new NumericColumn(step.column(), values);
    }
    @Nullable String[] texts = new @Nullable String[rows];
    for (int row = 0; row < rows; row++) {
      texts[row] = missing() ? null : text(step);
    }
    return CategoricalColumn.of(step.column(), texts);
  }

  private boolean missing() {
    return random.nextInt(10) == 0;
  }

  private double number(NumericFeature numeric) {
    if (numeric.scaler().curve() instanceof NormalQuantiles quantiles) {
      List<Double> values = quantiles.quantiles();
      double value = values.get(random.nextInt(values.size()));
      return random.nextInt(2) == 0 ? value : value + random.nextGaussian();
    }
    double far = random.nextInt(20) == 0 ? 20 : 1;
    return numeric.scaler().center() + far * numeric.scaler().scale() * random.nextGaussian();
  }

  private String text(FeatureStep step) {
    if (step instanceof DateFeature date) {
      LocalTime time = LocalTime.ofSecondOfDay(random.nextInt(86_400));
      LocalDate origin = date.origin();
      return origin == null
          ? time.toString()
          : LocalDateTime.of(origin.plusDays(random.nextInt(DAYS) - DAYS / 10), time).toString();
    }
    List<String> labels =
        step instanceof CategoricalFeature category
            ? category.labels()
            : step instanceof OrdinalFeature ordinal ? ordinal.labels() : List.of();
    int label = random.nextInt(labels.size() + 1 + labels.size() / 10);
    return label < labels.size() ? labels.get(label) : UNKNOWN;
  }
}
