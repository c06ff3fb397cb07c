package org.nn4j.core;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.nn4j.api.Matrix;
import org.nn4j.api.Operator;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.math.NnMath;

/** Evaluates operator graphs in float64, by ONNX's definitions of the operators. */
final class OperatorInterpreter {
  private final Map<String, double[][]> values = new HashMap<>();

  private OperatorInterpreter() {}

  static double[][] run(OperatorGraph graph, Matrix input, Function<String, Matrix> parameters) {
    OperatorInterpreter run = new OperatorInterpreter();
    run.values.put(OperatorGraph.INPUT, input.toRows());
    graph.constants().forEach((name, value) -> run.values.put(name, new double[][] {{value}}));
    graph.parameters().forEach(n -> run.values.put(n, parameters.apply(n).toRows()));
    for (Operator operator : graph.operators()) {
      run.values.put(operator.output(), run.apply(operator));
    }
    return run.values.get(graph.output());
  }

  private double[][] apply(Operator op) {
    double[][] x = in(op, 0);
    return switch (op.type()) {
      case "Identity" -> x;
      case "Sigmoid" -> map(x, NnMath::sigmoid);
      case "Tanh" -> map(x, StrictMath::tanh);
      case "Relu" -> map(x, z -> Math.max(0, z));
      case "Erf" -> map(x, NnMath::erf);
      case "Softplus" -> map(x, OperatorInterpreter::softplus);
      case "Softsign" -> map(x, z -> z / (1 + Math.abs(z)));
      case "Mish" -> map(x, z -> z * StrictMath.tanh(softplus(z)));
      case "HardSwish" -> map(x, z -> z * Math.max(0, Math.min(1, z / 6 + 0.5)));
      case "HardSigmoid" -> map(x, z -> clip(number(op, "alpha") * z + number(op, "beta"), 0, 1));
      case "LeakyRelu" -> map(x, z -> z < 0 ? number(op, "alpha") * z : z);
      case "Elu" -> map(x, z -> z < 0 ? number(op, "alpha") * StrictMath.expm1(z) : z);
      case "Celu" -> map(x, z -> celu(z, number(op, "alpha")));
      case "Selu" ->
          map(
              x,
              z -> number(op, "gamma") * (z > 0 ? z : number(op, "alpha") * StrictMath.expm1(z)));
      case "Clip" -> map(x, z -> clip(z, in(op, 1)[0][0], in(op, 2)[0][0]));
      case "Add" -> zip(x, in(op, 1), Double::sum);
      case "Sub" -> zip(x, in(op, 1), (a, b) -> a - b);
      case "Mul" -> zip(x, in(op, 1), (a, b) -> a * b);
      case "Div" -> zip(x, in(op, 1), (a, b) -> a / b);
      case "PRelu" -> zip(x, in(op, 1), (z, slope) -> z < 0 ? slope * z : z);
      case "Cast" -> x;
      case "Equal" -> zip(x, in(op, 1), (a, b) -> a == b ? 1 : 0);
      case "Less" -> zip(x, in(op, 1), (a, b) -> a < b ? 1 : 0);
      case "Where" -> where(x, in(op, 1), in(op, 2));
      case "CumSum" -> sums(x, in(op, 1)[0][0]);
      case "Softmax" -> rows(op, x, OperatorInterpreter::softmax);
      case "LogSoftmax" -> rows(op, x, row -> logs(softmax(row)));
      case "MatMul" -> product(x, in(op, 1));
      case "Gemm" -> zip(product(x, in(op, 1)), in(op, 2), Double::sum);
      case "BatchNormalization" -> {
        double[][] centred = zip(x, in(op, 3), (a, mean) -> a - mean);
        double[][] scaled =
            zip(centred, in(op, 4), (a, v) -> a / Math.sqrt(v + number(op, "epsilon")));
        yield zip(zip(scaled, in(op, 1), (a, b) -> a * b), in(op, 2), Double::sum);
      }
      case "LayerNormalization" -> {
        double[][] scaled = rows(op, x, row -> standardize(row, number(op, "epsilon")));
        yield zip(zip(scaled, in(op, 1), (a, b) -> a * b), in(op, 2), Double::sum);
      }
      case "Concat" -> concat(op.inputs().stream().map(values::get).toList());
      default -> throw new AssertionError("the interpreter does not know " + op);
    };
  }

  private double[][] in(Operator operator, int index) {
    return values.get(operator.inputs().get(index));
  }

  private static double number(Operator operator, String attribute) {
    return (Double) operator.attributes().get(attribute);
  }

  private static double clip(double z, double least, double most) {
    return Math.max(least, Math.min(most, z));
  }

  private static double softplus(double z) {
    return Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
  }

  private static double celu(double z, double alpha) {
    return Math.max(0, z) + Math.min(0, alpha * StrictMath.expm1(z / alpha));
  }

  private static double[][] map(double[][] x, DoubleUnaryOperator f) {
    return zip(x, new double[1][1], (a, b) -> f.applyAsDouble(a));
  }

  /** Broadcasts a scalar or a row. */
  private static double[][] zip(double[][] x, double[][] y, DoubleBinaryOperator f) {
    double[][] result = new double[x.length][x[0].length];
    for (int r = 0; r < x.length; r++) {
      for (int c = 0; c < x[0].length; c++) {
        double[] row = y[y.length == 1 ? 0 : r];
        result[r][c] = f.applyAsDouble(x[r][c], row[row.length == 1 ? 0 : c]);
      }
    }
    return result;
  }

  private static double[][] where(double[][] condition, double[][] yes, double[][] no) {
    double[][] first = zip(condition, yes, (c, value) -> c == 1 ? value : Double.NaN);
    double[][] second = zip(condition, no, (c, value) -> c == 1 ? Double.NaN : value);
    return zip(first, second, (a, b) -> Double.isNaN(a) ? b : a);
  }

  private static double[][] sums(double[][] x, double axis) {
    if (axis != 1) {
      throw new AssertionError("not along rows: " + axis);
    }
    double[][] result = new double[x.length][];
    for (int r = 0; r < x.length; r++) {
      result[r] = x[r].clone();
      Arrays.parallelPrefix(result[r], Double::sum);
    }
    return result;
  }

  private static double[][] rows(Operator op, double[][] x, Function<double[], double[]> f) {
    if (!op.attributes().get("axis").equals(1L)) {
      throw new AssertionError("not along rows: " + op);
    }
    double[][] result = new double[x.length][];
    for (int r = 0; r < x.length; r++) {
      result[r] = f.apply(x[r]);
    }
    return result;
  }

  private static double[] softmax(double[] row) {
    double[] result = new double[row.length];
    double sum = 0;
    for (int c = 0; c < row.length; c++) {
      result[c] = StrictMath.exp(row[c]);
      sum += result[c];
    }
    for (int c = 0; c < row.length; c++) {
      result[c] /= sum;
    }
    return result;
  }

  private static double[] logs(double[] row) {
    double[] result = row.clone();
    for (int c = 0; c < row.length; c++) {
      result[c] = StrictMath.log(row[c]);
    }
    return result;
  }

  private static double[] standardize(double[] row, double epsilon) {
    double mean = Arrays.stream(row).average().orElseThrow();
    double variance = Arrays.stream(row).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    double[] result = row.clone();
    for (int c = 0; c < row.length; c++) {
      result[c] = (row[c] - mean) / Math.sqrt(variance + epsilon);
    }
    return result;
  }

  private static double[][] product(double[][] x, double[][] w) {
    double[][] result = new double[x.length][w[0].length];
    for (int r = 0; r < x.length; r++) {
      for (int k = 0; k < w.length; k++) {
        for (int c = 0; c < w[0].length; c++) {
          result[r][c] += x[r][k] * w[k][c];
        }
      }
    }
    return result;
  }

  private static double[][] concat(List<double[][]> parts) {
    double[][] result = new double[parts.get(0).length][];
    for (int r = 0; r < result.length; r++) {
      int row = r;
      result[r] = parts.stream().flatMapToDouble(p -> Arrays.stream(p[row])).toArray();
    }
    return result;
  }
}
