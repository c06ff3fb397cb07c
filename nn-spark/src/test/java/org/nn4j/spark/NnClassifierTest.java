package org.nn4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.nn4j.core.InputException;

class NnClassifierTest {
  private static NnClassifier classifier() {
    return new NnClassifier().setLayers("8:relu").setEpochs(20).setBatch(32).setSeed(3);
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
  void scoresThatAreNoProbabilitiesHaveNoColumnOfThem() {
    Dataset<Row> iris = Sessions.vectors("iris.csv", "species").filter("label != 'setosa'");
    NnClassifier hinge = classifier().setLoss("hinge").setEpochs(2);
    NnClassificationModel model = hinge.fit(iris);
    assertThat(model.transform(iris).columns())
        .containsExactly("features", "label", "rawPrediction", "prediction");
    assertThat(model.setProbabilityCol("").transform(iris).columns()).hasSize(4);
    String reason =
        ": is about probabilities, but the loss hinge gives scores that are none, see"
            + " rawPredictionCol; leave it out, or choose a loss such as cross_entropy";
    assertThatThrownBy(() -> model.setProbabilityCol("p").transform(iris))
        .isInstanceOf(InputException.class)
        .hasMessage("probabilityCol" + reason);
    assertThatThrownBy(() -> hinge.setThresholds(1, 2).fit(iris))
        .isInstanceOf(InputException.class)
        .hasMessage("thresholds" + reason);
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
