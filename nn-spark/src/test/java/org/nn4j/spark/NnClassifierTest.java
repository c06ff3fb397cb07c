package org.nn4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.SamplePrediction;

class NnClassifierTest {
  private static NnClassifier classifier() {
    return new NnClassifier().setLayers("8:relu").setEpochs(20).setBatch(32).setSeed(3);
  }

  private static Dataset<Row> orders() {
    return Sessions.csv("orders.csv");
  }

  @Test
  void textsDatesAndMissingValuesAreColumnsAsInNnTrain() {
    String[] columns = orders().columns();
    String label = columns[columns.length - 1];
    String[] features = java.util.Arrays.copyOfRange(columns, 1, columns.length - 1);
    NnClassificationModel model =
        classifier().setFeaturesCols(features).setLabelCol(label).fit(orders());
    Model plain = model.model();
    List<Row> rows = model.transform(orders()).collectAsList();
    assertThat(rows).hasSize((int) orders().count());
    for (Row row : rows.subList(0, 50)) {
      Map<String, Object> sample = new HashMap<>();
      for (String column : plain.columns()) {
        Object value = row.getAs(column);
        sample.put(column, value == null ? "" : value instanceof Number ? value : value.toString());
      }
      SamplePrediction predicted = plain.predict(sample);
      Vector probability = row.getAs("probability");
      assertThat(model.labels().get(((Double) row.getAs("prediction")).intValue()))
          .isEqualTo(predicted.label());
      for (int k = 0; k < probability.size(); k++) {
        assertThat(probability.apply(k)).isEqualTo(predicted.values().get(model.labels().get(k)));
      }
    }
  }

  @Test
  void labelsThatAreNumbersArePredictedAsSuch() {
    Dataset<Row> digits = Sessions.vectors("digits.csv", Sessions.csv("digits.csv").columns()[64]);
    NnClassificationModel model = classifier().setLayers("32:relu").setEpochs(10).fit(digits);
    Dataset<Row> predicted = model.transform(digits);
    assertThat(model.numClasses()).isEqualTo(10);
    assertThat(
            new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(predicted))
        .isGreaterThan(0.9);
  }

  @Test
  void labelsThatAreTextsArePredictedByIndexWithTheirNames() {
    Dataset<Row> iris = Sessions.vectors("iris.csv", "species");
    NnClassificationModel model =
        classifier().setOptimizer("adam(lr=0.02)").setEpochs(40).fit(iris);
    Dataset<Row> named =
        new IndexToString()
            .setInputCol("prediction")
            .setOutputCol("species")
            .transform(model.transform(iris));
    assertThat(named.filter(functions.col("species").equalTo(functions.col("label"))).count())
        .isGreaterThan(140);
    assertThat(model.labels()).containsExactly("setosa", "versicolor", "virginica");
  }

  @Test
  void thresholdsDecideByTheGreatestRatio() {
    Dataset<Row> iris = Sessions.vectors("iris.csv", "species");
    NnClassificationModel model = classifier().setEpochs(2).fit(iris);
    model.setThresholds(1, 1e-9, 1);
    assertThat(model.transform(iris).filter("prediction = 1").count()).isEqualTo(150);
    assertThat(model.setProbabilityCol("").setRawPredictionCol("").transform(iris).columns())
        .containsExactly("features", "label", "prediction");
  }

  @Test
  void rowsThatWatchAreNotLearnt() {
    Dataset<Row> iris = Sessions.vectors("iris.csv", "species");
    Dataset<Row> marked = iris.withColumn("watch", functions.expr("hash(features) % 4 = 0"));
    NnClassifier watching =
        classifier()
            .setValidationIndicatorCol("watch")
            .setEarlyStopping("validation_loss(patience=2)");
    NnClassificationModel model = watching.fit(marked);
    assertThat(model.model().facts().evaluatedOn()).isEqualTo("validation");
    assertThat(model.model().facts().samples())
        .isEqualTo((int) marked.filter("watch").count())
        .isBetween(20, 60);
    assertThat(watching.fit(Sessions.shuffled(marked, 5, 7)).bytes().bytes())
        .isEqualTo(model.bytes().bytes());
  }
}
