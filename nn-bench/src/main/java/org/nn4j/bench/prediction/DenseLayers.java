package org.nn4j.bench.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;
import org.nn4j.api.ParameterSpec;
import org.nn4j.core.network.Network;

/**
 * A network of relu and softmax with random parameters, the same for all.
 *
 * @param network nn4j's
 * @param layers its layers, from inputs to outputs
 */
public record DenseLayers(Network network, List<Layer> layers) {

  /** The parameters of a layer. */
  public static final class Layer {
    private final int inputs;
    private final int outputs;
    private final float[] weights;
    private final float[] bias;

    private Layer(Matrix weights, Matrix bias) {
      this.inputs = weights.rows();
      this.outputs = weights.columns();
      this.weights = values(weights);
      this.bias = values(bias);
    }

    /** Returns the number of inputs. */
    public int inputs() {
      return inputs;
    }

    /** Returns the number of outputs. */
    public int outputs() {
      return outputs;
    }

    /** Returns the weights as inputs×outputs, row by row. */
    public float[] weights() {
      return weights.clone();
    }

    /** Returns the bias of the outputs. */
    public float[] bias() {
      return bias.clone();
    }

    /** Returns the weights as outputs×inputs, row by row. */
    public float[] transposed() {
      float[] turned = new float[weights.length];
      for (int i = 0; i < inputs; i++) {
        for (int o = 0; o < outputs; o++) {
          turned[o * inputs + i] = weights[i * outputs + o];
        }
      }
      return turned;
    }
  }

  /** Draws the parameters of a network, given as its widths, such as {@code 784-128-10}. */
  static DenseLayers of(String widths) {
    int[] sizes = Arrays.stream(widths.split("-", -1)).mapToInt(Integer::parseInt).toArray();
    Network.Builder builder = Network.builder(sizes[0]).seed(1);
    for (int i = 1; i < sizes.length; i++) {
      builder.dense(sizes[i], i + 1 < sizes.length ? "relu" : "softmax");
    }
    Network network = builder.build();
    List<Layer> layers = new ArrayList<>();
    List<ParameterSpec> specs = network.parameters().specs();
    for (int i = 0; i < specs.size(); i += 2) {
      Matrix weights = network.parameters().value(specs.get(i).name());
      Matrix bias = network.parameters().value(specs.get(i + 1).name());
      layers.add(new Layer(weights, bias));
    }
    return new DenseLayers(network, layers);
  }

  static float[] values(Matrix matrix) {
    float[] values = new float[matrix.rows() * matrix.columns()];
    new FloatMatrix(values, 0, matrix.rows(), matrix.columns(), matrix.columns()).copyFrom(matrix);
    return values;
  }
}
