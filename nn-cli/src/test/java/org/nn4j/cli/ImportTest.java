package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Matrix;
import org.nn4j.core.model.Model;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code nn import} and {@code nn export --safetensors torch}, with models that PyTorch made. */
class ImportTest {
  private static final Path FILES = Path.of("..", "golden", "exchange");

  @TempDir private Path folder;

  private static JsonNode expected(String name) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(FILES.resolve("torch.json"))).path(name);
  }

  private Cli.Result importModel(String name, Path output, Object... more) throws IOException {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "import",
                FILES.resolve(name + ".safetensors"),
                "--layers",
                expected(name).path("layers").asString(),
                "--output",
                output));
    args.addAll(List.of(more));
    return Cli.ok(args.toArray());
  }

  private static double[][] rows(JsonNode node) {
    double[][] rows = new double[node.size()][];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = new double[node.get(r).size()];
      for (int c = 0; c < rows[r].length; c++) {
        rows[r][c] = node.get(r).get(c).asDouble();
      }
    }
    return rows;
  }

  private static void assertPredicts(Model model, JsonNode expected) {
    double[][] wanted = rows(expected.path("y"));
    Matrix predicted = model.network().predict(Matrix.of(rows(expected.path("x"))));
    for (int r = 0; r < wanted.length; r++) {
      for (int c = 0; c < wanted[r].length; c++) {
        assertThat(predicted.get(r, c))
            .as("row %s, output %s", r, c)
            .isCloseTo(wanted[r][c], within(wanted[r][c]));
      }
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double wanted) {
    return org.assertj.core.data.Offset.offset(1e-6 * Math.max(1, Math.abs(wanted)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"classifier", "batch_norm", "named", "float64", "float16", "deep"})
  void predictsWhatPyTorchDoes(String name) throws IOException {
    Path model = folder.resolve(name + ".nn.safetensors");
    importModel(name, model);
    assertPredicts(Model.load(model), expected(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"classifier", "batch_norm", "named", "float64", "float16", "deep"})
  void givesTheSameBytesWhenItIsExportedAgain(String name) throws IOException {
    Path model = folder.resolve("model.safetensors");
    Path once = folder.resolve("once.safetensors");
    Path again = folder.resolve("again.safetensors");
    Path twice = folder.resolve("twice.safetensors");
    importModel(name, model);
    Cli.ok("export", model, "--safetensors", "torch", "--output", once);
    Cli.ok("import", once, "--output", again);
    Cli.ok("export", again, "--safetensors", "torch", "--output", twice);
    assertThat(twice).hasSameBinaryContentAs(once);
    assertPredicts(Model.load(again), expected(name));
  }

  @Test
  void tellsWhatBecameOfWhat() throws IOException {
    Cli.Result named = importModel("named", folder.resolve("named.nn.safetensors"));
    assertThat(named.out())
        .contains("network  4 → dense 7 → layer_norm 7 → activation 7 → dense 2")
        .contains("loss     mse")
        .contains("layers.0 dense  from encoder.bias 1×7, encoder.weight 7×4, transposed")
        .contains("layers.3 dense  from decoder.bias 1×2, decoder.weight 2×7, transposed");
    Cli.Result norm = importModel("batch_norm", folder.resolve("norm.nn.safetensors"), "--json");
    assertThat(norm.json().path("loss").asString()).contains("binary_cross_entropy");
    assertThat(norm.json().path("layers").get(1).asString())
        .contains("1.running_mean 1×12")
        .contains("1.running_var 1×12");
  }

  @Test
  void predictsTablesWithNamesOfColumns() throws IOException {
    Path model = folder.resolve("columns.nn.safetensors");
    importModel(
        "classifier",
        model,
        "--features",
        "sepal_length,sepal_width,petal_length,petal_width",
        "--target",
        "species",
        "--labels",
        "setosa,versicolor,virginica");
    Path iris = Cli.DATA.resolve("iris.csv");
    JsonNode before = Cli.ok("evaluate", "--json", "--model", model, "--data", iris).json();
    assertThat(before.path("samples").asInt()).isEqualTo(150);
    Path tuned = folder.resolve("tuned.nn.safetensors");
    Cli.ok("train", "--from", model, "--data", iris, "--epochs", "30", "--model", tuned);
    JsonNode after = Cli.ok("evaluate", "--json", "--model", tuned, "--data", iris).json();
    assertThat(after.path("metrics").path("loss").asDouble())
        .isLessThan(before.path("metrics").path("loss").asDouble() - 0.1);
    Cli.ok("explain", model, "--data", iris, "--sample", "20");
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch_norm", "named", "float64", "float16", "deep"})
  void trainsOnWithFallingLoss(String name) throws IOException {
    Path model = folder.resolve("model.nn.safetensors");
    Path tuned = folder.resolve("tuned.nn.safetensors");
    importModel(name, model);
    int outputs = Model.load(model).network().outputWidth();
    boolean classes = name.equals("batch_norm");
    StringBuilder csv = new StringBuilder("a,b,c,d,y" + (outputs == 2 ? ",z" : "") + "\n");
    for (int i = 0; i < 200; i++) {
      double a = Math.sin(i);
      double b = Math.cos(3 * i);
      String y =
          classes
              ? a > b ? "yes" : "no"
              : String.format(Locale.ROOT, "%.4f%s", a * b, outputs == 2 ? "," + (a - b) : "");
      csv.append(String.format(Locale.ROOT, "%.4f,%.4f,%d,%d,%s\n", a, b, i % 3, i % 2, y));
    }
    Path data = Cli.write(folder.resolve("data.csv"), csv.toString());
    Cli.Result result =
        Cli.asTyped(
            "train",
            "--from",
            model,
            "--data",
            data,
            "--target",
            outputs == 2 ? "y,z" : "y",
            "--epochs",
            "20",
            "--report",
            folder.resolve("report"),
            "--model",
            tuned);
    assertThat(result.code()).as(result.err()).isZero();
    JsonNode epochs =
        JsonMapper.shared()
            .readTree(Files.readString(folder.resolve("report").resolve("run.json")))
            .path("history");
    assertThat(epochs.size()).isEqualTo(20);
    assertThat(epochs.get(19).path("loss").asDouble())
        .isLessThan(epochs.get(0).path("loss").asDouble());
  }

  private void assertRefused(String message, Object... args) {
    Cli.Result result = Cli.asTyped(args);
    assertThat(result.code()).as(result.out()).isEqualTo(2);
    assertThat(result.err()).contains(message);
  }

  @Test
  void saysWhatIsMissingOrWrong() throws IOException {
    Path out = folder.resolve("out.safetensors");
    Path file = FILES.resolve("classifier.safetensors");
    assertRefused(
        "say it with --layers, such as --layers \"16:relu,8:relu,3:softmax\"",
        "import",
        file,
        "--output",
        out);
    assertRefused(
        "parameters of 3 modules, but 2 of the layers",
        "import",
        file,
        "--layers",
        "16:relu,3:softmax",
        "--output",
        out);
    assertRefused(
        "2.bias 1×8, 2.weight 8×16 does not fit the layer dense(units=9",
        "import",
        file,
        "--layers",
        "16:relu,9:tanh,3:softmax",
        "--output",
        out);
    assertRefused(
        "embedding(categories=[], size=8); there are dense layers",
        "import",
        file,
        "--layers",
        "embedding,16:relu,8:tanh,3:softmax",
        "--output",
        out);
    assertRefused(
        "--features",
        "import",
        file,
        "--layers",
        "16:relu,8:tanh,3:softmax",
        "--target",
        "y",
        "--output",
        out);
    assertRefused(
        "2 features are named, but the model has 4 inputs",
        "import",
        file,
        "--layers",
        "16:relu,8:tanh,3:softmax",
        "--features",
        "a,b",
        "--output",
        out);
    assertThat(out).doesNotExist();
    importModel("classifier", out);
    assertRefused("is a model of nn4j already", "import", out, "--output", folder.resolve("x"));
    Path keras = Files.createFile(folder.resolve("mlp.keras"));
    assertRefused("needs the plug-in nn-keras", "import", keras, "--output", folder.resolve("x"));
    Path pickle = Files.createFile(folder.resolve("mlp.pt"));
    assertRefused("saved as safetensors", "import", pickle, "--output", folder.resolve("x"));
  }

  /** Writes a state dict whose numbers are told by their tensor and place. */
  private Path stateDict(String file, String... tensors) throws IOException {
    StringBuilder header = new StringBuilder("{");
    ByteBuffer data = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    for (String tensor : tensors) {
      String[] parts = tensor.split(" ");
      int from = data.position();
      int size = 1;
      for (String dim : parts[1].split(",")) {
        size *= Integer.parseInt(dim);
      }
      for (int i = 0; i < size; i++) {
        data.putFloat((float) Math.abs(Math.sin(i + tensor.hashCode() % 1000)));
      }
      header.append(
          "%s\"%s\":{\"dtype\":\"F32\",\"shape\":[%s],\"data_offsets\":[%s,%s]}"
              .formatted(from == 0 ? "" : ",", parts[0], parts[1], from, data.position()));
    }
    byte[] text = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
    byte[] content = new byte[8 + text.length + data.position()];
    ByteBuffer all = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    all.putLong(text.length).put(text).put(data.flip());
    return Files.write(folder.resolve(file), content);
  }

  private static String[] normalized(String first, String second, String third) {
    return new String[] {
      "bn1.bias 8",
      "bn1.running_mean 8",
      "bn1.running_var 8",
      "bn1.weight 8",
      "bn2.bias 8",
      "bn2.running_mean 8",
      "bn2.running_var 8",
      "bn2.weight 8",
      first + ".bias 8",
      first + ".weight 8,4",
      second + ".bias 8",
      second + ".weight 8,8",
      third + ".bias 8",
      third + ".weight 8,8"
    };
  }

  private static final String NORMALIZED =
      "8:identity,batch_norm,activation(function=relu),8:identity,batch_norm,"
          + "activation(function=relu),8:identity";

  @Test
  void numbersInNamesAreTheOrderOfEachSortOfModule() throws IOException {
    Path file = stateDict("fc.safetensors", normalized("fc1", "fc2", "fc10"));
    Path model = folder.resolve("fc.nn.safetensors");
    String told = Cli.ok("import", file, "--layers", NORMALIZED, "--output", model).out();
    assertThat(told)
        .containsSubsequence(
            "layers.0 dense  from fc1.",
            "layers.1 batch_norm  from bn1.",
            "layers.3 dense  from fc2.",
            "layers.4 batch_norm  from bn2.",
            "layers.6 dense  from fc10.");
  }

  @Test
  void theAlphabetIsNoOrder() throws IOException {
    Path file = stateDict("words.safetensors", normalized("first", "second", "last"));
    assertRefused(
        "several orders of its modules fit",
        "import",
        file,
        "--layers",
        NORMALIZED,
        "--output",
        folder.resolve("x"));
  }

  @Test
  void numbersAreLogitsIfThereAreLabels() throws IOException {
    for (int outputs : new int[] {1, 2}) {
      Path file = stateDict("logits" + outputs, "weight " + outputs + ",2", "bias " + outputs);
      file = Files.move(file, folder.resolve("logits" + outputs + ".safetensors"));
      Path model = folder.resolve("logits.nn.safetensors");
      Cli.ok(
          "import",
          file,
          "--layers",
          outputs + ":identity",
          "--features",
          "a,b",
          "--labels",
          "no,yes",
          "--output",
          model);
      assertThat(Model.load(model).loss().name())
          .isEqualTo(outputs == 1 ? "binary_cross_entropy_with_logits" : "softmax_cross_entropy");
      Path data = folder.resolve("logits.csv");
      Cli.write(data, "a,b\n-3,-3\n3,3\n");
      assertThat(Cli.ok("predict", "--model", model, "--data", data).out())
          .startsWith("prediction,probability_no,probability_yes");
      Path plain = folder.resolve("plain.nn.safetensors");
      assertThat(Cli.ok("import", file, "--layers", outputs + ":identity", "--output", plain).out())
          .contains("if they are logits, give --labels or --loss");
      assertRefused(
          "has no activation",
          "import",
          file,
          "--layers",
          "dropout(rate=0.2)," + outputs,
          "--output",
          plain);
      assertRefused("nn import --features", "predict", "--model", plain, "--data", data);
    }
  }

  @Test
  void namesATargetForEachOutput() throws IOException {
    Path file = stateDict("three.safetensors", "weight 3,2", "bias 3");
    assertRefused(
        "the network has 3 outputs, but 1 target is named: y",
        "import",
        file,
        "--layers",
        "3:identity",
        "--features",
        "a,b",
        "--output",
        folder.resolve("x"));
  }

  @Test
  void writesPythonThatMakesTheNetwork() throws IOException {
    Path model = folder.resolve("model.safetensors");
    Path out = folder.resolve("torch.safetensors");
    importModel("batch_norm", model);
    Cli.Result result = Cli.ok("export", model, "--safetensors", "torch", "--output", out);
    assertThat(result.out())
        .contains("nn.Linear(4, 12, bias=False),\n")
        .contains("nn.BatchNorm1d(12, eps=0.001, momentum=0.1),\n")
        .contains("nn.Dropout(0.2),\n")
        .contains("nn.Sigmoid(),\n")
        .contains("model.load_state_dict(load_file(");
    Path table = folder.resolve("table.safetensors");
    Cli.ok(
        "train",
        "--data",
        Cli.DATA.resolve("iris.csv"),
        "--target",
        "species",
        "--layers",
        "pbld,8:relu",
        "--epochs",
        "1",
        "--model",
        table);
    assertRefused(
        "the layer pbld(columns=0, frequencies=16, size=4, sigma=0.1, rate=0.1) is none that"
            + " PyTorch has",
        "export",
        table,
        "--safetensors",
        "torch",
        "--output",
        folder.resolve("no.safetensors"));
    assertRefused("an export is in one format", "export", table);
    assertRefused("must be torch but is 'jax'", "export", table, "--safetensors", "jax");
  }
}
