package org.nn4j.spark;

import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.nn4j.api.DensityLoss;
import org.nn4j.api.Loss;
import org.nn4j.core.InputException;

/** The parameters that estimators and models share, with the names that Spark ML gives them. */
final class ColumnParams {
  private ColumnParams() {}

  static Param<String> featuresCol(Params parent) {
    return column(parent, "featuresCol", "column with a vector of numbers to learn from");
  }

  static StringArrayParam featuresCols(Params parent) {
    return new StringArrayParam(
        parent,
        "featuresCols",
        "columns to learn from, in place of a vector: numbers, texts, booleans, dates and times,"
            + " any of which may be missing");
  }

  static Param<String> labelCol(Params parent) {
    return column(parent, "labelCol", "column with what is to be predicted");
  }

  static Param<String> predictionCol(Params parent) {
    return column(parent, "predictionCol", "column that predictions are written to");
  }

  static Param<String> rawPredictionCol(Params parent) {
    return column(
        parent,
        "rawPredictionCol",
        "column that the score of each class is written to; empty for none");
  }

  static Param<String> probabilityCol(Params parent) {
    return column(
        parent,
        "probabilityCol",
        "column that the probability of each class is written to; empty for none");
  }

  static Param<String> varianceCol(Params parent) {
    return column(
        parent,
        "varianceCol",
        "column that the variance of each prediction is written to, by a loss over densities; none"
            + " by default");
  }

  /**
   * Refuses a column of variances that was set where none are predicted.
   *
   * @throws InputException if one was
   */
  static void requireVariances(Params params, Loss loss, Param<String> varianceCol) {
    if (params.isSet(varianceCol)
        && !"".equals(params.getOrDefault(varianceCol))
        && !(loss instanceof DensityLoss)) {
      throw new InputException(
          varianceCol.name()
              + ": the loss "
              + loss.expression()
              + " predicts no variances; leave it out, or choose gaussian_nll or mixture_density");
    }
  }

  static Param<String> column(Params parent, String name, String doc) {
    return new Param<>(parent.uid(), name, doc, String.class);
  }

  /** Returns a column that predictions are written to, of numbers or of vectors. */
  static StructField output(String name, boolean vector) {
    return new StructField(
        name, vector ? SQLDataTypes.VectorType() : DataTypes.DoubleType, vector, Metadata.empty());
  }

  static void setDefault(Params parent, Param<String> param, String value) {
    parent.setDefault(param, value);
  }

  /**
   * Appends columns to those of rows.
   *
   * @throws InputException if there is one of the name
   */
  static StructType append(StructType schema, List<StructField> fields) {
    StructType all = schema;
    for (StructField field : fields) {
      if (List.of(all.fieldNames()).contains(field.name())) {
        throw new InputException(
            "there is a column '"
                + field.name()
                + "' already, which predictions would be written to; set another name, or drop it");
      }
      all = all.add(field);
    }
    return all;
  }
}
