package org.nn4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.core.InputException;

/**
 * Does what the server of Spark Connect does for a client: it finds operators by ServiceLoader,
 * makes estimators by their uid, converts what it is told to the types of parameters, and reads
 * models by their classes' {@code load}.
 */
class ConnectTest {
  private static <T> Class<? extends T> find(Class<T> kind, Class<?> type) {
    return ServiceLoader.load(kind).stream()
        .map(ServiceLoader.Provider::type)
        .filter(type::equals)
        .findFirst()
        .orElseThrow(() -> new AssertionError(type + " is no " + kind));
  }

  @Test
  void estimatorsAreMadeAndTheirParametersHaveTypes() throws ReflectiveOperationException {
    for (Class<?> type : List.of(NnClassifier.class, NnRegressor.class)) {
      Params made =
          (Params) find(Estimator.class, type).getConstructor(String.class).newInstance("some-uid");
      assertThat(made.uid()).isEqualTo("some-uid");
      assertThat(Arrays.stream(made.params()))
          .hasSizeGreaterThan(20)
          .allMatch(param -> param.dataClass() != null, "has a type");
    }
  }

  @Test
  void modelsAreRead(@TempDir Path folder) throws Exception {
    Dataset<Row> rows = Sessions.diabetes();
    NnRegressionModel model = new NnRegressor().setLayers("4").setEpochs(1).fit(rows);
    String path = folder.resolve("model").toString();
    model.save(path);
    Transformer read =
        (Transformer)
            find(Transformer.class, NnRegressionModel.class)
                .getMethod("load", String.class)
                .invoke(null, path);
    assertThat(read.transform(rows).collectAsList())
        .isEqualTo(model.transform(rows).collectAsList());
    assertThat(Arrays.stream(read.params())).allMatch(p -> p.dataClass() != null, "has a type");
    find(Transformer.class, NnClassificationModel.class);
  }

  /** As the loader of services makes them. */
  @Test
  void aModelOfNothingPredictsNothing() {
    Dataset<Row> rows = Sessions.diabetes();
    assertThatThrownBy(() -> new NnRegressionModel().transform(rows))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the model's stream");
    NnClassificationModel none = new NnClassificationModel();
    assertThat(none).hasToString("NnClassificationModel: uid=" + none.uid() + ", no model");
  }
}
