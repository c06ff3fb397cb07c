package org.nn4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Layer;
import org.nn4j.api.Matrix;
import org.nn4j.core.InputException;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.layer.ActivationLayer;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.model.Model;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.History;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.experiment.Experiment;
import org.nn4j.onnx.file.ElementType;
import org.nn4j.onnx.file.Graph;
import org.nn4j.onnx.file.Node;
import org.nn4j.onnx.file.OnnxFile;
import org.nn4j.onnx.file.Tensor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What PyTorch and skl2onnx export becomes the network that it was; {@code torch/make.py} and
 * {@code sklearn/make.py} made the files.
 */
class ImportTest {
  @TempDir private Path folder;

  private static Path fixture(String name) {
    try {
      return Path.of(Objects.requireNonNull(ImportTest.class.getResource(name)).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static Matrix rows(JsonNode rows, Network network, int columns) {
    Matrix matrix = Matrix.zeros(network.precision(), rows.size(), columns);
    for (int r = 0; r < matrix.rows(); r++) {
      for (int c = 0; c < columns; c++) {
        JsonNode row = rows.get(r);
        matrix.set(r, c, (row.isArray() ? row.get(c) : row).asDouble());
      }
    }
    return matrix;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "relu | relu,relu,softmax | categorical_cross_entropy",
        "unfolded | relu,tanh,identity | mse",
        "old | relu,gelu,sigmoid | binary_cross_entropy",
        "float64 | tanh,silu,identity | mse",
        "gelus | gelu,gelu_tanh,silu,mish,identity | mse",
        "units | leaky_relu(slope=0.2),elu(alpha=0.7),selu,celu(alpha=1.3),prelu(initial=0.25,"
            + " shared=false),leaky_relu(slope=0.2776801),identity | mse",
        "hard | hard_tanh,hard_sigmoid,hard_swish,relu6,clamp(least=-0.3,"
            + " greatest=0.8),identity | mse",
        "soft | softplus,softsign,tanh_shrink,sigmoid,tanh,identity | mse",
        "normalized | batch_norm,identity,batch_norm,relu,identity,layer_norm,gelu,identity | mse",
        "view | relu,log_softmax | nll",
        "flat | relu,identity | mse"
      })
  void networksOfPyTorchPredictWhatTheyDidThere(String name, String activations, String loss)
      throws IOException {
    networksPredictWhatTheyDidThereAndTrainOn("torch/" + name, activations, loss);
  }

  private static void networksPredictWhatTheyDidThereAndTrainOn(
      String name, String activations, String loss) throws IOException {
    JsonNode recorded = JsonMapper.shared().readTree(Files.readString(fixture(name + ".json")));

    Model model = Onnx.read(fixture(name + ".onnx"));

    Network network = model.network();
    assertThat(String.join(",", network.layers().stream().map(ImportTest::kind).toList()))
        .isEqualTo(activations);
    assertThat(model.loss().name()).isEqualTo(loss);
    assertThat(model.preprocessor()).isNull();
    assertThat(model.provenance().entries())
        .containsEntry("imported", name.replaceFirst(".*/", "") + ".onnx");
    Matrix x = rows(recorded.get("x"), network, network.inputWidth());
    Matrix wanted = rows(recorded.get("y"), network, network.outputWidth());
    Matrix found = network.predict(x);
    for (int r = 0; r < wanted.rows(); r++) {
      for (int c = 0; c < wanted.columns(); c++) {
        assertThat(found.get(r, c)).isCloseTo(wanted.get(r, c), within(1e-6));
      }
    }
    falls(network, x);
  }

  @ParameterizedTest
  @CsvSource({
    "classifier, 'relu,relu,softmax', categorical_cross_entropy",
    "binary, 'tanh,tanh,sigmoid', binary_cross_entropy",
    "regressor, 'sigmoid,sigmoid,identity', mse"
  })
  void networksOfScikitLearnPredictWhatTheyDidThere(String name, String activations, String loss)
      throws IOException {
    networksPredictWhatTheyDidThereAndTrainOn("sklearn/" + name, activations, loss);
  }

  /** The part that tells an imported layer from others. */
  private static String kind(Layer layer) {
    return layer instanceof Dense dense
        ? dense.activation().expression()
        : layer instanceof ActivationLayer activation
            ? activation.function().expression()
            : layer.name();
  }

  /** Learns noise on numbers, which any network can. */
  private static void falls(Network network, Matrix x) {
    Matrix y = Matrix.zeros(network.precision(), x.rows(), network.outputWidth());
    for (int r = 0; r < y.rows(); r++) {
      y.set(r, r % y.columns(), 0.7);
    }
    TrainingPlan plan =
        TrainingPlan.builder().loss("mse").optimizer("adam(lr=0.003)").batch(6).epochs(30).build();
    History history = new Trainer(plan).fit(network, new MatrixDataset(x, y));
    assertThat(history.last().loss()).isLessThan(history.epochs().get(0).loss());
  }

  @Test
  void whatIsNoPerceptronFailsByTheNode() {
    assertThatThrownBy(() -> Onnx.read(fixture("torch/residual.onnx")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "residual.onnx: cannot be imported: it has the node Add (node '/Add'), which reads 'x'"
                + " besides '/Relu_output_0': layers have one input; nn4j reads perceptrons:");
  }

  @Test
  void exportedImportedAndExportedAgainIsTheSameBytes() throws IOException {
    for (String name : List.of("relu", "normalized", "float64", "hard")) {
      Model model = Onnx.read(fixture("torch/" + name + ".onnx"));
      Path first = folder.resolve("first.onnx");
      Path second = folder.resolve("second.onnx");

      Onnx.write(model, first);
      Onnx.write(Onnx.read(first), second);

      assertThat(second).hasSameBinaryContentAs(first);
    }
  }

  @Test
  void aFileThatWasChangedSinceIsRefused() throws IOException {
    Path file = folder.resolve("changed.onnx");
    Onnx.write(Onnx.read(fixture("torch/relu.onnx")), file);
    OnnxFile content = OnnxFile.of(Files.readAllBytes(file));
    Graph graph = content.graph();
    List<Node> nodes =
        graph.nodes().stream()
            .map(
                node ->
                    node.type().equals("Relu")
                        ? new Node(
                            node.name(),
                            "Tanh",
                            node.domain(),
                            node.inputs(),
                            node.outputs(),
                            new TreeMap<>())
                        : node)
            .toList();
    Graph changed =
        new Graph(graph.name(), nodes, graph.initializers(), graph.inputs(), graph.outputs());
    Files.write(file, with(content, changed).toBytes());

    assertThatThrownBy(() -> Onnx.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("was written by nn4j and changed since");
  }

  @Test
  void aFileWithOtherWeightsIsTheModelOfThese() throws IOException {
    Path file = folder.resolve("other.onnx");
    Onnx.write(Onnx.read(fixture("torch/relu.onnx")), file);
    OnnxFile content = OnnxFile.of(Files.readAllBytes(file));
    Graph graph = content.graph();
    Map<String, Tensor> initializers = new LinkedHashMap<>(graph.initializers());
    initializers.computeIfPresent(
        "layers.0.bias", (name, old) -> Tensor.of(old.type(), new double[old.size()], old.dims()));
    Graph changed =
        new Graph(graph.name(), graph.nodes(), initializers, graph.inputs(), graph.outputs());
    Files.write(file, with(content, changed).toBytes());

    Model model = Onnx.read(file);

    assertThat(model.network().parameters().value("layers.0.bias").toRows()[0]).containsOnly(0.0);
  }

  /** Parameters have other names in a graph whose columns have theirs. */
  @Test
  void columnsMayBeCalledAsParameters() throws IOException {
    Path csv = folder.resolve("names.csv");
    StringBuilder text = new StringBuilder("layers.0.weight,layers.0.bias,layers.0.bias_2,y\n");
    for (int i = 0; i < 60; i++) {
      text.append(i % 7).append(',').append(i % 5).append(',').append(i % 3).append(',');
      text.append(i % 2 == 0 ? "a\n" : "b\n");
    }
    Files.writeString(csv, text);
    Model model =
        Experiment.on(csv)
            .target("y")
            .with(Map.of("layers", "5:tanh", "epochs", 2))
            .train()
            .model();
    Path file = folder.resolve("names.onnx");
    Path again = folder.resolve("names2.onnx");
    Onnx.write(model, file);

    Model read = Onnx.read(file);
    Onnx.write(read, again);

    assertThat(read.network().parameters().sha256())
        .isEqualTo(model.network().parameters().sha256());
    assertThat(again).hasSameBinaryContentAs(file);
  }

  private static Node node(String type, String output, String... inputs) {
    return new Node(output, type, Node.STANDARD, List.of(inputs), List.of(output), new TreeMap<>());
  }

  /** A file of some hundred bytes must not keep its reader busy, whoever wrote it. */
  @ParameterizedTest
  @ValueSource(strings = {"MatMul", "Tanh", "Add", "CumSum"})
  void workOutOfProportionIsRefused(String type) throws IOException {
    Path own = folder.resolve("own.onnx");
    Onnx.write(Onnx.read(fixture("torch/relu.onnx")), own);
    for (Path source : List.of(own, fixture("torch/relu.onnx"))) {
      OnnxFile content = OnnxFile.of(Files.readAllBytes(source));
      Graph graph = content.graph();
      Map<String, Tensor> initializers = new LinkedHashMap<>(graph.initializers());
      initializers.put("one", Tensor.scalar(ElementType.FLOAT, 0.001));
      initializers.put("axis", Tensor.scalar(ElementType.INT64, 1));
      initializers.put("size", Tensor.integers(1000, 1000));
      List<Node> nodes = new ArrayList<>(List.of(node("Expand", "v0", "one", "size")));
      for (int i = 0; i < 400; i++) {
        String read = "v" + i;
        nodes.add(
            switch (type) {
              case "Tanh" -> node(type, "v" + (i + 1), read);
              case "CumSum" -> node(type, "v" + (i + 1), read, "axis");
              default -> node(type, "v" + (i + 1), read, read);
            });
      }
      nodes.addAll(graph.nodes());
      Path file = folder.resolve("slow.onnx");
      Graph changed = new Graph(graph.name(), nodes, initializers, graph.inputs(), graph.outputs());
      Files.write(file, with(content, changed).toBytes());

      assertTimeout(
          Duration.ofSeconds(20),
          () ->
              assertThatThrownBy(() -> Onnx.read(file))
                  .isInstanceOf(InputException.class)
                  .hasMessageContaining("out of proportion"));
    }
  }

  @Test
  void constantsMayBeListsOfNumbers() throws IOException {
    OnnxFile content = OnnxFile.of(Files.readAllBytes(fixture("torch/relu.onnx")));
    Graph graph = content.graph();
    Node gemm =
        graph.nodes().stream().filter(n -> n.type().equals("Gemm")).findFirst().orElseThrow();
    String bias = gemm.inputs().get(2);
    Map<String, Tensor> initializers = new LinkedHashMap<>(graph.initializers());
    double[] values = initializers.remove(bias).numbers();
    List<Node> nodes = new ArrayList<>();
    nodes.add(
        new Node(
            bias,
            "Constant",
            Node.STANDARD,
            List.of(),
            List.of(bias),
            new TreeMap<>(Map.of("value_floats", Arrays.stream(values).boxed().toList()))));
    nodes.addAll(graph.nodes());
    Graph changed = new Graph(graph.name(), nodes, initializers, graph.inputs(), graph.outputs());
    Path file = folder.resolve("floats.onnx");
    Files.write(file, with(content, changed).toBytes());

    assertThat(Onnx.read(file).network().parameters().sha256())
        .isEqualTo(Onnx.read(fixture("torch/relu.onnx")).network().parameters().sha256());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a;b;c;d | it has an end in the middle of a number; it does not begin as one does",
        "{\"a\": 1} | it is a JSON file",
        "'' | it has no graph: it is no ONNX file; it does not begin as one does"
      })
  void otherFilesAreToldWhatTheyAre(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("other.onnx"), text);
    assertThatThrownBy(() -> Onnx.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is no ONNX file that nn4j reads: " + message);
  }

  @Test
  void aModelIsWantedAndAnOnnxFileGiven() throws IOException {
    assertThatThrownBy(() -> Model.load(fixture("torch/relu.onnx")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is an ONNX file, not a model; nn import makes one of it");
    byte[] content = Files.readAllBytes(fixture("torch/relu.onnx"));
    Path file = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(content, 200));
    assertThatThrownBy(() -> Onnx.read(file)).hasMessageContaining("it has a field of");
  }

  private static OnnxFile with(OnnxFile content, Graph graph) {
    return new OnnxFile(
        content.irVersion(),
        content.producer(),
        content.producerVersion(),
        content.opsets(),
        graph,
        content.metadata());
  }
}
