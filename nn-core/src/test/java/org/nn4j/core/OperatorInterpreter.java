package org.nn4j.core;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.nn4j.api.Matrix;
import org.nn4j.api.Operator;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.math.NnMath;

/** Evaluates operator graphs in float64, by ONNX's definitions of the operators. */
final class OperatorInterpreter {
  private final Map<String, Tensor> values = new HashMap<>();

  private OperatorInterpreter() {}

  static double[][] run(OperatorGraph graph, Matrix input, Function<String, Matrix> parameters) {
    OperatorInterpreter run = new OperatorInterpreter();
    run.values.put(OperatorGraph.INPUT, Tensor.of(input));
    graph.constants().forEach((name, value) -> run.values.put(name, Tensor.of(value)));
    graph.integers().forEach((name, vector) -> run.values.put(name, Tensor.of(vector)));
    graph.parameters().forEach(n -> run.values.put(n, Tensor.parameter(parameters.apply(n))));
    for (Operator operator : graph.operators()) {
      run.values.put(operator.output(), run.apply(operator));
    }
    return run.values.get(graph.output()).rows();
  }

  private Tensor apply(Operator op) {
    Tensor x = in(op, 0);
    return switch (op.type()) {
      case "Identity", "Cast" -> x; // all values are doubles here
      case "Abs" -> x.map(Math::abs);
      case "Erf" -> x.map(NnMath::erf);
      case "Exp" -> x.map(StrictMath::exp);
      case "Floor" -> x.map(Math::floor);
      case "Log" -> x.map(StrictMath::log);
      case "Neg" -> x.map(z -> -z);
      case "Relu" -> x.map(z -> Math.max(0, z));
      case "Sigmoid" -> x.map(NnMath::sigmoid);
      case "Sin" -> x.map(StrictMath::sin);
      case "Sqrt" -> x.map(Math::sqrt);
      case "Tanh" -> x.map(StrictMath::tanh);
      case "Add" -> zip(x, in(op, 1), Double::sum);
      case "Sub" -> zip(x, in(op, 1), (a, b) -> a - b);
      case "Mul" -> zip(x, in(op, 1), (a, b) -> a * b);
      case "Div" -> zip(x, in(op, 1), (a, b) -> a / b);
      case "Min" -> zip(x, in(op, 1), Math::min);
      case "Max" -> zip(x, in(op, 1), Math::max);
      case "And" -> zip(x, in(op, 1), (a, b) -> a * b);
      case "Equal" -> zip(x, in(op, 1), (a, b) -> a == b ? 1 : 0);
      case "Less" -> zip(x, in(op, 1), (a, b) -> a < b ? 1 : 0);
      case "Clip" -> zip(zip(x, in(op, 1), Math::max), in(op, 2), Math::min);
      case "Where" -> where(x, in(op, 1), in(op, 2));
      case "MatMul" -> product(x, in(op, 1));
      case "Gemm" -> zip(product(x, in(op, 1)), in(op, 2), Double::sum);
      case "BatchNormalization" -> {
        double epsilon = (Double) op.attributes().get("epsilon");
        Tensor scaled =
            zip(
                zip(x, in(op, 3), (a, mean) -> a - mean),
                in(op, 4),
                (a, v) -> a / Math.sqrt(v + epsilon));
        yield zip(zip(scaled, in(op, 1), (a, b) -> a * b), in(op, 2), Double::sum);
      }
      case "Softmax" -> softmax(x, axis(op));
      case "LogSoftmax" -> softmax(x, axis(op)).map(StrictMath::log);
      case "CumSum" -> sums(x, in(op, 1).integer());
      case "ReduceMean" -> {
        int[] axes = integers(op, "axes");
        yield along(x, axes[0], row -> Arrays.stream(row).average().orElseThrow());
      }
      case "ReduceMax" -> {
        int axis = integers(op, "axes")[0];
        Tensor greatest = along(x, axis, row -> Arrays.stream(row).max().orElseThrow());
        yield new Tensor(without(greatest.shape(), axis), greatest.data());
      }
      case "ReduceSum" -> {
        int axis = in(op, 1).integer();
        Tensor sums = along(x, axis, row -> Arrays.stream(row).sum());
        yield Long.valueOf(0).equals(op.attributes().get("keepdims"))
            ? new Tensor(without(sums.shape(), axis), sums.data())
            : sums;
      }
      case "Concat" -> op.inputs().stream().map(values::get).reduce(concat(axis(op))).orElseThrow();
      case "Gather" -> gather(x, in(op, 1), op.attributes().containsKey("axis") ? axis(op) : 0);
      case "Slice" -> slice(x, in(op, 1).integer(), in(op, 2).integer(), in(op, 3).integer());
      case "Reshape" -> reshape(x, in(op, 1).data());
      case "Squeeze" -> new Tensor(IntStream.of(x.shape()).filter(n -> n != 1).toArray(), x.data());
      case "Unsqueeze" -> {
        int[] shape = Arrays.copyOf(x.shape(), x.rank() + 1);
        require(in(op, 1).integer() == x.rank(), op + " at another axis than the last");
        shape[x.rank()] = 1;
        yield new Tensor(shape, x.data());
      }
      case "Transpose" ->
          transpose(
              x,
              op.attributes().containsKey("perm")
                  ? integers(op, "perm")
                  : IntStream.range(0, x.rank()).map(i -> x.rank() - 1 - i).toArray());
      default -> throw new AssertionError("the interpreter does not know " + op);
    };
  }

  private Tensor in(Operator operator, int index) {
    return values.get(operator.inputs().get(index));
  }

  private static int axis(Operator operator) {
    return ((Long) operator.attributes().get("axis")).intValue();
  }

  private static int[] integers(Operator operator, String attribute) {
    return ((List<?>) operator.attributes().get(attribute))
        .stream().mapToInt(value -> ((Long) value).intValue()).toArray();
  }

  private static void require(boolean known, String what) {
    if (!known) {
      throw new AssertionError("the interpreter does not know " + what);
    }
  }

  private static Tensor zip(Tensor x, Tensor y, DoubleBinaryOperator f) {
    return Tensor.of(common(x, y), i -> f.applyAsDouble(x.broadcast(i), y.broadcast(i)));
  }

  private static Tensor where(Tensor condition, Tensor yes, Tensor no) {
    return Tensor.of(
        common(zip(condition, yes, Double::sum), no),
        i -> condition.broadcast(i) == 1 ? yes.broadcast(i) : no.broadcast(i));
  }

  /** Returns the shape that both have once they are broadcast. */
  private static int[] common(Tensor x, Tensor y) {
    int[] shape = new int[Math.max(x.rank(), y.rank())];
    for (int i = 1; i <= shape.length; i++) {
      int a = i <= x.rank() ? x.shape()[x.rank() - i] : 1;
      int b = i <= y.rank() ? y.shape()[y.rank() - i] : 1;
      require(a == b || a == 1 || b == 1, "shapes " + x + " and " + y);
      shape[shape.length - i] = a == 1 ? b : a;
    }
    return shape;
  }

  /** Multiplies the matrices of two batches of one size. */
  private static Tensor product(Tensor x, Tensor w) {
    require(x.rank() == w.rank(), "a product of " + x + " and " + w);
    int[] shape = x.shape().clone();
    shape[x.rank() - 1] = w.shape()[w.rank() - 1];
    return Tensor.of(
        shape,
        i -> {
          int[] left = i.clone();
          int[] right = i.clone();
          double sum = 0;
          for (int k = 0; k < x.shape()[x.rank() - 1]; k++) {
            left[left.length - 1] = k;
            right[right.length - 2] = k;
            sum += x.at(left) * w.at(right);
          }
          return sum;
        });
  }

  private static Tensor softmax(Tensor x, int axis) {
    Tensor exp = x.map(StrictMath::exp);
    return zip(exp, along(exp, axis, row -> Arrays.stream(row).sum()), (a, b) -> a / b);
  }

  /** Reduces every row along an axis to one number, and keeps the axis. */
  private static Tensor along(Tensor x, int axis, ToDoubleFunction<double[]> f) {
    int[] shape = x.shape().clone();
    shape[axis] = 1;
    return Tensor.of(
        shape,
        i ->
            f.applyAsDouble(
                IntStream.range(0, x.shape()[axis])
                    .mapToDouble(k -> x.at(with(i, axis, k)))
                    .toArray()));
  }

  private static Tensor sums(Tensor x, int axis) {
    return Tensor.of(
        x.shape(),
        i -> IntStream.rangeClosed(0, i[axis]).mapToDouble(k -> x.at(with(i, axis, k))).sum());
  }

  private static BinaryOperator<Tensor> concat(int axis) {
    return (x, y) -> {
      int first = x.shape()[axis];
      int[] shape = with(x.shape(), axis, first + y.shape()[axis]);
      return Tensor.of(
          shape, i -> i[axis] < first ? x.at(i) : y.at(with(i, axis, i[axis] - first)));
    };
  }

  private static Tensor gather(Tensor x, Tensor indices, int axis) {
    int[] shape =
        IntStream.concat(
                IntStream.concat(Arrays.stream(x.shape(), 0, axis), Arrays.stream(indices.shape())),
                Arrays.stream(x.shape(), axis + 1, x.rank()))
            .toArray();
    return Tensor.of(
        shape,
        i -> {
          int after = axis + indices.rank();
          int chosen = (int) indices.at(Arrays.copyOfRange(i, axis, after));
          int[] place = new int[x.rank()];
          System.arraycopy(i, 0, place, 0, axis);
          place[axis] = chosen;
          System.arraycopy(i, after, place, axis + 1, x.rank() - axis - 1);
          return x.at(place);
        });
  }

  private static Tensor slice(Tensor x, int from, int to, int axis) {
    int size = x.shape()[axis];
    int start = Math.min(from < 0 ? from + size : from, size);
    int end = Math.min(to < 0 ? to + size : to, size);
    return Tensor.of(with(x.shape(), axis, end - start), i -> x.at(with(i, axis, start + i[axis])));
  }

  private static Tensor reshape(Tensor x, double[] sizes) {
    int[] shape = new int[sizes.length];
    int product = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sizes[i] == 0 ? x.shape()[i] : (int) sizes[i];
      product *= Math.max(shape[i], 1);
    }
    int known = product;
    return new Tensor(
        IntStream.of(shape).map(n -> n == -1 ? x.data().length / known : n).toArray(), x.data());
  }

  private static Tensor transpose(Tensor x, int[] order) {
    return Tensor.of(
        IntStream.of(order).map(axis -> x.shape()[axis]).toArray(),
        i -> {
          int[] place = new int[i.length];
          for (int k = 0; k < i.length; k++) {
            place[order[k]] = i[k];
          }
          return x.at(place);
        });
  }

  private static int[] without(int[] shape, int axis) {
    return IntStream.range(0, shape.length).filter(i -> i != axis).map(i -> shape[i]).toArray();
  }

  private static int[] with(int[] index, int axis, int value) {
    int[] changed = index.clone();
    changed[axis] = value;
    return changed;
  }

  /** Numbers in rows of rows, the last axis next to one another. */
  private record Tensor(int[] shape, double[] data) {

    static Tensor of(int[] shape, ToDoubleFunction<int[]> value) {
      double[] data = new double[IntStream.of(shape).reduce(1, (a, b) -> a * b)];
      for (int i = 0; i < data.length; i++) {
        int[] index = new int[shape.length];
        int rest = i;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
          index[axis] = rest % shape[axis];
          rest /= shape[axis];
        }
        data[i] = value.applyAsDouble(index);
      }
      return new Tensor(shape, data);
    }

    static Tensor of(double scalar) {
      return new Tensor(new int[0], new double[] {scalar});
    }

    static Tensor of(List<Long> vector) {
      return new Tensor(
          new int[] {vector.size()}, vector.stream().mapToDouble(Long::doubleValue).toArray());
    }

    static Tensor of(Matrix matrix) {
      return of(new int[] {matrix.rows(), matrix.columns()}, i -> matrix.get(i[0], i[1]));
    }

    static Tensor parameter(Matrix matrix) {
      Tensor tensor = of(matrix);
      return matrix.rows() == 1 ? new Tensor(new int[] {matrix.columns()}, tensor.data) : tensor;
    }

    int rank() {
      return shape.length;
    }

    double at(int... index) {
      int place = 0;
      for (int axis = 0; axis < shape.length; axis++) {
        place = place * shape[axis] + index[axis];
      }
      return data[place];
    }

    /** Returns the element of an index of a shape that this one is broadcast to. */
    double broadcast(int[] index) {
      int[] own = new int[shape.length];
      for (int axis = 0; axis < own.length; axis++) {
        own[axis] = shape[axis] == 1 ? 0 : index[index.length - own.length + axis];
      }
      return at(own);
    }

    /** Returns the one element of a vector, as an int. */
    int integer() {
      require(data.length == 1, "a vector here, " + this);
      return (int) data[0];
    }

    Tensor map(DoubleUnaryOperator f) {
      return new Tensor(shape, Arrays.stream(data).map(f).toArray());
    }

    double[][] rows() {
      return IntStream.range(0, shape[0])
          .mapToObj(r -> Arrays.copyOfRange(data, r * shape[1], (r + 1) * shape[1]))
          .toArray(double[][]::new);
    }

    @Override
    public String toString() {
      return Arrays.toString(shape);
    }
  }
}
