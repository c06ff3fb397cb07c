package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.core.model.Model;
import org.nn4j.onnx.Onnx;
import tools.jackson.databind.JsonNode;

/** {@code nn export}. */
class ExportTest {
  @TempDir private static Path folder;

  private static Path model;

  @BeforeAll
  static void train() {
    model = folder.resolve("iris.safetensors");
    Cli.ok("train", Cli.EXAMPLES.resolve("iris.yaml"), "--epochs", 3, "--model", model);
  }

  @Test
  void theFileIsReadBackAndCompared() throws IOException {
    Path file = folder.resolve("iris.onnx");

    Cli.Result result = Cli.ok("export", model, "--onnx", file);

    assertThat(result.out())
        .matches(
            "wrote \\S+iris.onnx\\nverified: read back, it predicts 100 rows with differences up to"
                + " \\d\\.\\de-0\\d \\(1e-05 is rounding\\)\\n");
    assertThat(result.err()).isEmpty();
    byte[] bytes = Files.readAllBytes(file);
    Cli.ok("export", model, "--onnx", file);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    assertThat(Onnx.read(file).predict(Cli.DATA.resolve("iris.csv")).labels())
        .isEqualTo(Model.load(model).predict(Cli.DATA.resolve("iris.csv")).labels());
  }

  @Test
  void whatIsExportedIsImportedWhole() throws IOException {
    Path file = folder.resolve("there.onnx");
    Path back = folder.resolve("back.safetensors");
    Path again = folder.resolve("again.onnx");
    Cli.ok("export", model, "--onnx", file);

    JsonNode imported = Cli.ok("import", file, "--output", back, "--json").json();
    Cli.ok("export", back, "--onnx", again);

    assertThat(imported.path("parameters_sha256").asString())
        .isEqualTo(Model.load(model).network().parameters().sha256());
    assertThat(again).hasSameBinaryContentAs(file);
    assertThat(Cli.run("import", file, "--layers", "3:softmax", "--output", back).err())
        .contains("layers are for safetensors");
  }

  @Test
  void theDocumentHasTheFigures() {
    Path file = folder.resolve("json.onnx");

    JsonNode document = Cli.ok("export", model, "--onnx", file, "--verify", 7, "--json").json();

    assertThat(document.path("file").asString()).isEqualTo(file.toString());
    assertThat(document.at("/verified/passed").asBoolean()).isTrue();
    assertThat(document.at("/verified/rows").asInt()).isEqualTo(7);
    assertThat(document.at("/verified/largest_difference").asDouble()).isBetween(0.0, 1e-5);
    assertThat(document.at("/verified/other_labels").asInt()).isZero();
  }

  @Test
  void noneMayBeAskedToBeCompared() {
    Path file = folder.resolve("unverified.onnx");

    assertThat(Cli.ok("export", model, "--onnx", file, "--verify", 0).out())
        .isEqualTo("wrote " + file + "\n");
  }

  @Test
  void wrongUseIsToldByTheFlag() {
    assertThat(Cli.run("export", model).err())
        .contains(
            "an export is in one format; give one of --onnx FILE, --safetensors torch and --java");
    assertThat(Cli.run("export", model, "--onnx", folder.resolve("x.onnx"), "--verify", -1).err())
        .contains("--verify must be at least 0 but is -1");
    assertThat(Cli.run("export", model, "--onnx", model).code()).isEqualTo(2);
  }

  @Test
  void aFreeTextIsRefusedByItsColumn() {
    StringBuilder rows = new StringBuilder("review,stars\n");
    for (int row = 0; row < 60; row++) {
      rows.append("a book number ").append(row).append(" of so many,").append(row % 5).append('\n');
    }
    Path data = Cli.write(folder.resolve("reviews.csv"), rows.toString());
    Path texts = folder.resolve("reviews.safetensors");
    Cli.ok(
        "train",
        "--data",
        data,
        "--target",
        "stars",
        "--text",
        "review",
        "--epochs",
        1,
        "--model",
        texts);
    Path file = folder.resolve("reviews.onnx");

    Cli.Result result = Cli.run("export", texts, "--onnx", file);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("the model cannot be exported to ONNX: column 'review' is a free text");
    assertThat(file).doesNotExist();
  }
}
