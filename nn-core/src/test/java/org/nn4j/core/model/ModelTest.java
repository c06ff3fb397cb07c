package org.nn4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.MisfitException;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.data.split.Split;
import org.nn4j.core.metric.Accuracy;
import org.nn4j.core.metric.ConfusionMatrix;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.FeatureOptions;
import org.nn4j.core.preprocess.PreprocessOptions;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.TargetOptions;
import org.nn4j.core.preprocess.WeightOptions;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.training.Evaluation;
import org.nn4j.core.training.History;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;

/** Models of code: made, trained and judged. */
class ModelTest {
  @TempDir Path folder;

  private Table table() throws IOException {
    StringBuilder csv = new StringBuilder("size,kind,price\n");
    for (int i = 0; i < 40; i++) {
      csv.append(i).append(i % 3 == 0 ? ",flat," : ",house,").append(1000 + 100 * i).append('\n');
    }
    Path file = folder.resolve("prices.csv");
    Files.writeString(file, csv);
    return TableReader.read(file);
  }

  private static Network network(Preprocessor preprocessor) {
    return Network.builder(preprocessor.inputWidth())
        .dense(4, "tanh")
        .dense(preprocessor.outputWidth())
        .seed(1)
        .build();
  }

  private static TrainingPlan plan(String loss) {
    return TrainingPlan.builder().loss(loss).metric("mae").epochs(3).seed(2).build();
  }

  @Test
  void trainingAModelDecodesWhatTheMetricsAreOf() throws IOException {
    Table table = table();
    Split split = Split.random(table.rows(), 0.25, 0, new RandomStream(3, "split"));
    Preprocessor preprocessor = Preprocessor.fit(table, split.train(), "price");
    TrainingPlan plan = plan("mse");
    Model model = Model.of(network(preprocessor), plan, preprocessor);
    History history = model.fit(new Trainer(plan), table, split);

    Network byHand = network(preprocessor);
    Model same = new Model(byHand, plan.loss(), preprocessor);
    History expected =
        new Trainer(plan)
            .withDecoder(preprocessor)
            .fit(
                byHand,
                same.dataset(table, split.train()),
                same.dataset(table, split.validation()));
    assertThat(history.last().metrics()).isEqualTo(expected.last().metrics());
    assertThat(history.last().metrics().get("mae"))
        .as("in the units of the data")
        .isGreaterThan(50);
    assertThat(history.last().validationLoss()).isEqualTo(expected.last().validationLoss());
    assertThat(model.network().parameters().sha256()).isEqualTo(byHand.parameters().sha256());

    History unwatched = model.fit(new Trainer(plan), table, split.train(), new int[0]);
    assertThat(unwatched.last().validationLoss()).isNaN();
  }

  @Test
  void whatOutputsMeanIsWhatIsPredicted() throws IOException {
    Table table = table();
    Preprocessor preprocessor = Preprocessor.fit(table, table.everyRow(), "price");
    Model model = Model.of(network(preprocessor), plan("mse"), preprocessor);
    Matrix outputs =
        model
            .network()
            .predict(preprocessor.features().encode(table, table.everyRow(), Precision.FLOAT32));
    double[][] before = outputs.toRows();
    Prediction prediction = model.interpret(outputs);

    assertThat(prediction.values().toRows()).isDeepEqualTo(model.predict(table).values().toRows());
    assertThat(prediction.names()).containsExactly("price");
    assertThat(outputs.toRows()).isDeepEqualTo(before);
    Matrix doubles = Matrix.zeros(Precision.FLOAT64, outputs.rows(), 1);
    assertThat(model.interpret(doubles).values().precision()).isEqualTo(Precision.FLOAT64);
  }

  @Test
  void thePlansLossIsTheModels() throws IOException {
    Table table = table();
    Preprocessor preprocessor = Preprocessor.fit(table, table.everyRow(), "price");
    Model model = Model.of(network(preprocessor), plan("mse"), preprocessor);
    assertThatThrownBy(
            () -> model.fit(new Trainer(plan("mae")), table, table.everyRow(), new int[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fit: the plan minimizes mae but the model's loss is mse; they must be equal");
  }

  @Test
  void anOutputThatDoesNotSuitTheTaskIsRefused() throws IOException {
    Path file = folder.resolve("labels.csv");
    Files.writeString(file, "x,a,b\n1,0,1\n2,1,0\n3,1,1\n4,0,0\n");
    Table table = TableReader.read(file);
    Preprocessor preprocessor =
        Preprocessor.fit(
            table,
            table.everyRow(),
            new PreprocessOptions(
                TargetOptions.of("a", "b").withTask(Task.MULTI_LABEL),
                FeatureOptions.DEFAULT,
                WeightOptions.NONE));
    TrainingPlan plan = TrainingPlan.builder().loss("binary_cross_entropy").epochs(1).build();
    Network network = Network.builder(1).dense(2, "softmax").build();
    Model model = Model.of(network, plan, preprocessor);
    assertThatThrownBy(() -> model.fit(new Trainer(plan), table, table.everyRow(), new int[0]))
        .isInstanceOf(MisfitException.class)
        .hasMessageContaining("softmax shares a probability of 1 among the labels");
  }

  @Test
  void confusionIsOfTheDecisionsThatTheThresholdMakes() throws IOException {
    Table table = table();
    Preprocessor preprocessor =
        Preprocessor.fit(table, table.everyRow(), "kind").withThreshold(0.9);
    Network network = Network.builder(preprocessor.inputWidth()).dense(1, "sigmoid").build();
    TrainingPlan plan = TrainingPlan.builder().loss("binary_cross_entropy").epochs(1).build();
    Model model = Model.of(network, plan, preprocessor);
    Evaluation evaluation = model.evaluate(table, table.everyRow());
    ConfusionMatrix confusion = evaluation.confusion();
    assertThat(confusion.labels())
        .isEqualTo(preprocessor.labels())
        .containsExactly("flat", "house");
    int houses = 0;
    for (String label : model.predict(table).labels()) {
      houses += label.equals("house") ? 1 : 0;
    }
    assertThat(confusion.predicted(1)).isEqualTo(houses);
    assertThat(ConfusionMatrix.of(evaluation.scores(), evaluation.classes(), null).predicted(1))
        .as("above 0.5")
        .isNotEqualTo(houses);
  }

  @Test
  void modelsAndTablesTellWhatTheyAre() throws IOException {
    Table table = table();
    Preprocessor preprocessor = Preprocessor.fit(table, table.everyRow(), "price");
    Network network = network(preprocessor);
    assertThat(Model.of(network, plan("mse"), preprocessor))
        .hasToString(network + "; mse; price from 2 columns");
    assertThat(Model.of(network, plan("mse"))).hasToString(network + "; mse");
    assertThat(table)
        .hasToString(
            "40 rows × 3 columns\n"
                + "  size  kind   price\n"
                + "  0     flat   1000\n"
                + "  1     house  1100\n"
                + "  2     house  1200\n"
                + "  3     flat   1300\n"
                + "  4     house  1400\n"
                + "  …");
    assertThat(table.select(new int[] {7}))
        .hasToString("1 row × 3 columns\n  size  kind   price\n  7     house  1700");
  }

  @Test
  void resultsAreTextForPeople() throws IOException {
    Table table = table();
    Preprocessor preprocessor = Preprocessor.fit(table, table.everyRow(), "kind");
    Network network =
        Network.builder(preprocessor.inputWidth()).dense(2, "softmax").seed(1).build();
    TrainingPlan plan = TrainingPlan.builder().loss("categorical_cross_entropy").epochs(1).build();
    Model model = Model.of(network, plan, preprocessor);

    Evaluation evaluation = model.evaluate(table);
    assertThat(evaluation.toString()).matches("loss \\d\\.\\d+ on 40 samples");
    assertThat(evaluation.metric("accuracy")).isEqualTo(evaluation.metric(new Accuracy()));
    assertThat(evaluation.metric("top_k(k=2)")).isEqualTo(1);
    assertThatThrownBy(() -> evaluation.metric("acuracy"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("did you mean 'accuracy'");

    Prediction kinds = model.predict(table);
    List<String> lines = kinds.toString().lines().toList();
    assertThat(lines).hasSize(7).startsWith("40 rows: flat, house").endsWith("  …");
    assertThat(lines.get(5))
        .isEqualTo(
            "  "
                + kinds.labels().get(4)
                + " ("
                + (float) kinds.values().get(4, 0)
                + ", "
                + (float) kinds.values().get(4, 1)
                + ")");
    List<String> names = IntStream.range(0, 9).mapToObj(k -> "y" + k).toList();
    Matrix numbers = Matrix.zeros(Precision.FLOAT64, 1, 9);
    assertThat(new Prediction(Task.REGRESSION, names, numbers))
        .hasToString(
            "1 row: y0, y1, y2, y3, y4, y5, y6, y7, …\n  0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, …");
    Matrix labels = Matrix.zeros(Precision.FLOAT64, 1, 2);
    labels.set(0, 1, 0.75);
    assertThat(new Prediction(Task.MULTI_LABEL, List.of("a", "b"), labels))
        .hasToString("1 row: a, b\n  [b] (0.0, 0.75)");

    assertThat(model.predictor()).hasToString("predicts kind from size, price");
    assertThat(model.predictor().allowMissing().ignoreUnknown())
        .hasToString(
            "predicts kind from size, price; absent columns are missing values; other keys are"
                + " ignored");
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("seed", "7");
    entries.put("data", "iris.csv");
    assertThat(new Provenance(entries)).hasToString("seed: 7\ndata: iris.csv");
    assertThat(Provenance.NONE).hasToString("no provenance");
  }
}
