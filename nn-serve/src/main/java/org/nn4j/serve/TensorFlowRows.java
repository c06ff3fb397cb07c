package org.nn4j.serve;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.model.Prediction;
import org.nn4j.core.text.Names;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The predictions of TensorFlow Serving's REST API: {@code {"instances": [row, …]}} is answered by
 * {@code {"predictions": [answer, …]}}, and {@code {"inputs": {column: [value, …]}}} by {@code
 * {"outputs": …}}. A row is an object of values by column, or a list of them in the order of the
 * columns. {@code level} asks for intervals or sets of classes. {@code warnings} stand behind the
 * answers where there are any.
 */
final class TensorFlowRows {
  static final String LEVEL = "level";

  private static final String LEVEL_RULE = "'level' must be above 0 and below 1, such as 0.9";

  /** What a request asks for: its rows, and how it named them. */
  private static final class Asked {
    @Nullable Double level;
    @Nullable String answer;
  }

  private TensorFlowRows() {}

  /**
   * Answers a request.
   *
   * @throws RequestException if something in it is wrong
   */
  static void answer(
      ServedModel model, byte[] body, int length, RowBlock block, JsonGenerator out) {
    Asked asked = JsonBody.read(body, length, json -> read(model, json, block));
    if (asked.answer == null) {
      throw new RequestException(
          400,
          "the body has neither 'instances', a list of rows, nor 'inputs', a list for each column");
    }
    out.writeStartObject();
    out.writeArrayPropertyStart(asked.answer);
    for (Prediction prediction : block.take()) {
      Answers answers = new Answers(prediction, asked.level);
      for (int r = 0; r < prediction.values().rows(); r++) {
        answers.writePlain(out, r);
      }
    }
    out.writeEndArray();
    JsonAnswer.warnings(out, block.unknown());
    out.writeEndObject();
  }

  private static Asked read(ServedModel model, JsonParser json, RowBlock block) {
    JsonBody.require(json, JsonToken.START_OBJECT, "the body");
    Asked asked = new Asked();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "instances" -> {
          once(json, asked, "predictions");
          instances(model, json, block);
        }
        case "inputs" -> {
          once(json, asked, "outputs");
          inputs(json, block);
        }
        case "signature_name" -> JsonBody.value(json, key);
        case LEVEL -> asked.level = level(json);
        default ->
            throw JsonBody.fault(
                json,
                "unknown key '" + key + "'; there are instances, inputs, signature_name, level");
      }
    }
    return asked;
  }

  /** Reads a level. */
  static double level(JsonParser json) {
    double level = JsonBody.number(json, LEVEL);
    if (!isLevel(level)) {
      throw JsonBody.fault(json, LEVEL_RULE);
    }
    return level;
  }

  /** Reads a level of an address. */
  static double level(String text) {
    try {
      double level = new BigDecimal(text).doubleValue();
      if (isLevel(level)) {
        return level;
      }
    } catch (NumberFormatException e) {
      // refused below, as numbers out of range are
    }
    throw new RequestException(400, LEVEL_RULE + ", but is " + Names.quote(text));
  }

  private static boolean isLevel(double level) {
    return level > 0 && level < 1;
  }

  private static void once(JsonParser json, Asked asked, String answer) {
    if (asked.answer != null) {
      throw JsonBody.fault(json, "the body has both 'instances' and 'inputs'; one is wanted");
    }
    asked.answer = answer;
  }

  private static void instances(ServedModel model, JsonParser json, RowBlock block) {
    JsonBody.require(json, JsonToken.START_ARRAY, "'instances'");
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_ARRAY) {
        list(model, json, row, block.count() + 1);
      } else {
        if (json.currentToken() != JsonToken.START_OBJECT) {
          throw JsonBody.fault(
              json,
              "row "
                  + (block.count() + 1)
                  + " must be an object or a list but is "
                  + JsonBody.name(json.currentToken()));
        }
        JsonBody.row(json, row, "row " + (block.count() + 1));
      }
      block.add(row);
    }
  }

  /** Reads a row of values in the order of the columns. */
  private static void list(
      ServedModel model, JsonParser json, Map<String, @Nullable Object> row, int number) {
    List<String> columns = model.columns();
    row.clear();
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (count < columns.size()) {
        row.put(columns.get(count), JsonBody.value(json, columns.get(count)));
      } else {
        json.skipChildren();
      }
      count++;
    }
    if (count != columns.size()) {
      throw JsonBody.fault(
          json, "row " + number + " has " + count + " values for " + columns.size() + " columns");
    }
  }

  /** Reads a list for each column. */
  private static void inputs(JsonParser json, RowBlock block) {
    JsonBody.require(json, JsonToken.START_OBJECT, "'inputs'");
    Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      List<@Nullable Object> values = new ArrayList<>();
      if (json.currentToken() == JsonToken.START_ARRAY) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          values.add(JsonBody.only(json, name));
        }
      } else {
        values.add(JsonBody.value(json, name));
      }
      columns.put(name, values);
    }
    addRows(columns, block);
  }

  /**
   * Adds the rows that columns make.
   *
   * @throws RequestException if the columns differ in length
   */
  static void addRows(
      Map<String, ? extends List<? extends @Nullable Object>> columns, RowBlock block) {
    int rows = -1;
    String first = "";
    for (Map.Entry<String, ? extends List<? extends @Nullable Object>> column :
        columns.entrySet()) {
      int size = column.getValue().size();
      if (rows >= 0 && size != rows) {
        throw new RequestException(
            400,
            "column '"
                + column.getKey()
                + "' has "
                + size
                + " values, but '"
                + first
                + "' has "
                + rows);
      }
      rows = size;
      first = column.getKey();
    }
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (int r = 0; r < rows; r++) {
      int at = r;
      columns.forEach((name, values) -> row.put(name, values.get(at)));
      block.add(row);
    }
  }
}
