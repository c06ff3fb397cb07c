package org.nn4j.core.exchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Layer;
import org.nn4j.api.Matrix;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.io.ForeignTensors;
import org.nn4j.core.layer.BatchNorm;
import org.nn4j.core.layer.Dense;

/**
 * The tensors of one PyTorch module: those whose names are the same up to the last dot.
 *
 * @param name that part of their names
 * @param tensors the tensors by the rest of their names
 * @param linear whether its weight is a matrix
 */
record TorchModule(String name, Map<String, Matrix> tensors, boolean linear) {
  private static final String WEIGHT = "weight";
  private static final String BIAS = "bias";
  private static final String MEAN = "running_mean";
  private static final String VARIANCE = "running_var";

  /** Counts batches for an average that the module's momentum makes unnecessary. */
  private static final String UNUSED = "num_batches_tracked";

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  /** What a module can be, judged by its tensors. */
  enum Sort {
    /** A matrix and perhaps a bias. */
    LINEAR,
    /** Means and variances of columns, and mostly a weight and a bias. */
    BATCH_NORM,
    /** A vector as weight, and perhaps a bias: a layer normalization, or slopes. */
    VECTOR
  }

  /**
   * Groups the tensors of a file, in the order of their names: a number in these counts as such, so
   * that 2 comes before 10.
   *
   * @throws InputException if there is a tensor of another kind of module, naming it
   */
  static List<TorchModule> of(Path file, ForeignTensors content) {
    Map<String, Map<String, Matrix>> groups = new TreeMap<>(TorchModule::compare);
    content
        .tensors()
        .forEach(
            (tensor, value) ->
                groups
                    .computeIfAbsent(prefix(tensor), key -> new LinkedHashMap<>())
                    .put(suffix(tensor), value));
    content
        .others()
        .forEach(
            (tensor, kind) -> {
              if (!suffix(tensor).equals(UNUSED)) {
                throw unsupported(file, tensor, kind);
              }
            });
    List<TorchModule> modules = new ArrayList<>();
    groups.forEach(
        (name, tensors) -> {
          String weight = full(name, WEIGHT);
          boolean linear = tensors.containsKey(WEIGHT) && !content.vectors().contains(weight);
          modules.add(new TorchModule(name, tensors, linear).checked(file, content));
        });
    if (modules.isEmpty()) {
      throw InputException.in(file, "holds no tensor of a network");
    }
    return modules;
  }

  private static InputException unsupported(Path file, String tensor, String kind) {
    return InputException.in(
        file,
        "tensor "
            + tensor
            + " is "
            + kind
            + ", which is of no module that can be read; there are Linear, BatchNorm1d, LayerNorm and"
            + " PReLU, in float16, bfloat16, float32 and float64");
  }

  private TorchModule checked(Path file, ForeignTensors content) {
    for (Map.Entry<String, Matrix> tensor : tensors.entrySet()) {
      boolean known =
          switch (tensor.getKey()) {
            case WEIGHT -> true;
            case BIAS, MEAN, VARIANCE -> content.vectors().contains(full(tensor.getKey()));
            default -> false;
          };
      if (!known) {
        throw unsupported(
            file, full(tensor.getKey()), "called so, of shape " + tensor.getValue().shape());
      }
    }
    boolean whole =
        tensors.containsKey(MEAN) == tensors.containsKey(VARIANCE)
            && (tensors.containsKey(WEIGHT) || tensors.containsKey(MEAN));
    if (!whole) {
      throw InputException.in(
          file, "module " + describe() + " is not complete; save the whole state_dict");
    }
    return this;
  }

  private static String prefix(String tensor) {
    return tensor.substring(0, Math.max(0, tensor.lastIndexOf('.')));
  }

  private static String suffix(String tensor) {
    return tensor.substring(tensor.lastIndexOf('.') + 1);
  }

  /** Whether two modules' names tell their order: all that differs is numbers. */
  boolean sameButForNumbers(TorchModule other) {
    return NUMBER.matcher(name).replaceAll("0").equals(NUMBER.matcher(other.name).replaceAll("0"));
  }

  /** Compares names as people count: numbers by their size. */
  private static int compare(String a, String b) {
    Matcher left = NUMBER.matcher(a);
    Matcher right = NUMBER.matcher(b);
    int from = 0;
    while (left.find() && right.find()) {
      String before = a.substring(from, left.start());
      if (left.start() != right.start() || !b.startsWith(before, from)) {
        break;
      }
      String one = left.group().replaceFirst("^0+(?=\\d)", "");
      String other = right.group().replaceFirst("^0+(?=\\d)", "");
      int order =
          one.length() != other.length() ? one.length() - other.length() : one.compareTo(other);
      if (order != 0 || left.end() != right.end()) {
        return order != 0 ? order : left.end() - right.end();
      }
      from = left.end();
    }
    return a.substring(from).compareTo(b.substring(from));
  }

  private static String full(String name, String tensor) {
    return name.isEmpty() ? tensor : name + "." + tensor;
  }

  private String full(String tensor) {
    return full(name, tensor);
  }

  Matrix weight() {
    return Objects.requireNonNull(tensors.get(WEIGHT));
  }

  Sort sort() {
    return linear ? Sort.LINEAR : tensors.containsKey(MEAN) ? Sort.BATCH_NORM : Sort.VECTOR;
  }

  /** Returns the inputs of a Linear. */
  int inputs(boolean transposed) {
    return transposed ? weight().columns() : weight().rows();
  }

  /** Returns the outputs of a Linear as PyTorch has them. */
  int outputs() {
    return weight().rows();
  }

  /** Returns the width of a normalization or of slopes. */
  int width() {
    return tensors.values().iterator().next().columns();
  }

  /**
   * Returns why this is not a layer's module, or null if it is.
   *
   * @param width the width of the layer's input, or −1 if it is unknown
   * @param transposed whether matrices are outputs × inputs
   */
  @Nullable String misfit(Layer layer, int width, boolean transposed) {
    if (layer instanceof Dense dense) {
      if (sort() != Sort.LINEAR) {
        return "it has no matrix";
      }
      int outputs = transposed ? weight().rows() : weight().columns();
      Matrix bias = tensors.get(BIAS);
      if (outputs != dense.units() || (bias != null && bias.columns() != dense.units())) {
        return "it has " + outputs + " outputs";
      }
      return width >= 0 && inputs(transposed) != width
          ? "it has "
              + inputs(transposed)
              + " inputs, but the layer before has "
              + width
              + " outputs"
          : null;
    }
    if (sort() == Sort.LINEAR || (sort() == Sort.BATCH_NORM) != (layer instanceof BatchNorm)) {
      return "it is another kind of module";
    }
    if (tensors.values().stream().mapToInt(Matrix::columns).distinct().count() > 1) {
      return "its tensors differ in size";
    }
    List<ParameterSpec> specs = layer.declare(Math.max(1, width));
    boolean slopes = specs.size() == 1;
    if (slopes == tensors.containsKey(BIAS)) {
      return "it has " + (slopes ? "a bias" : "no bias");
    }
    int wanted = slopes && specs.get(0).columns() == 1 ? 1 : width;
    return width >= 0 && width() != wanted ? "it is of " + width() + " columns" : null;
  }

  /** Returns the parameters of a normalization or of slopes, those left out being 1 and 0. */
  Map<String, Matrix> values(Layer layer, Precision precision) {
    Map<String, Matrix> values = new LinkedHashMap<>();
    for (ParameterSpec spec : layer.declare(width())) {
      Matrix own = tensors.get(tensors.containsKey(spec.name()) ? spec.name() : WEIGHT);
      boolean unset = spec.name().equals(BIAS) && !tensors.containsKey(BIAS);
      Matrix value =
          own == null || unset ? Matrix.zeros(precision, 1, width()) : copy(own, false, precision);
      if (own == null && !unset) {
        value.fill(1);
      }
      values.put(spec.name(), value);
    }
    return values;
  }

  /** Returns a copy in a precision, transposed or not. */
  static Matrix copy(Matrix matrix, boolean transposed, Precision precision) {
    Matrix copy =
        transposed
            ? Matrix.zeros(precision, matrix.columns(), matrix.rows())
            : Matrix.zeros(precision, matrix.rows(), matrix.columns());
    for (int r = 0; r < matrix.rows(); r++) {
      for (int c = 0; c < matrix.columns(); c++) {
        copy.set(transposed ? c : r, transposed ? r : c, matrix.get(r, c));
      }
    }
    return copy;
  }

  /** Returns the tensors with their shapes: {@code 0.weight 128×784, 0.bias 1×128}. */
  String describe() {
    return tensors.entrySet().stream()
        .map(tensor -> full(tensor.getKey()) + " " + tensor.getValue().shape())
        .collect(Collectors.joining(", "));
  }
}
