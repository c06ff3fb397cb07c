package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a model's file tells of the model, and of rows that are unlike those trained on. */
class CardTest {
  private static final Path WINE = Cli.DATA.resolve("wine.csv");

  @TempDir private Path folder;

  private Path train(Object... more) {
    Path model = folder.resolve("wine.nn.safetensors");
    List<Object> args =
        new ArrayList<>(
            List.of("train", "--data", WINE, "--target", "cultivar", "--epochs", 40, "--model"));
    args.add(model);
    args.addAll(List.of(more));
    Cli.ok(args.toArray());
    return model;
  }

  @Test
  void theCardTellsWhatTrainingTold() {
    Path model = train("--description", "Wines of one region; public domain.");

    String card = Cli.ok("inspect", "--card", model).out();
    JsonNode json = Cli.ok("inspect", "--card", model, "--json").json();

    assertThat(card)
        .startsWith("# Model card: cultivar of wine.csv\n")
        .contains("## Intended use\n\nWines of one region; public domain.\n")
        .contains("| `cultivar` (target) | category |", "| `alcohol` | number |")
        .contains("- Trained for 40 epochs")
        .contains("(validation)", "The file is of 20");
    assertThat(json.path("evaluated_on").asString()).isEqualTo("validation");
    assertThat(json.path("metrics").path("accuracy").asDouble()).isBetween(0.8, 1.0);
    assertThat(json.path("profile").path("rows").asInt()).isPositive();
    assertThat(json.path("provenance").path("data_sha256").asString()).hasSize(64);
    assertThat(Cli.run("inspect", "--card", "--trace", model, "--data", WINE).code()).isEqualTo(2);
  }

  @Test
  void equalRunsWriteEqualFiles() throws IOException {
    byte[] first = Files.readAllBytes(train());
    assertThat(Files.readAllBytes(train())).isEqualTo(first);
  }

  @Test
  void rowsUnlikeThoseTrainedOnAreTold() throws IOException {
    Path model = train();
    List<String> lines = Files.readAllLines(WINE);
    int alcohol = List.of(lines.get(0).split(",", -1)).indexOf("alcohol");
    Path other = folder.resolve("other.csv");
    List<String> changed = new ArrayList<>(List.of(lines.get(0)));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      cells[alcohol] = "" + (Double.parseDouble(cells[alcohol]) + 4);
      changed.add(String.join(",", cells));
    }
    Files.write(other, changed);

    assertThat(Cli.ok("evaluate", "--model", model, "--data", WINE).err()).doesNotContain("unlike");
    Cli.Result drifted = Cli.ok("evaluate", "--model", model, "--data", other, "--json");
    assertThat(drifted.err()).contains("unlike those trained on: 'alcohol' has the median 17");
    assertThat(drifted.json().path("warnings").path(0).path("kind").asString()).isEqualTo("drift");
    assertThat(Cli.ok("predict", "--model", model, "--data", other).err()).contains("'alcohol'");
    assertThat(
            Cli.ok(
                    "train",
                    "--data",
                    WINE,
                    "--target",
                    "cultivar",
                    "--epochs",
                    2,
                    "--test",
                    other,
                    "--model",
                    model)
                .err())
        .contains("'alcohol' has the median 17");
  }

  @Test
  void copiesOfTrainingRowsAreTold() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(WINE));
    lines.addAll(lines.subList(1, lines.size()));
    Path doubled = Files.write(folder.resolve("doubled.csv"), lines);

    JsonNode result =
        Cli.ok(
                "train",
                "--data",
                doubled,
                "--target",
                "cultivar",
                "--epochs",
                2,
                "--model",
                folder.resolve("m.nn.safetensors"),
                "--json")
            .json();

    assertThat(result.path("warnings").toString())
        .contains("shared_rows", "validation rows", "are training rows too");
  }

  @Test
  void anEvaluationHasAPage() throws IOException {
    Path model = train();
    Path report = folder.resolve("report");

    Cli.ok("evaluate", "--model", model, "--data", WINE, "--report", report);

    assertThat(Files.readString(report.resolve("index.html")))
        .contains("Evaluation report: cultivar of wine.csv")
        .contains("Predictions for the wine.csv data", "Worst predictions", "Calibration")
        .doesNotContain("0 epochs", "id=\"training\"", "id=\"configuration\"");
    assertThat(report.resolve("figures/confusion_matrix.svg")).isNotEmptyFile();
    assertThat(Cli.ok("compare", report, model).out()).contains("report", "wine.csv");
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Cli.write(taken.resolve("index.html"), "<p>mine</p>");
    assertThat(Cli.run("evaluate", "--model", model, "--data", WINE, "--report", taken).err())
        .contains("is not a report of nn4j");
  }

  @Test
  void overfittingIsSaidInWords() {
    Path data = folder.resolve("noise.csv");
    StringBuilder text = new StringBuilder("a,b,c,d,y\n");
    java.util.Random random = new java.util.Random(3);
    for (int row = 0; row < 150; row++) {
      double a = random.nextGaussian();
      text.append(a).append(',').append(random.nextGaussian()).append(',');
      text.append(random.nextGaussian()).append(',').append(random.nextGaussian()).append(',');
      text.append(a + random.nextGaussian() > 0 ? "yes\n" : "no\n");
    }
    Cli.write(data, text.toString());
    Path model = folder.resolve("noise.nn.safetensors");

    Cli.Result result =
        Cli.ok(
            "train",
            "--data",
            data,
            "--target",
            "y",
            "--layers",
            "64:relu",
            "--epochs",
            300,
            "--optimizer",
            "adam(lr=0.01)",
            "--model",
            model,
            "--json");

    assertThat(result.err()).contains("overfits: the validation loss was least in epoch");
    assertThat(result.json().path("warnings").toString()).contains("overfitting");
    assertThat(Cli.ok("inspect", "--card", model).out()).contains("- overfits: ");
  }

  @Test
  void aLearningCurveTellsWhatMoreRowsWouldBring() {
    Path picture = folder.resolve("curve.svg");

    JsonNode result =
        Cli.ok(
                "learning-curve",
                "--data",
                WINE,
                "--target",
                "cultivar",
                "--epochs",
                10,
                "--sizes",
                "0.1,0.3,1",
                "--repeats",
                2,
                "--picture",
                picture,
                "--json")
            .json();

    assertThat(result.path("points").size()).isEqualTo(3);
    assertThat(result.path("points").path(0).path("rows").asInt())
        .isLessThan(result.path("points").path(1).path("rows").asInt());
    assertThat(result.path("points").path(0).path("mean").asDouble())
        .isGreaterThan(result.path("points").path(2).path("mean").asDouble());
    assertThat(result.path("advice").asString()).isNotEmpty();
    assertThat(picture).isNotEmptyFile();
    assertThat(
            Cli.run("learning-curve", "--data", WINE, "--target", "cultivar", "--sizes", "1,0.5")
                .err())
        .contains("--sizes: must be shares above 0");
    assertThat(
            Cli.ok(
                    "learning-curve",
                    "--data",
                    WINE,
                    "--target",
                    "cultivar",
                    "--epochs",
                    3,
                    "--sizes",
                    "0.5,1",
                    "--repeats",
                    1,
                    "--terminal")
                .out())
        .contains("training rows  1 − accuracy");
  }
}
