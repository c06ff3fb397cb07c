package com.example.flowers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.SamplePrediction;
import org.nn4j.experiment.Experiment;

class FlowersTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String HEADER = "sepal_length,sepal_width,petal_length,petal_width\n";
  private static final String FLOWER = "6.1,2.8,4.7,1.2\n";

  private static Model model;
  private static Server server;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    Path csv = Path.of("../data/iris.csv");
    model = Experiment.on(csv).target("species").with("preset", "none").seed(7).train().model();
    Path file = folder.resolve("iris.safetensors");
    model.save(file);
    server = Flowers.server(file, 0);
    server.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
  }

  private static HttpResponse<String> post(String path, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.getURI().resolve(path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build();
    return CLIENT.send(request, BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(server.getURI().resolve(path)).build(), BodyHandlers.ofString());
  }

  @Test
  void theAnswerIsTheModels() throws Exception {
    SamplePrediction expected =
        model.predict(
            Map.of(
                "sepal_length", 6.1, "sepal_width", 2.8, "petal_length", 4.7, "petal_width", 1.2));

    HttpResponse<String> answer = post("/predict/iris", "text/csv", HEADER + FLOWER);

    assertEquals(200, answer.statusCode());
    List<List<String>> rows = answer.body().lines().map(line -> List.of(line.split(","))).toList();
    assertEquals(expected.label(), rows.get(1).get(0));
    for (String species : expected.names()) {
      String value = rows.get(1).get(rows.get(0).indexOf("probability_" + species));
      assertEquals((float) expected.probability(species), Float.parseFloat(value), species);
    }
  }

  @Test
  void thePageAndItsFilesAreThere() throws Exception {
    assertEquals(200, get("/").statusCode());
    assertEquals("{\"models\":[\"iris\"]}", get("/models").body().replaceAll("\\s", ""));
  }

  @Test
  void whatIsWrongIsAnsweredInJson() throws Exception {
    HttpResponse<String> answer =
        post("/v1/models/iris:predict", "application/json", "{\"instances\": [[1, 2, \"x\", 4]]}");

    assertEquals(400, answer.statusCode());
    assertTrue(answer.body().contains("petal_length"), answer.body());
  }

  /** An answer that has begun is long, so this one is wrong after its first megabyte. */
  @Test
  void anAnswerThatIsBrokenOffIsNotTakenForWhole() {
    String body = HEADER + FLOWER.repeat(60_000) + "1,2,x,4\n";

    assertThrows(IOException.class, () -> post("/predict/iris", "text/csv", body));
  }
}
