package org.nn4j.serve;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.Task;
import org.nn4j.core.model.Interval;
import org.nn4j.core.model.Prediction;
import org.nn4j.core.preprocess.FeatureStep;
import org.nn4j.core.preprocess.MissingFeature;
import org.nn4j.core.preprocess.NumericFeature;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;

/**
 * The Open Inference Protocol, version 2. A request has an input for each column, of as many
 * elements as there are rows, or one input of all columns, rows × columns. Numbers are taken as
 * they are written, in float64, whichever of the numeric data types is named; null is a missing
 * value.
 */
final class OpenInference {
  /** What an input of all columns is called, where no column is called so. */
  static final String ROWS = "rows";

  private static final String BYTES = "BYTES";
  private static final String BOOL = "BOOL";

  /** Data of an input: numbers or others. */
  private record Tensor(
      String name,
      String type,
      List<Long> shape,
      JsonBody.@Nullable Doubles numbers,
      List<@Nullable Object> others) {
    int size() {
      return numbers == null ? others.size() : numbers.size();
    }

    @Nullable Object get(int index) {
      return numbers == null ? others.get(index) : (Object) numbers.get(index);
    }
  }

  /** What a request asks for. */
  private static final class Asked {
    @Nullable String id;
    @Nullable Double level;
    final List<Tensor> inputs = new ArrayList<>();
    final List<String> outputs = new ArrayList<>();
  }

  /** What the output of standard deviations is called, as the column of tables is. */
  private static final String DEVIATIONS = "prediction_std";

  private OpenInference() {}

  /** Returns what a model takes and gives, as the protocol words it. */
  static Map<String, Object> metadata(ServedModel model) {
    List<Map<String, Object>> inputs = new ArrayList<>();
    for (String column : model.columns()) {
      inputs.add(tensor(column, isNumber(model, column) ? "FP64" : BYTES, List.of(-1)));
    }
    return JsonAnswer.object(
        "name",
        model.name(),
        "versions",
        List.of(model.version()),
        "platform",
        "nn4j",
        "inputs",
        inputs,
        "outputs",
        outputs(model));
  }

  private static boolean isNumber(ServedModel model, String column) {
    for (FeatureStep step : model.preprocessor().features().steps()) {
      if (step.column().equals(column) && !(step instanceof MissingFeature)) {
        return step instanceof NumericFeature;
      }
    }
    return false;
  }

  private static List<Map<String, Object>> outputs(ServedModel model) {
    Prediction none = model.none();
    String real = real(none.values().precision());
    int width = none.names().size();
    List<Integer> shape =
        none.task() == Task.REGRESSION && width == 1 ? List.of(-1) : List.of(-1, width);
    Map<String, Object> values = tensor(values(none), real, shape);
    values.put("parameters", Map.of("labels", none.names()));
    return switch (none.task()) {
      case CLASSIFICATION -> List.of(tensor("label", BYTES, List.of(-1)), values);
      case MULTI_LABEL -> List.of(tensor("labels", BOOL, List.of(-1, width)), values);
      case REGRESSION ->
          none.deviations() == null
              ? List.of(values)
              : List.of(values, tensor(DEVIATIONS, real, shape));
    };
  }

  private static String values(Prediction prediction) {
    return prediction.task() == Task.REGRESSION
        ? prediction.quantiles().isEmpty() ? "prediction" : "quantiles"
        : prediction.hasProbabilities() ? "probabilities" : "scores";
  }

  private static String real(Precision precision) {
    return precision == Precision.FLOAT32 ? "FP32" : "FP64";
  }

  private static Map<String, Object> tensor(String name, String type, List<Integer> shape) {
    return JsonAnswer.object("name", name, "datatype", type, "shape", shape);
  }

  /**
   * Answers a request.
   *
   * @throws RequestException if something in it is wrong
   */
  static void answer(
      ServedModel model, byte[] body, int length, RowBlock block, JsonGenerator out) {
    Asked asked = JsonBody.read(body, length, OpenInference::read);
    addRows(model, asked.inputs, block);
    List<Answers> answers =
        block.take().stream().map(prediction -> new Answers(prediction, asked.level)).toList();
    out.writeStartObject();
    out.writeStringProperty("model_name", model.name());
    out.writeStringProperty("model_version", model.version());
    if (asked.id != null) {
      out.writeStringProperty("id", asked.id);
    }
    if (!block.unknown().sentences().isEmpty()) {
      out.writeObjectPropertyStart("parameters");
      JsonAnswer.warnings(out, block.unknown());
      out.writeEndObject();
    }
    out.writeArrayPropertyStart("outputs");
    new Output(model, answers, block.count(), asked.outputs, out).write(asked.level != null);
    out.writeEndArray();
    out.writeEndObject();
  }

  private static Asked read(JsonParser json) {
    JsonBody.require(json, JsonToken.START_OBJECT, "the body");
    Asked asked = new Asked();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "id" -> asked.id = String.valueOf(JsonBody.value(json, key));
        case "parameters" -> asked.level = parameters(json);
        case "inputs" -> {
          JsonBody.require(json, JsonToken.START_ARRAY, "'inputs'");
          while (json.nextToken() != JsonToken.END_ARRAY) {
            asked.inputs.add(input(json));
          }
        }
        case "outputs" -> outputs(json, asked.outputs);
        default ->
            throw JsonBody.fault(
                json, "unknown key '" + key + "'; there are id, parameters, inputs, outputs");
      }
    }
    return asked;
  }

  private static @Nullable Double parameters(JsonParser json) {
    JsonBody.require(json, JsonToken.START_OBJECT, "'parameters'");
    Double level = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      json.nextToken();
      if (key.equals("level")) {
        level = TensorFlowRows.level(json);
      } else {
        json.skipChildren(); // extensions of others
      }
    }
    return level;
  }

  private static void outputs(JsonParser json, List<String> names) {
    JsonBody.require(json, JsonToken.START_ARRAY, "'outputs'");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      JsonBody.require(json, JsonToken.START_OBJECT, "an output");
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String key = json.currentName();
        json.nextToken();
        if (key.equals("name")) {
          names.add(String.valueOf(JsonBody.value(json, key)));
        } else {
          json.skipChildren();
        }
      }
    }
  }

  private static Tensor input(JsonParser json) {
    JsonBody.require(json, JsonToken.START_OBJECT, "an input");
    String name = null;
    String type = null;
    List<Long> shape = null;
    JsonBody.Doubles numbers = null;
    List<@Nullable Object> others = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "name" -> name = String.valueOf(JsonBody.value(json, key));
        case "datatype" -> type = String.valueOf(JsonBody.value(json, key));
        case "shape" -> shape = shape(json);
        case "data" -> {
          JsonBody.require(json, JsonToken.START_ARRAY, "'data'");
          JsonToken first = firstOf(json);
          if (first == JsonToken.VALUE_NUMBER_INT || first == JsonToken.VALUE_NUMBER_FLOAT) {
            JsonBody.Doubles read = new JsonBody.Doubles(16);
            forEach(json, () -> read.add(JsonBody.number(json, "data")));
            numbers = read;
          } else {
            List<@Nullable Object> read = new ArrayList<>();
            forEach(json, () -> read.add(JsonBody.value(json, "data")));
            others = read;
          }
        }
        case "parameters" -> json.skipChildren();
        default ->
            throw JsonBody.fault(
                json,
                "unknown key '"
                    + key
                    + "' of an input; there are name, shape, datatype, data,"
                    + " parameters");
      }
    }
    if (name == null || type == null || shape == null || (numbers == null && others == null)) {
      throw JsonBody.fault(
          json,
          "an input"
              + (name == null ? "" : " '" + name + "'")
              + " lacks one of name, shape, datatype and data; data go with the JSON, not as binary"
              + " behind it");
    }
    Tensor tensor = new Tensor(name, type, shape, numbers, others == null ? List.of() : others);
    check(json, tensor);
    return tensor;
  }

  /** Moves to the first element, into nested lists, and returns what it is. */
  private static JsonToken firstOf(JsonParser json) {
    JsonToken token = json.nextToken();
    while (token == JsonToken.START_ARRAY) {
      token = json.nextToken();
    }
    return token;
  }

  /** Does something at each element of nested lists, whose first a parser is at, to their end. */
  private static void forEach(JsonParser json, Runnable element) {
    int open = json.currentToken() == JsonToken.END_ARRAY ? 1 : 0;
    for (TokenStreamContext lists = json.streamReadContext();
        lists != null && lists.inArray();
        lists = lists.getParent()) {
      open++;
    }
    for (JsonToken token = json.currentToken(); open > 0; ) {
      if (token == JsonToken.END_ARRAY) {
        open--;
      } else if (token == JsonToken.START_ARRAY) {
        open++;
      } else {
        element.run();
      }
      if (open > 0) {
        token = json.nextToken();
      }
    }
  }

  private static List<Long> shape(JsonParser json) {
    JsonBody.require(json, JsonToken.START_ARRAY, "'shape'");
    List<Long> shape = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      JsonBody.require(json, JsonToken.VALUE_NUMBER_INT, "a number of 'shape'");
      shape.add(
          Math.max(
              -1,
              json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                  ? Long.MAX_VALUE
                  : json.getLongValue()));
    }
    return shape;
  }

  private static void check(JsonParser json, Tensor tensor) {
    double elements = 1;
    for (long side : tensor.shape) {
      elements *= side;
    }
    if (tensor.shape.isEmpty() || tensor.shape.size() > 2 || elements != tensor.size()) {
      throw JsonBody.fault(
          json,
          "the input '"
              + tensor.name
              + "' has the shape "
              + tensor.shape
              + " and "
              + tensor.size()
              + " elements; [rows] or [rows, 1] is wanted for a column, [rows,"
              + " columns] for all");
    }
    boolean real = tensor.type.startsWith("FP");
    boolean whole = tensor.type.startsWith("INT") || tensor.type.startsWith("UINT");
    if (!real && !whole && !tensor.type.equals(BYTES) && !tensor.type.equals(BOOL)) {
      throw JsonBody.fault(
          json,
          "the input '"
              + tensor.name
              + "' has the unknown datatype '"
              + tensor.type
              + "'; there are FP64, FP32, INT64, …, BOOL, and BYTES for texts");
    }
    if (tensor.numbers != null && real) {
      return;
    }
    for (int i = 0; i < tensor.size(); i++) {
      Object value = tensor.get(i);
      boolean fits =
          value == null
              || (value instanceof String && tensor.type.equals(BYTES))
              || (value instanceof Boolean && tensor.type.equals(BOOL))
              || (value instanceof Number number
                  && (real || (whole && isWhole(number.doubleValue()))));
      if (!fits) {
        throw JsonBody.fault(
            json,
            "the input '"
                + tensor.name
                + "' is of "
                + tensor.type
                + (" but element " + (i + 1) + " is " + value));
      }
    }
  }

  private static boolean isWhole(double value) {
    return Double.isNaN(value) || value == StrictMath.rint(value);
  }

  private static void addRows(ServedModel model, List<Tensor> inputs, RowBlock block) {
    List<String> columns = model.columns();
    if (inputs.isEmpty()) {
      throw new RequestException(400, "there is no input; " + wanted(model));
    }
    Tensor first = inputs.get(0);
    boolean all =
        inputs.size() == 1
            && first.shape.size() == 2
            && !(columns.size() == 1 && columns.contains(first.name));
    if (all) {
      if (first.shape.get(1) != columns.size()) {
        throw new RequestException(
            400,
            "the input '"
                + first.name
                + "' has "
                + first.shape.get(1)
                + " columns, but the model "
                + columns.size()
                + "; "
                + wanted(model));
      }
      addAll(columns, first, block);
      return;
    }
    Map<String, List<@Nullable Object>> byColumn = new LinkedHashMap<>();
    for (Tensor input : inputs) {
      if (input.shape.size() == 2 && input.shape.get(1) != 1) {
        throw new RequestException(
            400,
            "the input '"
                + input.name
                + "' has the shape "
                + input.shape
                + ", but a column has [rows] or [rows, 1]");
      }
      if (byColumn.put(
              input.name,
              new AbstractList<>() {
                @Override
                public @Nullable Object get(int index) {
                  return input.get(index);
                }

                @Override
                public int size() {
                  return input.size();
                }
              })
          != null) {
        throw new RequestException(400, "there are two inputs '" + input.name + "'");
      }
    }
    TensorFlowRows.addRows(byColumn, block);
  }

  private static String wanted(ServedModel model) {
    return "give one for each column, "
        + model.columnNames()
        + ", or one of all columns, [rows, "
        + model.columns().size()
        + "]";
  }

  private static void addAll(List<String> columns, Tensor input, RowBlock block) {
    int width = columns.size();
    int rows = input.size() / Math.max(1, width);
    if (input.numbers != null) {
      double[] row = new double[width];
      for (int r = 0; r < rows; r++) {
        input.numbers.copy(r * width, row);
        block.add(row);
      }
      return;
    }
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < width; c++) {
        row.put(columns.get(c), input.get(r * width + c));
      }
      block.add(row);
    }
  }

  /** Writes the outputs that are asked for, all if none is named. */
  private record Output(
      ServedModel model, List<Answers> answers, int rows, List<String> asked, JsonGenerator out) {

    void write(boolean level) {
      Prediction none = model.none();
      int width = none.names().size();
      List<String> known = new ArrayList<>();
      if (none.task() == Task.CLASSIFICATION) {
        texts(known, "label", Answers::labels);
      } else if (none.task() == Task.MULTI_LABEL) {
        flags(known, "labels", Answers::labelSets);
      }
      boolean matrix = none.task() != Task.REGRESSION || width > 1;
      elements(known, values(none), matrix, Prediction::values);
      if (none.deviations() != null) {
        elements(known, DEVIATIONS, matrix, Prediction::deviations);
      }
      if (level && none.task() == Task.CLASSIFICATION) {
        flags(known, "set", Answers::sets);
      } else if (level) {
        numbers(known, "lower", Interval::lower);
        numbers(known, "upper", Interval::upper);
      }
      for (String name : asked) {
        if (!known.contains(name)) {
          throw new RequestException(
              400, "there is no output '" + name + "'; there are " + String.join(", ", known));
        }
      }
    }

    /** Writes numbers, of each row one for each name. */
    private void elements(
        List<String> known,
        String name,
        boolean matrix,
        Function<Prediction, @Nullable Matrix> numbers) {
      int width = model.none().names().size();
      if (begin(known, name, real(model.none().values().precision()), width, matrix)) {
        for (Answers block : answers) {
          Matrix values = Objects.requireNonNull(numbers.apply(block.prediction()));
          for (int r = 0; r < values.rows(); r++) {
            for (int k = 0; k < width; k++) {
              Answers.writeNumber(out, values, r, k);
            }
          }
        }
        end();
      }
    }

    /** Writes for each label whether it is in a row's set. */
    private void flags(List<String> known, String name, Function<Answers, List<List<String>>> of) {
      List<String> labels = model.none().names();
      if (begin(known, name, BOOL, labels.size(), true)) {
        for (Answers block : answers) {
          for (List<String> set : of.apply(block)) {
            labels.forEach(label -> out.writeBoolean(set.contains(label)));
          }
        }
        end();
      }
    }

    private void texts(List<String> known, String name, Function<Answers, List<String>> of) {
      if (begin(known, name, BYTES, 1, false)) {
        answers.forEach(block -> of.apply(block).forEach(out::writeString));
        end();
      }
    }

    private void numbers(List<String> known, String name, ToDoubleFunction<Interval> of) {
      if (begin(known, name, "FP64", 1, false)) {
        answers.forEach(
            block -> block.intervals().forEach(i -> out.writeNumber(of.applyAsDouble(i))));
        end();
      }
    }

    private boolean begin(List<String> known, String name, String type, int width, boolean matrix) {
      known.add(name);
      if (!asked.isEmpty() && !asked.contains(name)) {
        return false;
      }
      out.writeStartObject();
      out.writeStringProperty("name", name);
      out.writeStringProperty("datatype", type);
      out.writeArrayPropertyStart("shape");
      out.writeNumber(rows);
      if (matrix) {
        out.writeNumber(width);
      }
      out.writeEndArray();
      if (matrix) {
        out.writeObjectPropertyStart("parameters");
        out.writeArrayPropertyStart("labels");
        model.none().names().forEach(out::writeString);
        out.writeEndArray();
        out.writeEndObject();
      }
      out.writeArrayPropertyStart("data");
      return true;
    }

    private void end() {
      out.writeEndArray();
      out.writeEndObject();
    }
  }
}
