package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Quantiles, intervals, sets of classes and calibration; columns kept beside predictions. */
class SureTest {
  private static final int ROWS = 600;
  private static final long SEED = 4;

  @TempDir private Path folder;
  private Path data;
  private Path model;

  /** y = 50 + 10x ± noise that grows with x; class 1 with the probability 1/(1 + e^−2x). */
  @BeforeEach
  void write() {
    Random random = new Random(SEED);
    StringBuilder csv = new StringBuilder("id,x,y,c\n");
    for (int i = 0; i < ROWS; i++) {
      double x = 3 * random.nextDouble();
      double y = 50 + 10 * x + (1 + x) * random.nextGaussian();
      boolean one = random.nextDouble() < 1 / (1 + StrictMath.exp(3 - 2 * x));
      csv.append("r" + i + "," + x + "," + y + "," + (one ? "yes" : "no") + "\n");
    }
    data = Cli.write(folder.resolve("data.csv"), csv.toString());
    model = folder.resolve("m.safetensors");
  }

  private Object[] train(String target, Object... more) {
    List<Object> args =
        new ArrayList<>(List.of("train", "--data", data, "--target", target, "--features", "x"));
    args.addAll(List.of("--model", model));
    args.addAll(List.of(more));
    if (!args.contains("--epochs")) {
      args.addAll(List.of("--epochs", 30));
    }
    return args.toArray();
  }

  private Object[] predict(Object... more) {
    List<Object> args = new ArrayList<>(List.of("predict", "--model", model, "--data", data));
    args.addAll(List.of(more));
    return args.toArray();
  }

  private static List<String[]> rows(String csv) {
    return csv.lines().map(line -> line.split(",", -1)).toList();
  }

  @Test
  void quantilesHoldTheirSharesAndDoNotCross() {
    JsonNode result =
        Cli.ok(train("y", "--quantiles", "0.1,0.5,0.9", "--test", 0.3, "--json")).json();
    assertThat(result.path("metrics").propertyNames())
        .containsExactly("pinball", "r2", "rmse", "mae", "loss");
    assertThat(result.path("metrics").path("r2").asDouble()).isGreaterThan(0.8);
    JsonNode shares = result.path("quantile_coverage");
    for (String level : List.of("0.1", "0.5", "0.9")) {
      assertThat(shares.path(level).asDouble())
          .as("level %s, seed %d", level, SEED)
          .isCloseTo(Double.parseDouble(level), within(0.1));
    }
    List<String[]> rows = rows(Cli.ok(predict()).out());
    assertThat(rows).hasSize(ROWS + 1);
    assertThat(rows.get(0)).containsExactly("q0.1", "q0.5", "q0.9");
    for (String[] row : rows.subList(1, rows.size())) {
      assertThat(Arrays.stream(row).mapToDouble(Double::parseDouble).toArray()).isSorted();
    }
    assertThat(Cli.ok("evaluate", "--model", model, "--data", data).out())
        .contains("pinball (quantiles=[0.1, 0.5, 0.9])")
        .contains("at most q0.1");
  }

  /** The printed configuration trains the same bytes; folds know quantiles too. */
  @Test
  void quantilesAreASettingLikeOthers() {
    Object[] flags = {"--quantiles", "[0.25, 0.75]"};
    String yaml = Cli.ok(train("y", "--quantiles", "[0.25, 0.75]", "--print-config")).out();
    assertThat(yaml)
        .contains("quantiles:\n- 0.25\n- 0.75\n")
        .contains("loss: \"pinball(quantiles=[0.25, 0.75])\"")
        .contains("output: ordered")
        .contains("target_scaling: standardize");
    String direct =
        Cli.ok(train("y", flags[0], flags[1], "--json"))
            .json()
            .path("parameters_sha256")
            .asString();
    Path config = Cli.write(folder.resolve("c.yaml"), yaml);
    assertThat(Cli.ok("train", config, "--json").json().path("parameters_sha256").asString())
        .isEqualTo(direct);
    Path predictions = folder.resolve("folds.csv");
    Cli.ok(
        "crossval",
        "--data",
        data,
        "--target",
        "y",
        "--features",
        "x",
        "--folds",
        2,
        "--epochs",
        5,
        "--quantiles",
        "0.25,0.75",
        "--predictions",
        predictions);
    assertThat(predictions).content().startsWith("row,repeat,fold,actual,q0.25,q0.75\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "y; 0.9,0.1; quantiles must be levels that ascend between 0 and 1",
        "y; 0.5,1.5; must be a list of numbers above 0 and below 1",
        "c; 0.1,0.9; are predicted of a number, but the task is classification",
        "y,x; 0.1,0.9; 2 quantiles are predicted of one column, but 2 are named"
      })
  void wrongQuantilesAreNamed(String target, String quantiles, String message) {
    Cli.Result result =
        Cli.run(
            "train",
            "--data",
            data,
            "--target",
            target,
            "--ignore",
            "id",
            "--quantiles",
            quantiles);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(message);
  }

  @Test
  void quantilesContradictAnotherLoss() {
    Cli.Result result = Cli.run(train("y", "--quantiles", "0.1,0.9", "--loss", "mse"));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("--quantiles: are those of the loss, which is mse");
  }

  @Test
  void densitiesHaveAColumnOfDeviationsThatGrowWithTheNoise() {
    JsonNode result = Cli.ok(train("y", "--loss", "gaussian_nll", "--json")).json();
    assertThat(result.path("metrics").propertyNames()).containsExactly("r2", "rmse", "mae", "loss");
    assertThat(result.path("metrics").path("r2").asDouble()).isGreaterThan(0.8);
    List<String[]> rows = rows(Cli.ok(predict("--keep", "x", "--intervals", 0.9)).out());
    assertThat(rows.get(0)).containsExactly("x", "prediction", "prediction_std", "lower", "upper");
    for (String[] row : rows.subList(1, rows.size())) {
      double x = Double.parseDouble(row[0]);
      double deviation = Double.parseDouble(row[2]);
      assertThat(deviation).as("at %s, seed %d", x, SEED).isBetween(0.4 * (1 + x), 2 * (1 + x));
      double middle = (Double.parseDouble(row[3]) + Double.parseDouble(row[4])) / 2;
      assertThat(Double.parseDouble(row[1])).isCloseTo(middle, within(1e-3));
    }
    JsonNode evaluated = Cli.ok("evaluate", "--model", model, "--data", data, "--json").json();
    assertThat(evaluated.path("metrics").path("rmse").asDouble()).isBetween(2.0, 3.2);
    assertThat(Cli.ok("inspect", model).out())
        .contains("normalized_residual of 120 rows, for intervals");
    Path folds = folder.resolve("folds.csv");
    Cli.ok(
        "crossval",
        "--data",
        data,
        "--target",
        "y",
        "--features",
        "x",
        "--folds",
        2,
        "--epochs",
        5,
        "--loss",
        "mixture_density",
        "--predictions",
        folds);
    assertThat(folds).content().startsWith("row,repeat,fold,actual,prediction,prediction_std\n");
    Path onnx = folder.resolve("m.onnx");
    assertThat(Cli.ok("export", model, "--onnx", onnx).out()).doesNotContain("FAILED");
    assertThat(Cli.ok("gradcheck", "--model", model, "--data", data).out()).contains("passed");
  }

  @ParameterizedTest
  @CsvSource({"none", "0.05,0.5,0.95"})
  void intervalsHoldAsOftenAsAskedFor(String quantiles) {
    JsonNode result =
        Cli.ok(train("y", "--quantiles", quantiles, "--test", 0.3, "--intervals", 0.8, "--json"))
            .json()
            .path("intervals");
    assertThat(result.path("level").asDouble()).isEqualTo(0.8);
    assertThat(result.path("rows").asInt()).isEqualTo(ROWS / 5);
    // Deviations of the 120 rows learnt from and of the 180 tested: 0.047 together.
    assertThat(result.path("coverage").asDouble()).as("seed %d", SEED).isBetween(0.68, 0.92);
    JsonNode evaluated =
        Cli.ok("evaluate", "--model", model, "--data", data, "--intervals", 0.8, "--json").json();
    assertThat(evaluated.path("intervals").path("coverage").asDouble()).isBetween(0.7, 0.9);
    assertThat(Cli.ok("inspect", model).out()).contains("of 120 rows, for intervals");
    for (double level : new double[] {0.5, 0.95}) {
      List<String[]> rows = rows(Cli.ok(predict("--intervals", level, "--keep", "y")).out());
      int end = rows.get(0).length;
      assertThat(Arrays.copyOfRange(rows.get(0), end - 2, end)).containsExactly("lower", "upper");
      int held = 0;
      for (String[] row : rows.subList(1, rows.size())) {
        double y = Double.parseDouble(row[0]);
        held +=
            y >= Double.parseDouble(row[end - 2]) && y <= Double.parseDouble(row[end - 1]) ? 1 : 0;
      }
      assertThat((double) held / ROWS).as("level %s", level).isCloseTo(level, within(0.12));
    }
  }

  /** Rows that training looked at are not learnt from: the watched ones are halved. */
  @Test
  void intervalsAreLearntFromRowsThatTrainingDoesNotLookAt() {
    Object[] watched = {"--early-stopping", "validation_loss(patience=5)"};
    Cli.ok(train("y", watched));
    assertThat(Cli.run(predict("--intervals", 0.9)).err())
        .contains("--intervals: the model has learnt no intervals");
    JsonNode result =
        Cli.ok(train("y", watched[0], watched[1], "--intervals", 0.9, "--json")).json();
    assertThat(result.path("intervals").path("rows").asInt()).isEqualTo(ROWS / 10);
    assertThat(result.path("samples").asInt()).isEqualTo(ROWS / 10);
    Cli.ok(predict("--intervals", 0.9));
  }

  @Test
  void aLevelMayTakeMoreRowsThanThereAre() {
    Cli.Result early = Cli.run(train("y", "--intervals", 0.999));
    assertThat(early.code()).isEqualTo(2);
    assertThat(early.err())
        .contains("--intervals: of level 0.999 take 999 rows")
        .contains("there are 120");
    Cli.ok(train("y"));
    Cli.Result late = Cli.run(predict("--intervals", 0.999));
    assertThat(late.code()).isEqualTo(2);
    assertThat(late.err()).contains("takes 999 rows").contains("the model has 120");
  }

  @Test
  void setsOfClassesAreOneColumn() {
    JsonNode trained = Cli.ok(train("c", "--intervals", "90%", "--test", 0.3, "--json")).json();
    assertThat(trained.path("intervals").path("coverage").asDouble()).isGreaterThan(0.8);
    assertThat(Cli.ok("inspect", "--card", model).out())
        .contains("\nIntervals of level 0.9 were learnt from ")
        .contains(", and hold for 0.");
    List<String[]> rows = rows(Cli.ok(predict("--intervals", 0.9)).out());
    assertThat(rows.get(0))
        .containsExactly("prediction", "probability_no", "probability_yes", "set");
    assertThat(rows.subList(1, rows.size()))
        .allMatch(row -> List.of("no", "yes", "no|yes").contains(row[3]))
        .anyMatch(row -> row[3].equals("no|yes"))
        .allMatch(row -> row[3].contains(row[0]));
  }

  /** A network that is made too sure of itself is less so afterwards, and decides the same. */
  @Test
  void calibrationMakesProbabilitiesRight() {
    Object[] sure = {"--layers", "64:relu", "--epochs", 300, "--optimizer", "adam(lr=0.03)"};
    Object[] flags = {"--validation", 0.4, "--test", 0.4, "--json"};
    JsonNode plain = Cli.ok(train("c", concat(sure, flags))).json();
    List<String[]> before = rows(Cli.ok(predict()).out());
    JsonNode done = Cli.ok(train("c", concat(sure, flags, "--calibrate"))).json();
    assertThat(Cli.ok("inspect", "--card", model).out())
        .contains("\nCalibration by the temperature ")
        .contains(" changed log_loss from ");
    List<String[]> after = rows(Cli.ok(predict()).out());
    JsonNode calibration = done.path("calibration");
    assertThat(calibration.path("temperature").asDouble()).as("seed %d", SEED).isGreaterThan(1.1);
    assertThat(calibration.path("after").path("log_loss").asDouble())
        .isLessThan(calibration.path("before").path("log_loss").asDouble());
    assertThat(calibration.path("after").path("ece").asDouble())
        .isLessThan(calibration.path("before").path("ece").asDouble());
    assertThat(done.path("metrics").path("accuracy").asDouble())
        .isEqualTo(plain.path("metrics").path("accuracy").asDouble());
    assertThat(done.path("parameters_sha256")).isNotEqualTo(plain.path("parameters_sha256"));
    assertThat(after).extracting(row -> row[0]).isEqualTo(before.stream().map(r -> r[0]).toList());
    double most = 0;
    double mostBefore = 0;
    for (int i = 1; i <= ROWS; i++) {
      most = Math.max(most, Double.parseDouble(after.get(i)[1]));
      mostBefore = Math.max(mostBefore, Double.parseDouble(before.get(i)[1]));
    }
    assertThat(most).isLessThan(mostBefore);
    assertThat(Cli.ok(train("c", concat(sure, "--calibrate", "--test", 0.2))).out())
        .contains("calibration  ")
        .contains("log_loss ")
        .contains("ece ");
  }

  @Test
  void whatCalibratesAnEnsembleIsToldWhereItIsAskedFor() {
    Object[] sure = {
      "--layers", "64:relu,64:relu", "--epochs", 300, "--optimizer", "adam(lr=0.03)"
    };
    Object[] flags = {"--validation", 0.5, "--test", 0.4, "--ensemble", 2, "--json"};
    JsonNode plain = Cli.ok(train("c", concat(sure, flags))).json();
    JsonNode done = Cli.ok(train("c", concat(sure, flags, "--calibrate"))).json();
    JsonNode calibration = done.path("calibration");

    assertThat(plain.has("calibration")).isFalse();
    assertThat(done.path("parameters_sha256")).isEqualTo(plain.path("parameters_sha256"));
    assertThat(calibration.path("temperature").asDouble()).as("seed %d", SEED).isGreaterThan(1.1);
    assertThat(calibration.path("after").path("log_loss").asDouble())
        .isLessThan(calibration.path("before").path("log_loss").asDouble());
    assertThat(Cli.run(train("y", "--calibrate", "--ensemble", 2)).err())
        .contains("--calibration: is of probabilities, but numbers are predicted");
  }

  private static Object[] concat(Object[] first, Object... more) {
    List<Object> all = new ArrayList<>(List.of(first));
    for (Object one : more) {
      if (one instanceof Object[] several) {
        all.addAll(List.of(several));
      } else {
        all.add(one);
      }
    }
    return all.toArray();
  }

  @Test
  void calibrationIsOfProbabilitiesOnHeldOutRows() {
    assertThat(Cli.run(train("y", "--calibrate")).err())
        .contains("--calibration: is of probabilities, but numbers are predicted");
    assertThat(Cli.run(train("c", "--calibration", "temperature", "--validation", 0)).err())
        .contains("--calibration: is learnt from rows held out for validation");
    assertThat(Cli.run(train("c", "--calibrate", "--loss", "hinge")).err())
        .contains("the network ends in no softmax");
  }

  @Test
  void cellsAreWrittenAsTheyAre() throws IOException {
    Cli.ok(train("y"));
    String text =
        "﻿id;note;x;empty\r\n"
            + "007;\"a;b\";1.50;\r\n"
            + "\r\n"
            + "1e3;\"say \"\"so\"\"\";2,5;NA\r\n".replace("2,5", "2.5")
            + "x; two words;+3;\"line\none\"\r\n";
    Path csv = Cli.write(folder.resolve("odd.csv"), text);
    String out = Cli.ok("predict", "--model", model, "--data", csv, "--append").out();
    List<String> lines = out.lines().toList();
    assertThat(lines.get(0)).isEqualTo("id,note,x,empty,prediction");
    assertThat(lines.get(1)).startsWith("007,a;b,1.50,,");
    assertThat(lines.get(2)).startsWith("1e3,\"say \"\"so\"\"\",2.5,NA,");
    assertThat(lines.get(3)).isEqualTo("x, two words,+3,\"line");
    assertThat(lines.get(4)).startsWith("one\",");
    assertThat(lines).hasSize(5);

    Path zipped = folder.resolve("odd.csv.gz");
    try (var gzip = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      gzip.write(Files.readAllBytes(csv));
    }
    assertThat(Cli.ok("predict", "--model", model, "--data", zipped, "--append").out())
        .isEqualTo(out);
    JsonNode json =
        Cli.ok("predict", "--model", model, "--data", csv, "--keep", "empty, id", "--json").json();
    JsonNode second = json.path("predictions").path(1);
    assertThat(second.propertyNames()).containsExactly("empty", "id", "prediction");
    assertThat(second.path("empty").asString()).isEqualTo("NA");
    assertThat(second.path("id").asString()).isEqualTo("1e3");
  }

  @Test
  void rowsOfSeveralFilesKeepTheirCells() {
    Cli.ok(train("y"));
    Cli.write(folder.resolve("part-1.csv"), "name,x\na,1\nb,2\n");
    Cli.write(folder.resolve("part-2.csv"), "name,x\nc,1\n\nd,2\n");
    List<String[]> rows =
        rows(
            Cli.ok(
                    "predict",
                    "--model",
                    model,
                    "--data",
                    folder.resolve("part-*.csv"),
                    "--keep",
                    "name")
                .out());
    assertThat(rows).extracting(row -> row[0]).containsExactly("name", "a", "b", "c", "d");
    assertThat(rows.get(1)[1]).isEqualTo(rows.get(3)[1]).isNotEqualTo(rows.get(2)[1]);
  }

  @Test
  void moreRowsThanABlockAreAligned() {
    Cli.ok(train("y"));
    StringBuilder csv = new StringBuilder("x,id\n");
    for (int i = 0; i < 9000; i++) {
      csv.append(i % 7).append(',').append(i).append('\n');
    }
    Path many = Cli.write(folder.resolve("many.csv"), csv.toString());
    List<String[]> rows =
        rows(Cli.ok("predict", "--model", model, "--data", many, "--keep", "id").out());
    for (int i = 0; i < 9000; i++) {
      assertThat(rows.get(i + 1)[0]).isEqualTo("" + i);
      assertThat(rows.get(i + 1)[1]).isEqualTo(rows.get(i % 7 + 1)[1]);
    }
  }

  @Test
  void namesThatClashAndColumnsThatAreNotThereAreErrors() {
    Cli.ok(train("y"));
    Path csv = Cli.write(folder.resolve("p.csv"), "x,prediction\n1,2\n");
    Cli.Result clash = Cli.run("predict", "--model", model, "--data", csv, "--append");
    assertThat(clash.code()).isEqualTo(2);
    assertThat(clash.err())
        .contains("--append: the file has a column 'prediction'")
        .contains("keep others (--keep)");
    assertThat(Cli.run(predict("--keep", "idd")).err()).contains("--keep: no column 'idd'");
    assertThat(Cli.run(predict("--keep", "id", "--append")).err())
        .contains("--append: keeps all columns");
    assertThat(Cli.run(predict("--intervals", "2")).err())
        .contains("--intervals")
        .contains("must be a number above 0 and below 1");
  }
}
