package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts that are written as formulas, from the command line to the model file and back. */
class FormulaTest {
  private static final String IRIS = "../examples/data/iris.csv";

  @TempDir Path folder;

  private Cli.Result train(int epochs, Object... more) {
    List<Object> arguments =
        new ArrayList<>(
            List.of("train", "--data", IRIS, "--target", "species", "--preset", "none"));
    arguments.addAll(
        List.of(
            "--layers",
            "8:formula(z*sigmoid(1.702*z)),8:formula(z*tanh(softplus(b*z)), b=1.5)",
            "--schedule",
            "formula(0.97^epoch)",
            "--epochs",
            epochs,
            "--json"));
    arguments.addAll(List.of(more));
    if (!arguments.contains("--model")) { // which would be in the folder of the tests
      arguments.addAll(List.of("--model", folder.resolve("trained.safetensors")));
    }
    return Cli.ok(arguments.toArray());
  }

  private static String sha(Cli.Result result) {
    String document = result.out();
    int at = document.indexOf("sha256");
    assertThat(at).isPositive();
    return document.substring(at, at + 80);
  }

  @Test
  void trainsToTheSameBytesWithAnyKernelsAndThreads() {
    String simd = sha(train(6, "--kernels", "simd", "--threads", "1"));

    assertThat(sha(train(6, "--kernels", "scalar", "--threads", "2"))).isEqualTo(simd);
  }

  @Test
  void modelsKeepTheFormulaAsText() {
    Path model = folder.resolve("formula.safetensors");
    train(6, "--model", model);

    assertThat(Cli.ok("inspect", model).out())
        .contains("formula(z*tanh(softplus(b*z)), b=1.5)")
        .contains("formula(z*sigmoid(1.702*z))");
    assertThat(Cli.ok("evaluate", "--model", model, "--data", IRIS).out()).contains("accuracy");
  }

  @Test
  void resumedRunsEndWithTheSameBytes() {
    String whole = sha(train(6));
    Path checkpoint = folder.resolve("checkpoint");
    train(3, "--checkpoint", checkpoint);

    assertThat(sha(Cli.ok("train", "--resume", checkpoint, "--epochs", "6", "--json")))
        .isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "formula(z*sigmoid(1.702*z))",
        "formula(where(z > 0, z, expm1(z)) + sign(z)*0.1*z + abs(z)^1.5)",
        "formula(log1p(z^2) - sqrt(z^2 + 1)/(2 + cos(z)) + sin(z) + tanh(softplus(z)))",
        "formula(z*normal_cdf(z) + erf(clamp(z, -1, 2)) + 1/(1 + e^-z))"
      })
  void exportsToOnnx(String activation) {
    Path model = folder.resolve("model.safetensors");
    Cli.ok(
        "train",
        "--data",
        IRIS,
        "--target",
        "species",
        "--layers",
        "6:" + activation,
        "--epochs",
        "2",
        "--precision",
        activation.matches(".*(cos|erf|cdf).*") ? "float32" : "float64", // runtimes have no others
        "--model",
        model);

    Cli.Result result =
        Cli.ok("export", model, "--onnx", folder.resolve("model.onnx"), "--verify", "50");

    assertThat(result.out()).contains("50");
  }

  @Test
  void lossesAreFormulasToo() {
    Path model = folder.resolve("model.safetensors");
    Cli.ok(
        "train",
        "--data",
        "../examples/data/diabetes.csv",
        "--target",
        "progression",
        "--layers",
        "8:tanh",
        "--loss",
        "formula(where(abs(y - t) < d, (y - t)^2, d*abs(y - t)), d=0.5)",
        "--epochs",
        "3",
        "--model",
        model);

    assertThat(Files.exists(model)).isTrue();
    assertThat(Cli.ok("inspect", model).out()).contains("d=0.5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "formula(log(z)) | activation formula: the formula log(z) is NaN at z = -16.0",
        "formula(z, b=1) | activation formula: the formula z has no parameter 'b'",
        "formula(max(z)) | activation formula: max takes 2 arguments but is given 1",
        "formula(z²) | activation formula: expected an operator or the end at character 2",
        "formula((y - t)^2*q) | loss formula: unknown name 'q' at character 11"
      })
  void aFaultIsThatOfTheKindWhoseVariablesTheFormulaHas(String expression, String message) {
    assertThat(Cli.run("plugins", "show", expression).err()).startsWith("nn: " + message);
  }

  @ParameterizedTest
  @CsvSource({
    "--schedule, formula(1-epoch), 1-epoch is -1.0 at step 8 of 12",
    "--weight-decay-schedule, formula(1/step), 1/step is Infinity at step 0 of 12",
    "--schedule, 0.9^epoch, a formula is written as formula(0.9^epoch)",
    "--layers, z*tanh(z), a formula is written as formula(z*tanh(z))"
  })
  void whatAFormulaCannotBeIsAMistakeInItsSetting(String flag, String value, String message) {
    List<Object> words = new ArrayList<>(List.of("train", "--data", IRIS, "--target", "species"));
    words.addAll(List.of("--epochs", 3, "--model", folder.resolve("m.safetensors"), flag, value));

    Cli.Result result = Cli.run(words.toArray());

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("nn: " + flag + ": ", message);
  }

  @Test
  void aScheduleOfDropoutThatFallsBelowZeroIsWrongInput() {
    Cli.Result result =
        Cli.run(
            "train",
            "--data",
            IRIS,
            "--target",
            "species",
            "--epochs",
            3,
            "--layers",
            "8:relu,dropout(schedule=formula(1-epoch))",
            "--model",
            folder.resolve("m.safetensors"));

    assertThat(result.code()).as(result.err()).isEqualTo(2);
    assertThat(result.err())
        .contains("dropout: the schedule has no rate: ", "1-epoch is -1.0 at step 8 of 12")
        .doesNotContain("fault of nn4j");
  }

  @Test
  void aListOfYamlThatCutsAFormulaAsksForQuotes() throws IOException {
    Path settings = folder.resolve("settings.yaml");
    Files.writeString(settings, "data: x.csv\ntarget: y\nlayers: [16:formula(max(z, 0))]\n");

    assertThat(Cli.run("train", settings).err())
        .contains("settings.yaml:3:9", "'(' is not closed", "in YAML, quote what has a comma");
  }

  @Test
  void showsTheDerivativeAndPointsAtFaults() {
    assertThat(Cli.ok("plugins", "show", "formula(z*sigmoid(z))").out())
        .contains("sigmoid(z) + z*sigmoid(z)*(1 - sigmoid(z))")
        .contains("z \\cdot \\sigma\\left(z\\right)")
        .contains("kinks");
    Cli.Result fault = Cli.run("plugins", "show", "formula(z*sigmod(z))");
    assertThat(fault.code()).isEqualTo(2);
    assertThat(fault.err())
        .isEqualTo(
            "nn: activation formula: unknown function 'sigmod' at character 3; did you mean"
                + " 'sigmoid'?\n    z*sigmod(z)\n      ^\n");
    assertThat(Cli.ok("plugins", "verify", "formula(z*sigmoid(1.702*z))").out()).contains("hold");
    assertThat(Cli.ok("plugins", "list", "activations").out()).contains("a formula over z");
  }
}
