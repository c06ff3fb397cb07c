package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The guide's way from Python to Java and back, where Debian's python3-torch is installed. */
@Tag("once")
class PythonTest {
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Path SCRIPTS = Cli.EXAMPLES.resolve("python").toAbsolutePath().normalize();
  private static final Path IRIS = Cli.DATA.resolve("iris.csv").toAbsolutePath().normalize();

  /** The package safetensors, which Debian has not, as far as the Python that we print uses it. */
  private static final String SHIM =
      """
      import torch
      import safetensors_file

      def load_file(path):
          return {name: torch.tensor(array) for name, array in safetensors_file.load(path).items()}
      """;

  @TempDir private Path folder;

  /** Runs Python with our scripts and returns what it printed. */
  private String python(Object... words) throws IOException, InterruptedException {
    Path out = folder.resolve("python.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
            Arrays.stream(concat(PYTHON, "-B", words)).map(String::valueOf).toList());
    builder.environment().put("PYTHONPATH", SCRIPTS + ":" + folder);
    Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(out)).isZero();
    return Files.readString(out);
  }

  private static Object[] concat(Object first, Object second, Object... rest) {
    Object[] all = new Object[rest.length + 2];
    all[0] = first;
    all[1] = second;
    System.arraycopy(rest, 0, all, 2, rest.length);
    return all;
  }

  private static void assumeInstalled(String module) throws IOException, InterruptedException {
    boolean there =
        Files.isExecutable(PYTHON)
            && new ProcessBuilder(PYTHON.toString(), "-c", "import " + module)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor()
                == 0;
    assumeTrue(there, "Debian's package of the Python module " + module + " is not installed");
  }

  private static double[][] numbers(List<String> lines, int from) {
    return lines.stream()
        .map(line -> Arrays.stream(line.split(",")).skip(from).mapToDouble(Double::parseDouble))
        .map(row -> row.toArray())
        .toArray(double[][]::new);
  }

  private void assertProbabilities(Path model, Path wanted, double tolerance) throws IOException {
    Path predicted = folder.resolve("predicted.csv");
    Cli.ok("predict", "--model", model, "--data", IRIS, "--output", predicted);
    List<String> lines = Files.readAllLines(predicted);
    double[][] ours = numbers(lines.subList(1, lines.size()), 1);
    double[][] theirs = numbers(Files.readAllLines(wanted), 0);
    assertThat(ours).hasDimensions(150, 3);
    for (int r = 0; r < 150; r++) {
      for (int c = 0; c < 3; c++) {
        assertThat(ours[r][c]).isCloseTo(theirs[r][c], within(tolerance));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "torch, torch_iris.py, '16:relu,3:identity', softmax_cross_entropy",
    "sklearn, sklearn_iris.py, '16:tanh,8:tanh,3:softmax', categorical_cross_entropy"
  })
  void modelsOfPythonPredictTheSameHere(String module, String script, String layers, String loss)
      throws IOException, InterruptedException {
    assumeInstalled(module);
    Path weights = folder.resolve("mlp.safetensors");
    Path model = folder.resolve("mlp.nn.safetensors");
    Path probabilities = folder.resolve("probabilities.csv");
    python(SCRIPTS.resolve(script), IRIS, weights, probabilities);
    Cli.ok(
        "import",
        weights,
        "--layers",
        layers,
        "--loss",
        loss,
        "--output",
        model,
        "--features",
        "sepal_length,sepal_width,petal_length,petal_width",
        "--target",
        "species",
        "--labels",
        "setosa,versicolor,virginica");
    assertProbabilities(model, probabilities, 2e-6);
    Path tuned = folder.resolve("tuned.nn.safetensors");
    Cli.ok("train", "--from", model, "--data", IRIS, "--epochs", "5", "--model", tuned);
  }

  @Test
  void modelsFromHerePredictTheSameInPyTorch() throws IOException, InterruptedException {
    assumeInstalled("torch");
    Path model = folder.resolve("model.nn.safetensors");
    Path weights = folder.resolve("weights.safetensors");
    Cli.ok(
        "train",
        "--data",
        IRIS,
        "--target",
        "species",
        "--layers",
        "12:gelu,batch_norm(eps=0.01),8:leaky_relu(slope=0.2),layer_norm,dropout(rate=0.1),6:selu",
        "--scaling",
        "none",
        "--epochs",
        "5",
        "--model",
        model);
    String printed = Cli.ok("export", model, "--safetensors", "torch", "--output", weights).out();
    Files.writeString(
        Files.createDirectory(folder.resolve("safetensors")).resolve("torch.py"), SHIM);
    Path probabilities = folder.resolve("probabilities.csv");
    Path script = folder.resolve("script.py");
    Files.writeString(
        script,
        printed
            + "import csv\n"
            + ("rows = list(csv.reader(open('" + IRIS + "')))[1:]\n")
            + "x = torch.tensor([[float(v) for v in row[:4]] for row in rows])\n"
            + "with torch.no_grad():\n"
            + "    y = model(x).tolist()\n"
            + ("with open('" + probabilities + "', 'w') as out:\n")
            + "    for row in y:\n"
            + "        out.write(','.join(map(str, row)) + '\\n')\n");
    python(script);
    assertProbabilities(model, probabilities, 2e-6);
  }
}
