package org.nn4j.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.core.io.JsonText;
import tools.jackson.databind.JsonNode;

/** What is asked, and how it is answered or refused. */
class ProtocolTest {
  private static final String ROW =
      "{'sepal_length':5.1,'sepal_width':3.5,'petal_length':1.4,'petal_width':0.2}";
  private static final String JSON = "application/json";

  private static ModelServer server;
  private static Client client;

  @BeforeAll
  static void start() {
    server =
        ModelServer.of(
                ServedModels.of(
                    Map.of(
                        "iris",
                        Models.iris(1),
                        "price",
                        Models.ofTable("price", "intervals=0.9", "validation=0.3"),
                        "orders",
                        Orders.model("late"))))
            .port(0)
            .start();
    client = new Client(server.uri());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }

  @Test
  void healthAndMetadataAreThoseOfTheOpenInferenceProtocol() {
    assertThat(client.get("/v2").body()).contains("\"name\":\"nn4j\"");
    assertThat(client.get("/v2/health/live").statusCode()).isEqualTo(200);
    assertThat(client.get("/v2/health/ready").body()).isEqualTo("{\"ready\":true}");
    assertThat(client.get("/v2/models/iris/ready").statusCode()).isEqualTo(200);
    JsonNode model = JsonText.tree(client.get("/v2/models/iris").body());
    assertThat(model.get("inputs").size()).isEqualTo(4);
    assertThat(model.get("inputs").get(0).toString())
        .isEqualTo("{\"name\":\"sepal_length\",\"datatype\":\"FP64\",\"shape\":[-1]}");
    assertThat(model.get("outputs").get(1).get("parameters").get("labels").toString())
        .isEqualTo("[\"setosa\",\"versicolor\",\"virginica\"]");
    assertThat(client.get("/v2/models/iris/").body())
        .isEqualTo(client.get("/v2/models/iris").body());
    String version = model.get("versions").get(0).asString();
    assertThat(client.get("/v2/models/iris/versions/" + version).body())
        .isEqualTo(client.get("/v2/models/iris").body());
  }

  @Test
  void inferAnswersTensorsOfAllColumnsWithTheIdAndTheOutputsAskedFor() {
    JsonNode answer =
        client.ask(
            "/v2/models/iris/infer",
            quoted(
                "{'id':'q7','inputs':[{'name':'x','shape':[2,4],'datatype':'FP32',"
                    + "'data':[[5.1,3.5,1.4,0.2],[6,3,5,2]]}],'outputs':[{'name':'label'}]}"));

    assertThat(answer.get("id").asString()).isEqualTo("q7");
    assertThat(answer.get("outputs").size()).isEqualTo(1);
    assertThat(answer.get("outputs").get(0).get("shape").toString()).isEqualTo("[2]");
    assertThat(answer.get("outputs").get(0).get("data").size()).isEqualTo(2);
  }

  @Test
  void intervalsAreAnsweredWhereALevelIsAskedFor() {
    JsonNode columns = JsonText.tree(client.get("/v2/models/price").body()).get("inputs");
    StringBuilder row = new StringBuilder();
    columns.valueStream().forEach(c -> row.append(",").append(c.get("name")).append(":null"));
    String instance = "{" + row.substring(1) + "}";

    JsonNode answer =
        client
            .ask("/v1/models/price:predict", "{\"instances\":[" + instance + "],\"level\":0.9}")
            .get("predictions")
            .get(0);

    double value = answer.get("value").asDouble();
    assertThat(answer.get("interval").get(0).asDouble()).isLessThan(value);
    assertThat(answer.get("interval").get(1).asDouble()).isGreaterThan(value);
    JsonNode outputs =
        client
            .ask(
                "/v2/models/price/infer",
                "{\"parameters\":{\"level\":0.9},\"inputs\":["
                    + columns
                        .valueStream()
                        .map(
                            c ->
                                "{\"name\":"
                                    + c.get("name")
                                    + ",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[null]}")
                        .reduce((a, b) -> a + "," + b)
                        .orElseThrow()
                    + "]}")
            .get("outputs");
    assertThat(outputs.valueStream().map(o -> o.get("name").asString()))
        .containsExactly("prediction", "lower", "upper");
  }

  @Test
  void rowsMayBeListsOrColumns() {
    JsonNode byName = client.ask("/v1/models/iris:predict", quoted("{'instances':[" + ROW + "]}"));
    JsonNode byPlace = client.ask("/v1/models/iris:predict", "{\"instances\":[[5.1,3.5,1.4,0.2]]}");
    JsonNode columns =
        client.ask(
            "/v1/models/iris/versions/1:predict",
            quoted("{'inputs':" + ROW.replaceAll("(:)([0-9.]+)", "$1[$2]") + "}"));

    assertThat(byPlace).isEqualTo(byName);
    assertThat(columns.get("outputs")).isEqualTo(byName.get("predictions"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/v1/models/iris:predict | {'instances':[{'sepal_length':1}]} | 400 | row 1: there is no value of columns",
        "/v1/models/iris:predict | {'instances':[[1,2,3]]} | 400 | row 1 has 3 values for 4 columns",
        "/v1/models/iris:predict | {'instances':[[1,2,3,4],[1,2,'x',4]]} | 400 | row 2: column 'petal_length': 'x' is not a number",
        "/v1/models/iris:predict | {'instances':[[1,2,3,1e999]]} | 400 | row 1: column 'petal_width': must be finite",
        "/v1/models/iris:predict | {'instances':[[1,2,[3,4],4]]} | 400 | 'petal_length' must be one value",
        "/v1/models/iris:predict | {'instances':[[1,2,{},4]]} | 400 | 'petal_length' must be a value but is an object",
        "/v1/models/iris:predict | {'instances':7} | 400 | 'instances' must be a list but is a whole number",
        "/v1/models/iris:predict | {'inputs':{'a':[1],'b':[1,2]}} | 400 | column 'b' has 2 values, but 'a' has 1",
        "/v1/models/iris:predict | {'rows':[]} | 400 | unknown key 'rows'; there are instances",
        "/v1/models/iris:predict | {'instances':[1,2,3,4]} | 400 | row 1 must be an object or a list but is a whole number",
        "/v2/models/ | {} | 404 | which model; there are",
        "/v1/models/iris:predict | {} | 400 | neither 'instances', a list of rows, nor 'inputs'",
        "/v1/models/iris:predict | [] | 400 | the body must be an object but is a list",
        "/v1/models/iris:predict | {'instances':[ | 400 | the body is not JSON",
        "/v1/models/iris:predict | {'instances':[]} {} | 400 | more than one JSON value",
        "/v1/models/iris:predict | {'instances':[],'instances':[]} | 400 | Duplicate",
        "/v1/models/iris:predict | {'instances':[[1,2,3,4]],'level':9} | 400 | 'level' must be above 0 and below 1",
        "/v1/models/iris:classify | {} | 404 | none of the verbs that are answered here: predict",
        "/v1/models/rose:predict | {} | 404 | no model 'rose'; there are",
        "/v2/models/iris/infer | {'inputs':[]} | 400 | there is no input; give one for each column, sepal_length",
        "/v2/models/iris/infer | {'inputs':[{'name':'x','shape':[1,3],'datatype':'FP32','data':[1,2,3]}]} | 400 | has 3 columns, but the model 4",
        "/v2/models/iris/infer | {'inputs':[{'name':'x','shape':[1,4],'datatype':'FP32','data':[1,2,3]}]} | 400 | has the shape [1, 4] and 3 elements",
        "/v2/models/iris/infer | {'inputs':[{'name':'x','shape':[1,4],'datatype':'INT64','data':[1,2,3,4.5]}]} | 400 | is of INT64 but element 4 is 4.5",
        "/v2/models/iris/infer | {'inputs':[{'name':'x','shape':[1,4],'datatype':'QUAD','data':[1,2,3,4]}]} | 400 | unknown datatype 'QUAD'",
        "/v2/models/iris/infer | {'inputs':[{'name':'x','shape':[1,4],'datatype':'FP32'}]} | 400 | lacks one of name, shape, datatype and data",
        "/v2/models/iris/infer | {'inputs':[{'name':'x','shape':[1,4],'datatype':'FP32','data':[1,'a',3,4]}]} | 400 | 'data' must hold numbers but holds a text",
        "/v2/models/iris/infer | {'inputs':[{'name':'x','shape':[1,4],'datatype':'FP32','data':[1,2,3,4]}],'outputs':[{'name':'z'}]} | 400 | no output 'z'; there are label, probabilities",
        "/v2/models/iris/infer | {'inputs':[{'name':'x','shape':[1,4],'datatype':'FP32','data':[9007199254740993,2,3,4]}]} | 400 | no exact float64",
        "/v2/models/iris/versions/9/infer | {} | 404 | has version",
        "/v2/models/iris/explode | {} | 404 | there is no /v2/models/iris/explode",
        "/models/iris/explain | {} | 400 | the body has no 'row'",
        "/nowhere | {} | 404 | there is no /nowhere; there are /"
      })
  void whatIsWrongIsNamed(String path, String body, int status, String message) {
    HttpResponse<String> response = client.post(path, JSON, quoted(body));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(JsonText.tree(response.body()).get("error").asString()).contains(message);
    assertThat(response.headers().firstValue("Content-Type")).contains(JSON);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text/csv | sepal_length,sepal_width\\n1,2 | row 1: there is no value of columns",
        "text/csv | sepal_length;sepal_width;petal_length;petal_width\\n1;2;3;4\\n1;2;x;4 | row 2: column 'petal_length'",
        "text/csv | sepal_length,sepal_width,petal_length,petal_width\\n1,2,3 | row 1 (line 2) has 3 cells, but the header 4",
        "text/csv | a,a\\n1,2 | the header has two columns 'a'",
        "text/csv | 5.1,3.5,1.4,0.2 | the first line names none of the columns sepal_length",
        "application/x-ndjson | {\"sepal_length\":NaN} | NaN is none; null stands for",
        "text/csv | `` | the body is empty",
        "application/x-ndjson | {\"sepal_length\":1} | row 1: there is no value of columns",
        "application/x-ndjson | [1,2,3,4] | row 1 must be an object but is a list",
        "application/x-ndjson | {\"a\" | the body is not JSON"
      })
  void whatIsWrongInStreamsIsNamed(String type, String body, String message) {
    HttpResponse<String> response = client.post("/predict/iris", type, body.replace("\\n", "\n"));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(JsonText.tree(response.body()).get("error").asString()).contains(message);
  }

  private static Map<String, @Nullable Object> order(Object... others) {
    Map<String, @Nullable Object> order = Orders.order();
    for (int i = 0; i < others.length; i += 2) {
      order.put((String) others[i], others[i + 1]);
    }
    return order;
  }

  private static String instances(List<Map<String, @Nullable Object>> rows) {
    return JsonText.of(Map.of("instances", rows));
  }

  @Test
  void valuesThatAreTakenAsMissingAreToldByEveryProtocol() {
    Map<String, @Nullable Object> strange = order("town", "Pa\u0159\u00ed\u017e", "day", "soon");
    Map<String, @Nullable Object> missing = order("town", null, "day", null);
    String town = "column 'town': unknown to the model: 'Pa\u0159\u00ed\u017e'; taken as missing";
    String day = "column 'day': no date: 'soon'; taken as missing (1 row, first in row 2)";

    JsonNode told = client.ask("/v1/models/orders:predict", instances(List.of(order(), strange)));
    assertThat(told.get("warnings").valueStream().map(JsonNode::asString))
        .containsExactly(town + " (1 row, first in row 2)", day);
    JsonNode silent = client.ask("/v1/models/orders:predict", instances(List.of(order(), missing)));
    assertThat(silent.has("warnings")).isFalse();
    assertThat(told.get("predictions")).isEqualTo(silent.get("predictions"));

    JsonNode explained = client.ask("/models/orders/explain", JsonText.of(Map.of("row", strange)));
    assertThat(explained.get("warnings").size()).isEqualTo(2);
    StringBuilder inputs = new StringBuilder();
    strange.forEach(
        (name, value) ->
            inputs
                .append(inputs.isEmpty() ? "" : ",")
                .append("{'name':'" + name + "','shape':[1],'datatype':'")
                .append(value instanceof Number ? "FP64" : "BYTES")
                .append("','data':[" + JsonText.of(value) + "]}"));
    JsonNode tensors = client.ask("/v2/models/orders/infer", quoted("{'inputs':[" + inputs + "]}"));
    assertThat(tensors.get("parameters").get("warnings").get(0).asString()).startsWith(town);

    HttpResponse<String> lines =
        client.post("/predict/orders", "application/x-ndjson", JsonText.of(strange) + "\n");
    HttpResponse<String> plain =
        client.post("/predict/orders", "application/x-ndjson", JsonText.of(missing) + "\n");
    assertThat(lines.body()).isEqualTo(plain.body());
    assertThat(plain.headers().firstValue("NN4J-Warnings")).isEmpty();
    String header = lines.headers().firstValue("NN4J-Warnings").orElseThrow();
    assertThat(header).matches("[ -~]+");
    assertThat(JsonText.tree(header).get(0).asString())
        .isEqualTo(town + " (1 row, first in row 1)");

    assertThat(client.get("/metrics").body())
        .contains("nn4j_unknown_values_total{model=\"orders\",column=\"town\"} 4\n")
        .doesNotContain("nn4j_unknown_values_total{model=\"iris\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "day | '02/11/2023' | column 'day': '02/11/2023' may be 2023-11-02 or 2023-02-11",
        "day | 20231102 | column 'day': a date or time as a text is wanted, but the value is the number 20231102",
        "day | true | column 'day': a date or time as a text is wanted, but the value is the truth value true",
        "items | true | column 'items': a number is wanted, but the value is the truth value true",
        "items | [3] | 'items' must be one value but is a list",
        "town | 7 | column 'town': one of its labels, which are texts, is wanted, but the value is the number 7",
        "town | false | column 'town': one of its labels, which are texts, is wanted",
        "town | ['Bonn'] | 'town' must be one value but is a list",
        "note | true | column 'note': a text is wanted, but the value is the truth value true",
      })
  void aValueIsNotTakenForAnother(String column, String value, String message) {
    String json = quoted(value);
    String row = JsonText.of(order(column, "VALUE")).replace("\"VALUE\"", json);
    for (String[] asked :
        new String[][] {
          {"/v1/models/orders:predict", JSON, "{\"instances\":[" + row + "]}"},
          {"/models/orders/explain", JSON, "{\"row\":" + row + "}"},
          {"/predict/orders", "application/x-ndjson", row}
        }) {
      HttpResponse<String> response = client.post(asked[0], asked[1], asked[2]);

      assertThat(response.statusCode()).as(asked[0] + response.body()).isEqualTo(400);
      assertThat(JsonText.tree(response.body()).get("error").asString()).contains(message);
    }
  }

  @Test
  void aFileIsRefusedOfWhichADateMayBeTwo() {
    String header = String.join(",", Orders.order().keySet());
    String cells = "12.5,3,medium,Bonn,yes,%s,09:30,leave it\n";

    assertThat(
            client
                .post("/predict/orders", "text/csv", header + "\n" + cells.formatted("13/11/2023"))
                .statusCode())
        .isEqualTo(200);
    assertThat(
            client
                .post("/predict/orders", "text/csv", header + "\n" + cells.formatted("02/11/2023"))
                .body())
        .contains("row 1: column 'day': '02/11/2023' may be 2023-11-02 or 2023-02-11");
  }

  @Test
  void streamsTakeALevelBehindTheQuestionMark() {
    String rows = JsonText.of(order()) + "\n";
    JsonNode line =
        JsonText.tree(
            client.post("/predict/orders?level=0.9", "application/x-ndjson", rows).body());
    JsonNode body =
        client.ask(
            "/v1/models/orders:predict",
            JsonText.of(Map.of("instances", List.of(order()), "level", 0.9)));
    assertThat(line).isEqualTo(body.get("predictions").get(0));
    assertThat(line.has("set")).isTrue();
    String csv = "sepal_length,sepal_width,petal_length,petal_width\n5.1,3.5,1.4,0.2\n";
    assertThat(client.post("/predict/iris?level=0.9999", "text/csv", csv).statusCode())
        .isEqualTo(400);
    JsonNode tensors =
        client.ask(
            "/v2/models/orders/infer",
            "{\"parameters\":{\"level\":0.9},\"outputs\":[{\"name\":\"set\"}],\"inputs\":["
                + order().entrySet().stream()
                    .map(
                        e ->
                            "{\"name\":\""
                                + e.getKey()
                                + "\",\"shape\":[1],\"datatype\":\""
                                + (e.getValue() instanceof Number ? "FP64" : "BYTES")
                                + "\",\"data\":["
                                + JsonText.of(e.getValue())
                                + "]}")
                    .collect(Collectors.joining(","))
                + "]}");
    JsonNode set = tensors.get("outputs").get(0);
    assertThat(set.get("datatype").asString()).isEqualTo("BOOL");
    assertThat(set.get("shape").toString()).isEqualTo("[1,2]");
    List<String> labels =
        set.get("parameters").get("labels").valueStream().map(JsonNode::asString).toList();
    List<String> in = line.get("set").valueStream().map(JsonNode::asString).toList();
    for (int k = 0; k < labels.size(); k++) {
      assertThat(set.get("data").get(k).asBoolean()).isEqualTo(in.contains(labels.get(k)));
    }
  }

  @Test
  void intervalsOfStreamsAreThoseOfRows() {
    String header = String.join(",", Orders.order().keySet());
    String csv = header + "\n12.5,3,medium,Bonn,yes,2024-02-29,09:30,leave it\n";
    try (ModelServer prices = ModelServer.of(Orders.model("price")).port(0).start()) {
      HttpResponse<String> answer =
          new Client(prices.uri()).post("/predict?level=0.9", "text/csv", csv);
      String[] lines = answer.body().split("\n");
      String[] cells = lines[1].split(",");

      assertThat(lines[0]).isEqualTo("prediction,lower,upper");
      assertThat(Double.parseDouble(cells[1])).isLessThan(Double.parseDouble(cells[0]));
      assertThat(Double.parseDouble(cells[2])).isGreaterThan(Double.parseDouble(cells[0]));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/predict/iris?lvl=0.9 | unknown key 'lvl' behind the question mark; there are level",
        "/predict/iris?level=9 | 'level' must be above 0 and below 1, such as 0.9, but is '9'",
        "/predict/iris?level=much | 'level' must be above 0 and below 1, such as 0.9, but is 'much'",
        "/predict/iris?level=0.9&level=0.8 | 'level' stands behind the question mark twice",
        "/v1/models/iris:predict?level=0.9 | unknown key 'level' behind the question mark; there is none here, a level stands in the body",
      })
  void whatIsWrongBehindTheQuestionMarkIsNamed(String path, String message) {
    String type = path.startsWith("/predict") ? "text/csv" : JSON;
    HttpResponse<String> response = client.post(path, type, "{}");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(JsonText.tree(response.body()).get("error").asString()).contains(message);
  }

  @ParameterizedTest
  @CsvSource({
    "text/csv, C3 28, continues no character, 1",
    "application/x-ndjson, FF, begins no character, 0",
    "application/json, C0 AF, begins no character, 0",
    "application/json, ED A0 80, continues no character, 1",
    "text/csv, E2 82, ends within a character, 2",
  })
  void bytesThatAreNoUtf8AreRefusedByTheirPlace(
      String type, String hex, String message, int place) {
    byte[] wrong = HexFormat.ofDelimiter(" ").parseHex(hex);
    boolean rows = !type.equals(JSON);
    byte[] before =
        (type.equals("text/csv") ? "sepal_length,sepal_width\n1," : "{\"\u20ac\":\"")
            .getBytes(StandardCharsets.UTF_8);
    byte[] body = Arrays.copyOf(before, before.length + wrong.length);
    System.arraycopy(wrong, 0, body, before.length, wrong.length);
    HttpResponse<String> response =
        client.send(
            client
                .request(rows ? "/predict/iris" : "/v1/models/iris:predict")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body)));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(JsonText.tree(response.body()).get("error").asString())
        .contains("the body is not UTF-8")
        .contains(message)
        .contains("at byte offset " + (before.length + place) + ";");
  }

  @Test
  void linesAreCountedFromTheBeginningOfTheBody() {
    String good = quoted(ROW) + "\n";
    HttpResponse<String> response =
        client.post("/predict/iris", "application/x-ndjson", good + "\n" + good + "{\"a\" 1}\n");

    assertThat(JsonText.tree(response.body()).get("error").asString()).contains("(line 4, column ");
  }

  @Test
  void csvMayHaveOtherSeparatorsAndColumns() {
    String body = "\uFEFFid;petal_width;petal_length;sepal_width;sepal_length\n7;0.2;1.4;3.5;5.1\n";
    HttpResponse<String> semicolons = client.post("/predict/iris", "text/csv;charset=utf-8", body);
    HttpResponse<String> commas =
        client.post(
            "/predict/iris",
            "text/csv",
            "sepal_length,sepal_width,petal_length,petal_width\r\n5.1,3.5,1.4,0.2");

    assertThat(semicolons.body()).isEqualTo(commas.body());
    assertThat(semicolons.body()).startsWith("prediction,probability_setosa,");
    assertThat(semicolons.headers().firstValue("Content-Type")).contains("text/csv");
  }

  @Test
  void otherMediaTypesAndMethodsAreRefused() {
    assertThat(client.post("/v1/models/iris:predict", "text/plain", "{}").statusCode())
        .isEqualTo(415);
    assertThat(client.post("/predict/iris", JSON, "{}").statusCode()).isEqualTo(415);
    assertThat(
            client
                .post("/v2/models/iris/infer", "application/x-www-form-urlencoded", "a=b")
                .statusCode())
        .isEqualTo(415);
    assertThat(client.post("/predict/iris", "text/csv; charset=utf-16", "a").statusCode())
        .isEqualTo(415);
    assertThat(
            client
                .post("/v1/models/iris:predict", JSON + ";charset=\"UTF-8\"", "{\"instances\":[]}")
                .statusCode())
        .isEqualTo(200);
    HttpResponse<String> get = client.get("/v1/models/iris:predict");
    assertThat(get.statusCode()).isEqualTo(405);
    assertThat(get.headers().firstValue("Allow")).contains("POST");
    assertThat(client.post("/metrics", JSON, "").statusCode()).isEqualTo(405);
    assertThat(client.post("/predict", "text/csv", "a").statusCode()).isEqualTo(404);
    assertThat(
            client
                .send(
                    client
                        .request("/predict/iris")
                        .header("Content-Type", "text/csv")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofString("a")))
                .statusCode())
        .isEqualTo(415);
  }

  @Test
  void headIsAnsweredWithoutABody() {
    HttpResponse<String> head =
        client.send(client.request("/v2").method("HEAD", BodyPublishers.noBody()));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void metricsCountRequestsAndRows() {
    client.ask("/v1/models/iris:predict", "{\"instances\":[[1,2,3,4],[1,2,3,4]]}");

    String metrics = client.get("/metrics").body();

    assertThat(metrics)
        .contains("nn4j_requests_total{route=\"/v1/models\",status=\"200\"} ")
        .contains("nn4j_request_seconds_bucket{route=\"/v1/models\",le=\"0.0001\"} ")
        .contains("nn4j_rows_total{model=\"iris\"} ")
        .containsPattern("nn4j_requests_in_flight [1-9]"); // one may just be ending
    assertThat(metrics.lines().filter(line -> !line.startsWith("#")))
        .allMatch(line -> line.matches("[a-z0-9_]+(\\{[^}]*\\})? [0-9.]+"));
  }

  private static String price() {
    StringBuilder row = new StringBuilder();
    JsonText.tree(client.get("/v2/models/price").body())
        .get("inputs")
        .valueStream()
        .forEach(c -> row.append(",").append(c.get("name")).append(":null"));
    return "{" + row.substring(1) + "}\n";
  }

  @Test
  void openApiDescribesEveryPath() {
    JsonNode api = JsonText.tree(client.get("/openapi.json").body());

    assertThat(api.get("openapi").asString()).isEqualTo("3.1.0");
    for (String path :
        new String[] {
          "/v1/models/iris:predict", "/predict/price", "/v2/models/iris/infer", "/models/iris"
        }) {
      assertThat(api.get("paths").has(path)).as(path).isTrue();
    }
    assertThat(api.get("components").get("schemas").get("Row_iris").get("required").size())
        .isEqualTo(4);
    JsonNode paths = api.get("paths");
    assertThat(paths.at("/~1v1~1models~1iris:predict/post/requestBody").toString())
        .contains("\"inputs\"", "\"instances\"", "\"level\"");
    assertThat(paths.at("/~1predict~1iris/post/parameters/0/name").asString()).isEqualTo("level");
    JsonNode explained =
        client.ask("/models/orders/explain", JsonText.of(Map.of("row", order(), "level", 0.9)));
    JsonNode described =
        paths.at(
            "/~1models~1orders~1explain/post/responses/200/content/application~1json/schema/properties");
    assertThat(described.propertyNames()).containsAll(explained.propertyNames());
    JsonNode line =
        JsonText.tree(client.post("/predict/price", "application/x-ndjson", price()).body());
    assertThat(
            paths
                .at(
                    "/~1predict~1price/post/responses/200/content/application~1x-ndjson/schema/properties")
                .propertyNames())
        .containsAll(line.propertyNames());
  }
}
