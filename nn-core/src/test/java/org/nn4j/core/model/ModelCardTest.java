package org.nn4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.DataProfile;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.training.TrainingPlan;

class ModelCardTest {
  @TempDir private Path folder;

  private static Model model() {
    double[] size = new double[60];
    String[] colour = new String[60];
    String[] kind = new String[60];
    for (int row = 0; row < 60; row++) {
      size[row] = row % 20 == 0 ? Double.NaN : row;
      colour[row] = row == 7 ? "a|b" : row % 2 == 0 ? "red" : "blue";
      kind[row] = row < 4 ? "rare" : row % 2 == 0 ? "one" : "two";
    }
    Table table =
        new Table(
            List.of(
                new NumericColumn("size", size),
                CategoricalColumn.of("colour", colour),
                CategoricalColumn.of("kind", kind)));
    Preprocessor preprocessor = Preprocessor.fit(table, table.everyRow(), "kind");
    Network network =
        Network.builder(preprocessor.features().width()).dense(3, "softmax").seed(1).build();
    TrainingPlan plan =
        TrainingPlan.builder().loss("categorical_cross_entropy").optimizer("sgd").build();
    return Model.of(network, plan, preprocessor)
        .withFacts(
            ModelFacts.of(
                    "For sorting; CC BY 4.0.",
                    DataProfile.of(table, table.everyRow(), preprocessor))
                .trained(12, 120, List.of("something is odd"))
                .evaluated(
                    "test", 15, Map.of("accuracy", 0.8, "mcc", Double.NaN), List.of("threshold"))
                .sure(List.of("Intervals hold for 0.9 of these rows")));
  }

  @Test
  void tellsWhatUsersNeedToKnow() {
    String card = model().card().toMarkdown();

    assertThat(card)
        .startsWith("# Model card: kind\n")
        .contains("- Predicts one of `one`, `rare`, `two` from 2 columns\n")
        .contains("- Trained for 12 epochs, 120 steps\n")
        .contains("## Intended use\n\nFor sorting; CC BY 4.0.\n")
        .contains("| `size` | number | 1 to 59, median 30 | 5.0 % |\n")
        .contains("| `kind` (target) | category | `one` 47 %, `two` 47 %, `rare` 7 % | 0.0 % |\n")
        .contains("`a¦b` 2 %")
        .contains("On 15 rows (test), by which threshold chose, so that they flatter the model.")
        .contains("| accuracy | 0.8000 |\n")
        .contains("|\n\nIntervals hold for 0.9 of these rows.\n\n## Training data\n")
        .contains("- 60 rows to train on\n")
        .contains("- The class `rare` was learnt from 4 rows alone\n")
        .contains("fewer than 10 rows, and are hardly learnt: in `colour`\n")
        .contains("- something is odd\n");
  }

  @Test
  void isKeptInTheFile() {
    Path file = folder.resolve("m.nn.safetensors");
    Model model = model();
    model.save(file);

    Model loaded = Model.load(file);

    assertThat(loaded.facts().sureness()).isEqualTo(model.facts().sureness()).hasSize(1);
    assertThat(loaded.facts().profile()).isEqualTo(model.facts().profile());
    assertThat(loaded.facts().metrics()).containsOnly(Map.entry("accuracy", 0.8));
    assertThat(loaded.card().toMarkdown())
        .isEqualTo(model.card().toMarkdown().replace("| mcc | undefined |\n", ""));
    assertThat(loaded.card().toMap()).containsEntry("samples", 15).containsKey("caveats");
  }

  @Test
  void ofAModelWithoutFactsItTellsWhatThereIs() {
    Model bare = model().withFacts(ModelFacts.NONE);
    Path file = folder.resolve("old.nn.safetensors");
    bare.save(file);

    assertThat(Model.load(file).facts()).isEqualTo(ModelFacts.NONE);
    assertThat(Model.load(file).card().toMarkdown())
        .contains("| `size` | not known | not known | not known |")
        .contains("Not known: the file holds none.")
        .contains("Not stated, nor is a licence");
    Network plain = Network.builder(2).dense(1, "identity").seed(1).build();
    TrainingPlan plan = TrainingPlan.builder().loss("mean_squared_error").optimizer("sgd").build();
    assertThat(Model.of(plain, plan).card().toMarkdown())
        .startsWith("# Model card: a network over matrices\n")
        .contains("A matrix of 2 columns.");
  }
}
