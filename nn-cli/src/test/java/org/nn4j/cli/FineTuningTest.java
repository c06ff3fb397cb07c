package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.api.Matrix;
import org.nn4j.core.model.Model;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.TrainingPlan;

/** {@code nn train --from MODEL}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FineTuningTest {
  private static final Path IRIS = Cli.DATA.resolve("iris.csv");

  @TempDir private static Path folder;

  private Path base;

  @BeforeAll
  void train() {
    base = folder.resolve("base.safetensors");
    Cli.ok(
        "train",
        "--data",
        IRIS,
        "--target",
        "species",
        "--layers",
        "8:tanh",
        "--epochs",
        "5",
        "--model",
        base);
  }

  private Cli.Result tune(Path model, Object... more) {
    Object[] args = {"train", "--json", "--from", base, "--data", IRIS, "--model", model};
    return Cli.asTyped(
        IntStream.range(0, args.length + more.length)
            .mapToObj(i -> i < args.length ? args[i] : more[i - args.length])
            .toArray());
  }

  private static double loss(Path model) {
    return Cli.ok("evaluate", "--json", "--model", model, "--data", IRIS)
        .json()
        .path("metrics")
        .path("loss")
        .asDouble();
  }

  @Test
  void learnsFromWhereTheModelEnded() {
    Path tuned = folder.resolve("tuned.safetensors");
    assertThat(tune(tuned, "--epochs", "20", "--freeze", "layers.0").code()).isZero();
    assertThat(loss(tuned)).isLessThan(loss(base) - 0.02);
    Model before = Model.load(base);
    Model after = Model.load(tuned);
    assertThat(after.preprocessor()).isEqualTo(before.preprocessor());
    assertThat(after.network().layers()).isEqualTo(before.network().layers());
    assertThat(after.provenance().entries())
        .containsEntry("from", "base.safetensors")
        .containsEntry("freeze", "[layers.0]")
        .containsKey("from_sha256");
    for (String name : List.of("layers.0.weight", "layers.0.bias")) {
      assertThat(values(after, name)).as(name).isEqualTo(values(before, name));
    }
    for (String name : List.of("layers.1.weight", "layers.1.bias")) {
      assertThat(values(after, name)).as(name).isNotEqualTo(values(before, name));
    }
  }

  private static List<Double> values(Model model, String name) {
    Matrix matrix = model.network().parameters().value(name);
    return IntStream.range(0, matrix.rows() * matrix.columns())
        .mapToObj(i -> matrix.get(i / matrix.columns(), i % matrix.columns()))
        .toList();
  }

  @Test
  void printsSettingsThatGiveTheSameBytes() {
    Path first = folder.resolve("first.safetensors");
    Path second = folder.resolve("second.safetensors");
    Path config = folder.resolve("tune.yaml");
    Cli.Result typed = tune(first, "--epochs", "3", "--seed", "5");
    Cli.write(
        config,
        Cli.asTyped(
                "train",
                "--print-config",
                "--from",
                base,
                "--data",
                IRIS,
                "--epochs",
                "3",
                "--seed",
                "5")
            .out());
    Cli.Result read = Cli.asTyped("train", "--json", config, "--model", second);
    assertThat(read.code()).as(read.err()).isZero();
    assertThat(read.json().path("parameters_sha256"))
        .isEqualTo(typed.json().path("parameters_sha256"));
  }

  @Test
  void decidesWhereTheModelDoesUnlessTold() {
    Path data = Cli.DATA.resolve("breast_cancer.csv");
    Path model = folder.resolve("decided.safetensors");
    Cli.ok(
        "train",
        "--data",
        data,
        "--target",
        "diagnosis",
        "--epochs",
        "2",
        "--threshold",
        "0.3",
        "--model",
        model);
    for (String threshold : List.of("", "0.5", "0.6", "balanced_accuracy")) {
      List<Object> args =
          new ArrayList<>(List.of("train", "--from", model, "--data", data, "--epochs", "1"));
      if (!threshold.isEmpty()) {
        args.addAll(List.of("--threshold", threshold));
      }
      Path config = folder.resolve("decide.yaml");
      List<Object> print = new ArrayList<>(args);
      print.add("--print-config");
      Cli.write(config, Cli.asTyped(print.toArray()).out());
      Path tuned = folder.resolve("decides.safetensors");
      args.addAll(List.of("--model", tuned));
      assertThat(Cli.asTyped(args.toArray()).code()).isZero();
      double decided = Model.load(tuned).preprocessor().thresholds().get(0);
      if (threshold.startsWith("b")) {
        assertThat(decided).isNotIn(0.3, 0.5);
      } else {
        assertThat(decided).isEqualTo(threshold.isEmpty() ? 0.3 : Double.parseDouble(threshold));
      }
      assertThat(Cli.asTyped("train", config, "--model", tuned).code()).isZero();
      assertThat(Model.load(tuned).preprocessor().thresholds()).containsExactly(decided);
    }
  }

  /** An ensemble is one layer, so that its networks are named by more. */
  @Test
  void freezesANetworkOfAnEnsemble() {
    Path model = folder.resolve("ensemble.safetensors");
    Path tuned = folder.resolve("tuned-ensemble.safetensors");
    Cli.ok("train", "--preset", "fast", "--data", IRIS, "--target", "species", "--model", model);
    Object[] args = {
      "train", "--from", model, "--data", IRIS, "--epochs", "2", "--model", tuned, "--freeze", null
    };
    args[args.length - 1] = "layers.0";
    assertThat(Cli.asTyped(args).err()).contains("nothing to learn; name some of layers.0.0.0.");
    args[args.length - 1] = "layers.0.0";
    assertThat(Cli.asTyped(args).out()).contains("ensemble.safetensors, but for layers.0.0");
    Model before = Model.load(model);
    Model after = Model.load(tuned);
    assertThat(values(after, "layers.0.0.0.weight"))
        .isEqualTo(values(before, "layers.0.0.0.weight"));
    assertThat(values(after, "layers.0.1.0.weight"))
        .isNotEqualTo(values(before, "layers.0.1.0.weight"));
  }

  @Test
  void saysWhichColumnIsMissing() {
    Path data = folder.resolve("other.csv");
    Cli.write(data, "sepal_length,sepal_width,petal_length,petal_width,kind\n1,2,3,4,setosa\n");
    Cli.Result result = Cli.asTyped("train", "--from", base, "--data", data);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("no column 'species'").doesNotContain("keeps its classes");
  }

  @Test
  void goesOnAfterAnInterruption() throws IOException {
    Path checkpoints = folder.resolve("checkpoints");
    Cli.Result whole =
        tune(
            folder.resolve("whole.safetensors"),
            "--epochs",
            "4",
            "--checkpoint",
            checkpoints,
            "--every",
            "1 epochs",
            "--keep",
            "9");
    try (var files = Files.list(checkpoints)) {
      for (Path late : files.filter(f -> !f.toString().contains("-00000008")).toList()) {
        Files.delete(late);
      }
    }
    Cli.Result rest =
        Cli.asTyped(
            "train",
            "--json",
            "--resume",
            checkpoints,
            "--model",
            folder.resolve("rest.safetensors"));
    assertThat(rest.code()).as(rest.err()).isZero();
    assertThat(rest.json().path("parameters_sha256"))
        .isEqualTo(whole.json().path("parameters_sha256"));
  }

  @Test
  void refusesOtherClassesAndSaysWhatToDo() throws IOException {
    Path other = folder.resolve("other.csv");
    Cli.write(other, Files.readString(IRIS).replace("virginica", "pumila"));
    Cli.Result result =
        Cli.asTyped(
            "train", "--from", base, "--data", other, "--model", folder.resolve("x.safetensors"));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("'pumila' in column 'species' is none of the classes")
        .contains("leave such rows out, call them one of these, or train a new model")
        .contains(other.toString());
  }

  @Test
  void leavesToTheModelWhatItHasDecided() {
    Path none = folder.resolve("none.safetensors");
    assertRefused(none, "--layers: is what the model of --from has decided", "--layers", "4:relu");
    assertRefused(none, "--scaling: is what the model of --from", "--scaling", "min_max");
    assertRefused(none, "--preset: is for networks that start anew", "--preset", "fast");
    assertRefused(none, "--ensemble: is for networks that start anew", "--ensemble", "2");
    assertRefused(none, "the model of --from predicts [species]", "--target", "petal_width");
    assertRefused(none, "the model of --from is for classification", "--task", "regression");
    assertRefused(
        none,
        "no layer or parameter is called 'layers.7'; the parameters are",
        "--freeze",
        "layers.7");
    assertRefused(none, "nothing to learn", "--freeze", "*.weight,*.bias");
    assertRefused(none, "nll reads logarithms", "--loss", "nll");
    assertRefused(base, "is the file of --from, which is being read", "--epochs", "1");
    assertThat(none).doesNotExist();
  }

  private void assertRefused(Path model, String message, String... more) {
    Cli.Result result = tune(model, (Object[]) more);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.json().path("error").path("message").asString()).contains(message);
  }

  @Test
  void takesColumnsInOrderForAModelOfNumbersAlone() {
    Path plain = folder.resolve("plain.safetensors");
    Path tuned = folder.resolve("plain-tuned.safetensors");
    Network network = Network.builder(4).dense(8, "relu").dense(3, "softmax").seed(3).build();
    TrainingPlan plan =
        TrainingPlan.builder().loss("categorical_cross_entropy").optimizer("adam").build();
    Model.of(network, plan).save(plain);
    Object[] args = {
      "train", "--json", "--from", plain, "--data", IRIS, "--target", "species", "--model", tuned
    };
    Cli.Result result = Cli.asTyped(args);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.json().path("metrics").path("accuracy").asDouble()).isGreaterThan(0.9);
    assertThat(Model.load(tuned).columns())
        .containsExactly("sepal_length", "sepal_width", "petal_length", "petal_width");

    Cli.Result few =
        Cli.asTyped(
            "train",
            "--from",
            plain,
            "--data",
            IRIS,
            "--target",
            "species",
            "--ignore",
            "petal_width");
    assertThat(few.code()).isEqualTo(2);
    assertThat(few.err())
        .contains("--from: the model has 4 inputs, but the columns")
        .contains("name its columns in the order of its inputs (--features)");
    Cli.Result untold = Cli.asTyped("train", "--from", plain, "--data", IRIS);
    assertThat(untold.code()).isEqualTo(2);
    assertThat(untold.err()).contains("target is missing");
  }

  @Test
  void isNotForFolds() {
    Cli.Result result =
        Cli.asTyped("crossval", "--from", base, "--data", IRIS, "--target", "species");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("--from: is for training");
  }
}
