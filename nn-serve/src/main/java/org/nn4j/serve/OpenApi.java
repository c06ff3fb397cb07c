package org.nn4j.serve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nn4j.api.Task;

/** The description of a server by OpenAPI 3.1, made of its models. */
final class OpenApi {
  private static final String OBJECT = "object";
  private static final String ARRAY = "array";
  private static final String PROPERTIES = "properties";
  private static final Map<String, Object> TEXT = Map.of("type", "string");

  /** Numbers that are not finite are null. */
  private static final Map<String, Object> NUMBER = Map.of("type", List.of("number", "null"));

  private static final Map<String, Object> WARNINGS =
      JsonAnswer.object(
          "type",
          ARRAY,
          "items",
          TEXT,
          "description",
          "Values that were taken as missing, a sentence for each column.");

  private OpenApi() {}

  /**
   * Describes a server.
   *
   * @param models what it serves
   * @param token whether clients have to show a token
   */
  static Map<String, Object> of(List<ServedModel> models, boolean token) {
    Map<String, Object> paths = new LinkedHashMap<>();
    Map<String, Object> schemas = new LinkedHashMap<>();
    schemas.put(
        "Error",
        schema(JsonAnswer.object("error", JsonAnswer.object("type", "string")), List.of("error")));
    for (ServedModel model : models) {
      String name = model.name();
      schemas.put("Row_" + name, row(model));
      String row = "#/components/schemas/Row_" + name;
      Map<String, Object> rows =
          JsonAnswer.object("type", ARRAY, "items", JsonAnswer.object("$ref", row));
      paths.put(
          "/v1/models/" + name + ":predict",
          post(
              "Predicts rows.",
              content(
                  Reply.JSON,
                  JsonAnswer.object(
                      "oneOf",
                      List.of(
                          schema(
                              JsonAnswer.object("instances", rows, TensorFlowRows.LEVEL, level()),
                              List.of("instances")),
                          schema(
                              JsonAnswer.object(
                                  "inputs", columns(model), TensorFlowRows.LEVEL, level()),
                              List.of("inputs"))))),
              content(
                  Reply.JSON,
                  JsonAnswer.object(
                      "oneOf",
                      List.of(predicted("predictions", model), predicted("outputs", model))))));
      paths.put(
          "/predict/" + name,
          post(
              "Predicts CSV with a header, or JSON lines, as they come.",
              List.of(
                  JsonAnswer.object(
                      "name", TensorFlowRows.LEVEL, "in", "query", "schema", level())),
              contents(TEXT, JsonAnswer.object("$ref", row)),
              contents(TEXT, answer(model))));
      paths.put(
          "/models/" + name + "/explain",
          post(
              "Predicts a row, and tells what moved the answer.",
              content(
                  Reply.JSON,
                  schema(
                      JsonAnswer.object(
                          "row", JsonAnswer.object("$ref", row), TensorFlowRows.LEVEL, level()),
                      List.of("row"))),
              content(Reply.JSON, explanation(model))));
      paths.put("/models/" + name, get("What the model takes and gives."));
      paths.put("/v2/models/" + name, get("What the model takes and gives, as tensors."));
      paths.put(
          "/v2/models/" + name + "/infer",
          post(
              "Predicts tensors: one for each column, or one of all.",
              content(Reply.JSON, JsonAnswer.object("type", OBJECT)),
              content(Reply.JSON, JsonAnswer.object("type", OBJECT))));
    }
    for (String path : List.of("/models", "/v2/health/live", "/v2/health/ready", "/metrics")) {
      paths.put(path, get(path.startsWith("/v2") ? "Health." : "What there is."));
    }
    Map<String, Object> components = new LinkedHashMap<>();
    components.put("schemas", schemas);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.1.0");
    document.put("info", JsonAnswer.object("title", "nn4j", "version", "1"));
    document.put("servers", List.of(JsonAnswer.object("url", "."))); // wherever it is mounted
    document.put("paths", paths);
    document.put("components", components);
    if (token) {
      components.put(
          "securitySchemes",
          JsonAnswer.object("bearer", JsonAnswer.object("type", "http", "scheme", "bearer")));
      document.put("security", List.of(JsonAnswer.object("bearer", List.of())));
    }
    return document;
  }

  private static Map<String, Object> row(ServedModel model) {
    Map<String, Object> columns = new LinkedHashMap<>();
    for (Object each : (List<?>) Objects.requireNonNull(ModelSchema.of(model).get("columns"))) {
      Map<?, ?> column = (Map<?, ?>) each;
      Map<String, Object> schema = new LinkedHashMap<>();
      schema.put(
          "type", List.of("number".equals(column.get("kind")) ? "number" : "string", "null"));
      List<String> said = new ArrayList<>();
      if (column.get("min") != null) {
        said.add("from " + column.get("min") + " to " + column.get("max") + " in training");
      }
      if (column.get("categories") instanceof List<?> categories) {
        said.add("one of those in examples; others are taken as unknown");
        schema.put("examples", categories);
      }
      if (!said.isEmpty()) {
        schema.put("description", String.join("; ", said));
      }
      columns.put(String.valueOf(column.get("name")), schema);
    }
    return schema(columns, model.columns());
  }

  /** Describes a list of values for each column, or one. */
  private static Map<String, Object> columns(ServedModel model) {
    Map<String, Object> lists = new LinkedHashMap<>();
    ((Map<?, ?>) Objects.requireNonNull(row(model).get(PROPERTIES)))
        .forEach((name, value) -> lists.put(String.valueOf(name), list(value)));
    return schema(lists, model.columns());
  }

  private static Map<String, Object> level() {
    return JsonAnswer.object(
        "type",
        "number",
        "exclusiveMinimum",
        0,
        "exclusiveMaximum",
        1,
        "description",
        "The probability that an interval or a set of classes is to hold with.");
  }

  /** Describes an answer of TensorFlow Serving's. */
  private static Map<String, Object> predicted(String key, ServedModel model) {
    Map<String, Object> row = answer(model);
    boolean plain =
        model.task() == Task.REGRESSION
            && model.none().names().size() == 1
            && model.none().deviations() == null;
    Object each = plain ? JsonAnswer.object("oneOf", List.of(NUMBER, row)) : row;
    return schema(JsonAnswer.object(key, list(each), "warnings", WARNINGS), List.of(key));
  }

  /** Describes the answer to a row, as an object. */
  private static Map<String, Object> answer(ServedModel model) {
    Map<String, Object> answer = decided(model);
    if (model.task() != Task.REGRESSION) {
      answer.put(model.none().hasProbabilities() ? "probabilities" : "scores", values(model));
    } else if (model.none().names().size() > 1) {
      answer.put("values", values(model));
    }
    addDeviations(model, answer);
    List<String> always = List.copyOf(answer.keySet());
    answer.putAll(asked(model));
    return schema(answer, always);
  }

  private static void addDeviations(ServedModel model, Map<String, Object> answer) {
    if (model.none().deviations() != null) {
      boolean single = model.none().names().size() == 1;
      answer.put(single ? Answers.DEVIATION : Answers.DEVIATIONS, single ? NUMBER : values(model));
    }
  }

  /** Describes the answer to a row with what moved it. */
  private static Map<String, Object> explanation(ServedModel model) {
    Map<String, Object> answer = decided(model);
    answer.put("values", values(model));
    addDeviations(model, answer);
    List<String> always = List.copyOf(answer.keySet());
    answer.putAll(asked(model));
    answer.put("explained", TEXT);
    answer.put("compared_with", TEXT);
    answer.put("base", NUMBER);
    answer.put("total", NUMBER);
    answer.put(
        "contributions",
        list(
            schema(
                JsonAnswer.object("column", TEXT, "value", TEXT, "amount", NUMBER),
                List.of("column", "value", "amount"))));
    answer.put("warnings", WARNINGS);
    return schema(answer, always);
  }

  /** Describes what is decided for, or the one number. */
  private static Map<String, Object> decided(ServedModel model) {
    Map<String, Object> decided = new LinkedHashMap<>();
    switch (model.task()) {
      case CLASSIFICATION ->
          decided.put("label", JsonAnswer.object("type", "string", "enum", model.none().names()));
      case MULTI_LABEL -> decided.put("labels", list(TEXT));
      case REGRESSION -> {
        if (model.none().names().size() == 1 || !model.none().quantiles().isEmpty()) {
          decided.put("value", NUMBER);
        }
      }
    }
    return decided;
  }

  private static Map<String, Object> values(ServedModel model) {
    Map<String, Object> values = new LinkedHashMap<>();
    model.none().names().forEach(name -> values.put(name, NUMBER));
    return schema(values, model.none().names());
  }

  /** Describes what a level adds to an answer. */
  private static Map<String, Object> asked(ServedModel model) {
    return switch (model.task()) {
      case CLASSIFICATION -> JsonAnswer.object("set", list(TEXT));
      case MULTI_LABEL -> Map.of();
      case REGRESSION -> JsonAnswer.object("interval", list(NUMBER));
    };
  }

  private static Map<String, Object> list(Object items) {
    return JsonAnswer.object("type", ARRAY, "items", items);
  }

  private static Map<String, Object> schema(Map<String, ?> properties, List<String> required) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", OBJECT);
    schema.put(PROPERTIES, properties);
    schema.put("required", required);
    return schema;
  }

  private static Map<String, Object> content(String type, Map<String, Object> schema) {
    return JsonAnswer.object(type, JsonAnswer.object("schema", schema));
  }

  private static Map<String, Object> contents(Map<String, Object> csv, Map<String, Object> line) {
    Map<String, Object> contents = new LinkedHashMap<>(content(StreamedRows.CSV, csv));
    contents.putAll(content(StreamedRows.JSON_LINES, line));
    return contents;
  }

  private static Map<String, Object> get(String summary) {
    return JsonAnswer.object(
        "get",
        JsonAnswer.object(
            "summary",
            summary,
            "responses",
            JsonAnswer.object("200", JsonAnswer.object("description", "Found."))));
  }

  private static Map<String, Object> post(
      String summary, Map<String, Object> asked, Map<String, Object> answered) {
    return post(summary, List.of(), asked, answered);
  }

  private static Map<String, Object> post(
      String summary,
      List<Map<String, Object>> query,
      Map<String, Object> asked,
      Map<String, Object> answered) {
    Map<String, Object> responses = new LinkedHashMap<>();
    responses.put("200", JsonAnswer.object("description", "Predicted.", "content", answered));
    responses.put(
        "default",
        JsonAnswer.object(
            "description",
            "Refused; the message names row and column.",
            "content",
            content(Reply.JSON, JsonAnswer.object("$ref", "#/components/schemas/Error"))));
    Map<String, Object> post = new LinkedHashMap<>();
    post.put("summary", summary);
    if (!query.isEmpty()) {
      post.put("parameters", query);
    }
    post.put("requestBody", JsonAnswer.object("required", true, "content", asked));
    post.put("responses", responses);
    return JsonAnswer.object("post", post);
  }
}
