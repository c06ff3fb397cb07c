package org.nn4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.core.InputException;

/** What rows may hold, and what is said of those that cannot be learnt. */
class RowsTest {
  private static final NnClassifier CLASSIFIER = new NnClassifier().setLayers("4").setEpochs(2);

  /** Returns rows with these vectors, of two classes by turns. */
  private static Dataset<Row> rows(Vector... vectors) {
    List<Row> rows = new ArrayList<>();
    for (Vector vector : vectors) {
      rows.add(RowFactory.create(rows.size() % 2 == 0 ? "a" : "b", vector));
    }
    return Sessions.local()
        .createDataFrame(
            rows,
            new StructType()
                .add("label", DataTypes.StringType)
                .add("features", SQLDataTypes.VectorType()));
  }

  private static void assertFault(ThrowingCallable action, String message) {
    assertThatThrownBy(action).isInstanceOf(InputException.class).hasMessage(message);
  }

  @Test
  void vectorsOfOneSizeAreLearnt() {
    Vector two = Vectors.dense(1, 2);
    Vector three = Vectors.dense(1, 2, 3);
    assertFault(
        () -> CLASSIFIER.fit(rows(two, three)),
        "a row's vector of features has 3 elements where others have 2; all must have the same"
            + " size");
    assertFault(
        () -> CLASSIFIER.fit(rows(three, two)),
        "a row's vector of features has 2 elements where others have 3; all must have the same"
            + " size");
    NnClassificationModel model = CLASSIFIER.fit(rows(two, Vectors.dense(3, 4)));
    assertThatThrownBy(() -> model.transform(rows(three)).collectAsList())
        .isInstanceOf(SparkException.class)
        .hasRootCauseInstanceOf(InputException.class)
        .hasMessageContaining("has 3 elements where others have 2");
  }

  @Test
  void vectorsHaveFiniteNumbers() {
    Vector two = Vectors.dense(1, 2);
    Vector infinite = Vectors.dense(3, Double.NEGATIVE_INFINITY);
    assertFault(
        () -> CLASSIFIER.fit(rows(two, infinite)),
        "column 'x1' must hold finite numbers but a row has -Infinity; correct it, or write null"
            + " where the value is missing");
    NnClassificationModel model = CLASSIFIER.fit(rows(two, Vectors.dense(3, 4)));
    assertThatThrownBy(() -> model.transform(rows(infinite)).collectAsList())
        .isInstanceOf(SparkException.class)
        .hasRootCauseInstanceOf(InputException.class)
        .hasMessageContaining("column 'x1' must hold finite numbers but a row has -Infinity");
  }

  @Test
  void rowsWithoutVectorsAreNoneToLearnFrom() {
    String none = "there is no row to learn from: none has a vector in column 'features'";
    assertFault(() -> CLASSIFIER.fit(rows()), none);
    assertFault(() -> CLASSIFIER.fit(rows(null, null)), none);
    assertFault(
        () -> CLASSIFIER.fit(rows(Vectors.dense(1), null)),
        "a row's vector of features is null; leave such rows out, or name columns by featuresCols,"
            + " in which values may be missing");
  }

  @Test
  void rowsWithoutALabelAreLeftOutWhereThatIsAsked() {
    Dataset<Row> rows =
        Sessions.local()
            .sql(
                "select double(id) x, if(id % 5 = 0, if(id % 2 = 0, null, ''), string(id % 2)) text,"
                    + " if(id % 5 = 0, if(id % 2 = 0, null, double('NaN')), double(id)) number"
                    + " from range(50)");
    NnClassifier texts = new NnClassifier().setEpochs(2).setFeaturesCols("x").setLabelCol("text");
    assertThatThrownBy(() -> texts.fit(rows))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("or leave out such rows with dropMissingTarget");
    assertThat(texts.setSetting("drop_missing_target", true).fit(rows).model().facts().samples())
        .isEqualTo(40);
    NnRegressor numbers = new NnRegressor().setEpochs(2).setFeaturesCols("x").setLabelCol("number");
    assertThat(numbers.setSetting("drop_missing_target", true).fit(rows).model().facts().samples())
        .isEqualTo(40);
  }

  /** The session's, which those of the JVMs need not be, in all the classes that times have. */
  @ParameterizedTest
  @CsvSource({"UTC,false", "Asia/Tokyo,false", "America/New_York,true"})
  void timesAreThoseOfTheSessionsZone(String zone, boolean java8) {
    String zoneKey = "spark.sql.session.timeZone";
    String java8Key = "spark.sql.datetime.java8API.enabled";
    Sessions.local().conf().set(zoneKey, zone);
    Sessions.local().conf().set(java8Key, java8);
    try {
      Dataset<Row> rows =
          Sessions.local()
              .sql(
                  "select timestamp'1490-12-30 23:00:00' + make_dt_interval(id * 900, 0, 59) t,"
                      + " if(id % 3 = 0, 'a', 'b') label from range(300)");
      Dataset<Row> shown = rows.selectExpr("date_format(t, \"yyyy-MM-dd'T'HH:mm\") t", "label");
      NnClassifier classifier = new NnClassifier().setFeaturesCols("t").setEpochs(2);
      NnClassificationModel model = classifier.fit(rows);
      assertThat(model.bytes().bytes()).isEqualTo(classifier.fit(shown).bytes().bytes());
      assertThat(predictions(model, rows)).isEqualTo(predictions(model, shown));
    } finally {
      Sessions.local().conf().unset(zoneKey);
      Sessions.local().conf().unset(java8Key);
    }
  }

  private static List<String> predictions(NnClassificationModel model, Dataset<Row> rows) {
    return Arrays.asList(
        model.transform(rows).select("probability").collectAsList().stream()
            .map(Row::toString)
            .toArray(String[]::new));
  }
}
