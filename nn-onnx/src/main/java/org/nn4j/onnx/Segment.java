package org.nn4j.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.nn4j.onnx.file.ElementType;
import org.nn4j.onnx.file.MalformedException;
import org.nn4j.onnx.file.Node;
import org.nn4j.onnx.file.Tensor;
import org.nn4j.onnx.run.Interpreter;

/**
 * Some nodes that make one value of another and look at each row alone: a function, whatever it is
 * composed of. It is computed in float64, with the graph's own constants.
 *
 * @param nodes the nodes, in order
 * @param input the value that they start with
 * @param constants the graph's constants
 */
record Segment(List<Node> nodes, String input, Map<String, Tensor> constants) {
  private static final Set<String> ELEMENTWISE =
      Set.of(
          ("Abs Add And Cast Celu Clip Cos Div Dropout Elu Equal Erf Exp Floor Gelu Greater"
                  + " GreaterOrEqual HardSigmoid HardSwish Identity IsNaN LeakyRelu Less LessOrEqual"
                  + " Log Max Min Mish Mul Neg Not Or PRelu Pow Reciprocal ReduceMean ReduceSum Relu"
                  + " Selu Sigmoid Sin Softplus Softsign Sqrt Sub Tanh Where")
              .split(" "));

  /** Whether a node may be part of one. */
  static boolean takes(Node node) {
    return node.domain().equals(Node.STANDARD) && ELEMENTWISE.contains(node.type());
  }

  /** Returns the value that it results in. */
  String output() {
    return nodes.get(nodes.size() - 1).outputs().get(0);
  }

  /**
   * Computes the function of rows.
   *
   * @param rows numbers, rows × columns
   * @return as many numbers
   * @throws MalformedException if it cannot be computed, or makes another number of columns
   */
  double[][] apply(double[][] rows) {
    int columns = rows[0].length;
    double[] flat = new double[rows.length * columns];
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(rows[r], 0, flat, r * columns, columns);
    }
    Map<String, Tensor> values = new HashMap<>();
    values.put(input, Tensor.of(ElementType.DOUBLE, flat, rows.length, columns));
    for (Node node : nodes) {
      for (String name : node.inputs()) {
        Tensor constant = constants.get(name);
        if (constant != null) {
          values.put(name, wide(constant));
        }
      }
      Tensor read = values.get(node.inputs().get(0));
      boolean same = node.type().equals("Cast") && read != null && read.type().isFloating();
      values.put(node.outputs().get(0), same ? read : Interpreter.apply(node, values));
    }
    Tensor result = Objects.requireNonNull(values.get(output()));
    if (result.size() != flat.length || !result.type().isFloating()) {
      throw new MalformedException("a result of " + result.shape());
    }
    double[][] made = new double[rows.length][columns];
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(result.numbers(), r * columns, made[r], 0, columns);
    }
    return made;
  }

  private static Tensor wide(Tensor tensor) {
    return tensor.type() == ElementType.FLOAT
        ? Tensor.of(ElementType.DOUBLE, tensor.numbers(), tensor.dims())
        : tensor;
  }
}
