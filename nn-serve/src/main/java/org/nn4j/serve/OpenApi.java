package org.nn4j.serve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The description of a server by OpenAPI 3.1, made of its models. */
final class OpenApi {
  private static final String OBJECT = "object";
  private static final String ARRAY = "array";

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
                  Reply.JSON, schema(JsonAnswer.object("instances", rows), List.of("instances"))),
              content(
                  Reply.JSON,
                  schema(
                      JsonAnswer.object(
                          "predictions", JsonAnswer.object("type", ARRAY, "items", answer(model))),
                      List.of("predictions")))));
      paths.put(
          "/predict/" + name,
          post(
              "Predicts CSV with a header, or JSON lines, as they come.",
              contents(JsonAnswer.object("type", "string"), JsonAnswer.object("$ref", row)),
              contents(JsonAnswer.object("type", "string"), answer(model))));
      paths.put(
          "/models/" + name + "/explain",
          post(
              "Predicts a row, and tells what moved the answer.",
              content(
                  Reply.JSON,
                  schema(
                      JsonAnswer.object(
                          "row",
                          JsonAnswer.object("$ref", row),
                          "level",
                          JsonAnswer.object("type", "number")),
                      List.of("row"))),
              content(Reply.JSON, JsonAnswer.object("type", OBJECT))));
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

  private static Map<String, Object> answer(ServedModel model) {
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Object> number = JsonAnswer.object("type", "number");
    model.none().names().forEach(name -> values.put(name, number));
    String scores = model.none().hasProbabilities() ? "probabilities" : "scores";
    return switch (model.task()) {
      case CLASSIFICATION ->
          schema(
              JsonAnswer.object(
                  "label",
                  JsonAnswer.object("type", "string", "enum", model.none().names()),
                  scores,
                  schema(values, model.none().names())),
              List.of("label", scores));
      case MULTI_LABEL ->
          schema(
              JsonAnswer.object(
                  "labels",
                  JsonAnswer.object("type", ARRAY, "items", JsonAnswer.object("type", "string")),
                  scores,
                  schema(values, model.none().names())),
              List.of("labels", scores));
      case REGRESSION ->
          values.size() == 1
              ? number
              : schema(
                  JsonAnswer.object("values", schema(values, model.none().names())),
                  List.of("values"));
    };
  }

  private static Map<String, Object> schema(Map<String, ?> properties, List<String> required) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", OBJECT);
    schema.put("properties", properties);
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
    post.put("requestBody", JsonAnswer.object("required", true, "content", asked));
    post.put("responses", responses);
    return JsonAnswer.object("post", post);
  }
}
