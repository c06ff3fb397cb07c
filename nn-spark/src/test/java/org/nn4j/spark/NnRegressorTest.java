package org.nn4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.core.InputException;
import org.nn4j.core.model.SamplePrediction;

class NnRegressorTest {
  private static final NnRegressor REGRESSOR =
      new NnRegressor().setLayers("8:relu").setEpochs(5).setBatch(64).setSeed(3);

  @TempDir Path folder;

  @Test
  void learns() {
    NnRegressionModel model =
        new NnRegressor().setLayers("16:relu").setEpochs(60).setSeed(1).fit(Sessions.diabetes());
    double r2 =
        new RegressionEvaluator()
            .setMetricName("r2")
            .evaluate(model.transform(Sessions.diabetes()));
    assertThat(r2).isGreaterThan(0.45);
  }

  @Test
  void modelsAndEstimatorsAreReadAsTheyWereWritten() throws IOException {
    NnRegressor regressor = REGRESSOR.copy(ParamMap.empty()).setPredictionCol("guess");
    String path = folder.resolve("regressor").toString();
    regressor.save(path);
    NnRegressor read = NnRegressor.load(path);
    assertThat(read.uid()).isEqualTo(regressor.uid());
    assertThat(explained(read)).isEqualTo(explained(regressor));
    NnRegressionModel model = read.fit(Sessions.diabetes());
    model.save(path + "-model");
    NnRegressionModel again = NnRegressionModel.load(path + "-model");
    assertThat(again.transform(Sessions.diabetes()).collectAsList())
        .isEqualTo(model.transform(Sessions.diabetes()).collectAsList());
    assertThat(again.numFeatures()).isEqualTo(10);
    assertThat(again.transform(Sessions.diabetes()).columns()).endsWith("guess");
    assertThat(again.uid()).isEqualTo(model.uid());
  }

  /** Arrays are explained by where they are in memory. */
  private static String explained(NnRegressor regressor) {
    return regressor.explainParams().replaceAll("@\\p{XDigit}+", "");
  }

  @Test
  void isAStageOfPipelinesAndCrossValidators() throws IOException {
    NnRegressor regressor = REGRESSOR.copy(ParamMap.empty());
    Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {regressor});
    CrossValidator validator =
        new CrossValidator()
            .setEstimator(pipeline)
            .setEstimatorParamMaps(
                new ParamGridBuilder()
                    .addGrid(
                        regressor.getParam("optimizer"),
                        scala.jdk.javaapi.CollectionConverters.asScala(
                            List.<Object>of("sgd(lr=0.000001)", "adam(lr=0.01)")))
                    .build())
            .setEvaluator(new RegressionEvaluator())
            .setNumFolds(2)
            .setSeed(1);
    CrossValidatorModel best = validator.fit(Sessions.diabetes());
    assertThat(best.avgMetrics()[1]).isLessThan(best.avgMetrics()[0]);
    String path = folder.resolve("validator").toString();
    best.save(path);
    assertThat(CrossValidatorModel.load(path).transform(Sessions.diabetes()).collectAsList())
        .isEqualTo(best.transform(Sessions.diabetes()).collectAsList());
    assertThat(((PipelineModel) best.bestModel()).stages()[0].extractParamMap().toString())
        .contains("features");
  }

  @Test
  void aLossOverDensitiesPredictsAMeanAndItsVariance() throws IOException {
    NnRegressor regressor =
        REGRESSOR.copy(ParamMap.empty()).setLoss("gaussian_nll").setVarianceCol("variance");
    NnRegressionModel model = regressor.fit(Sessions.diabetes());
    Dataset<Row> predicted = model.transform(Sessions.diabetes());
    assertThat(predicted.columns()).endsWith("prediction", "variance");
    assertThat(regressor.transformSchema(Sessions.diabetes().schema()))
        .isEqualTo(predicted.schema());
    String path = folder.resolve("density").toString();
    model.save(path);
    List<Row> rows = NnRegressionModel.load(path).transform(Sessions.diabetes()).collectAsList();
    assertThat(rows).isEqualTo(predicted.collectAsList());
    for (Row row : rows.subList(0, 20)) {
      Vector x = row.getAs("features");
      SamplePrediction alone = model.model().predictor().predict(x.toArray());
      assertThat(row.<Double>getAs("prediction")).isEqualTo(alone.value());
      assertThat(row.<Double>getAs("variance")).isEqualTo(alone.deviation() * alone.deviation());
    }
    assertThat(model.setPredictionCol("").transform(Sessions.diabetes()).columns())
        .endsWith("label", "variance");
  }

  @Test
  void aLossWithoutVariancesHasNoColumnOfThem() {
    assertThatThrownBy(
            () ->
                REGRESSOR
                    .copy(ParamMap.empty())
                    .setVarianceCol("variance")
                    .fit(Sessions.diabetes()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("varianceCol: the loss mse")
        .hasMessageEndingWith("choose gaussian_nll or mixture_density");
  }

  @Test
  void oneRowIsLearntByTwoTasks() {
    Dataset<Row> rows = Sessions.diabetes();
    NnRegressor regressor = REGRESSOR.copy(ParamMap.empty()).setExecutors(2);
    assertThat(regressor.fit(rows.limit(1)).transform(rows).count()).isEqualTo(442);
  }

  @Test
  void wrongParametersAndColumnsAreNamed() {
    assertThatThrownBy(
            () -> REGRESSOR.copy(ParamMap.empty()).setLabelCol("x").fit(Sessions.diabetes()))
        .isInstanceOf(InputException.class)
        .hasMessage("no column 'x'; there are features, label");
    assertThatThrownBy(
            () -> REGRESSOR.copy(ParamMap.empty()).setClipNorm(-1).fit(Sessions.diabetes()))
        .isInstanceOf(InputException.class)
        .hasMessage("clipNorm: must be a finite number ≥ 0 but is '-1.0'");
    assertThatThrownBy(
            () -> REGRESSOR.copy(ParamMap.empty()).setOptimizer("adamm").fit(Sessions.diabetes()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("optimizer: ")
        .hasMessageContaining("did you mean 'adam'")
        .hasMessageEndingWith("Give its jar to Spark (spark.jars), or name its folder (plugins).");
    assertThatThrownBy(() -> new NnRegressor().setSetting("ensemble", 5))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("ensemble: has no use on Spark");
  }

  @Test
  void dynamicAllocationIsAnErrorThatNamesTheSetting() {
    SparkConf conf = Sessions.local().sparkContext().conf();
    conf.set("spark.dynamicAllocation.enabled", "true");
    try {
      assertThatThrownBy(() -> REGRESSOR.fit(Sessions.diabetes()))
          .isInstanceOf(InputException.class)
          .hasMessageEndingWith("set spark.dynamicAllocation.enabled to false");
    } finally {
      conf.remove("spark.dynamicAllocation.enabled");
    }
  }

  @Test
  void moreExecutorsThanSlotsAreAnErrorAtOnce() {
    assertThatThrownBy(
            () -> REGRESSOR.copy(ParamMap.empty()).setExecutors(5).fit(Sessions.diabetes()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("5 tasks are to train together but the cluster runs 2 at a time");
  }
}
