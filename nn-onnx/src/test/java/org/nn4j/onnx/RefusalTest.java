package org.nn4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.api.Activation;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.Layer;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.activation.Activations;
import org.nn4j.core.activation.Relu;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.layer.Residual;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Provenance;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.onnx.file.Tensor;

/** Parts of others: exported by what they say of themselves, or refused by name. */
class RefusalTest {
  @TempDir private Path folder;

  /** z². */
  public record Square() implements ElementwiseActivation {
    @Override
    public String name() {
      return "acme.square";
    }

    @Override
    public double value(double z) {
      return z * z;
    }

    @Override
    public double derivative(double z, double a) {
      return 2 * z;
    }

    @Override
    public Optional<OperatorGraph> operators() {
      return Optional.of(
          OperatorGraph.build(g -> g.apply("Mul", OperatorGraph.INPUT, OperatorGraph.INPUT)));
    }
  }

  private static Model model(Precision precision, Layer... layers) {
    Network network = new Network(List.of(layers), 3, precision, 1, KernelsSelector.standard());
    return new Model(network, Catalog.standard().create(Loss.class, "mse"), null, Provenance.NONE);
  }

  @Test
  void aPartThatDescribesItselfIsExported() {
    Model model = model(Precision.FLOAT32, new Dense(4, new Square()), new Dense(2, new Square()));
    Path file = folder.resolve("square.onnx");

    Onnx.write(model, file);

    assertThat(Onnx.verify(model, file, 100).passed()).isTrue();
    Matrix x = Matrix.of(Precision.FLOAT32, new double[] {1, -2, 0.5});
    try (OnnxRuntime runtime = new OnnxRuntime(Exporter.file(model).toBytes())) {
      Tensor found = runtime.run(Map.of("input", Tensor.of(x, 1, 3))).get("output");
      assertThat(found).isEqualTo(Tensor.of(model.network().predict(x), 1, 2));
    }
  }

  @Test
  void aPartThatSaysNothingIsNamedWithWhatToDo() {
    Activation own = Activations.of("cube", z -> z * z * z, z -> 3 * z * z);
    Model model =
        model(
            Precision.FLOAT32, new Dense(3, new Relu()), new Residual(List.of(new Dense(3, own))));
    Path file = folder.resolve("cube.onnx");

    assertThatThrownBy(() -> Onnx.write(model, file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("the model cannot be exported to ONNX: layer 1, residual(")
        .hasMessageEndingWith(
            ": 'cube' does not say what it computes in ONNX's operators; to be exported it must"
                + " implement Activation.operators()");
    assertThat(Files.exists(file)).isFalse();
  }

  @Test
  void whatHasNoFloat64ElsewhereIsRefusedByItsOperator() {
    Layer gelu = Catalog.standard().create(Layer.class, "dense(2, gelu)");

    Onnx.write(model(Precision.FLOAT32, gelu), folder.resolve("gelu.onnx"));
    assertThatThrownBy(
            () -> Onnx.write(model(Precision.FLOAT64, gelu), folder.resolve("gelu64.onnx")))
        .hasMessageContaining("layer 0, dense(units=2, activation=gelu")
        .hasMessageContaining("ONNX Runtime has the operator Erf in float32 alone");
  }

  @Test
  void filesThatAreNoneAreToldApart() throws IOException {
    Path text = Files.writeString(folder.resolve("text.onnx"), "this is a text");
    Path empty = Files.write(folder.resolve("empty.onnx"), new byte[0]);

    assertThatThrownBy(() -> Onnx.read(text)).hasMessageContaining("text.onnx: is no ONNX file");
    assertThatThrownBy(() -> Onnx.read(empty))
        .hasMessageContaining("it has no graph: it is no ONNX file");
    assertThatThrownBy(() -> Onnx.read(folder.resolve("missing.onnx")))
        .isInstanceOf(InputException.class);
  }
}
