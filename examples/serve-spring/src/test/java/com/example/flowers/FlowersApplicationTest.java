package com.example.flowers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.SamplePrediction;
import org.nn4j.experiment.Experiment;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

class FlowersApplicationTest {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
  private static final String JSON = "application/json";
  private static final String HEADER = "sepal_length,sepal_width,petal_length,petal_width\n";
  private static final String FLOWER = "6.1,2.8,4.7,1.2\n";

  private static Model model;
  private static ServletWebServerApplicationContext application;

  @BeforeAll
  static void start(@TempDir Path folder) {
    Path csv = Path.of("../data/iris.csv");
    model = Experiment.on(csv).target("species").with("preset", "none").seed(7).train().model();
    Path file = folder.resolve("iris.safetensors");
    model.save(file);
    application =
        (ServletWebServerApplicationContext)
            SpringApplication.run(
                FlowersApplication.class,
                "--model.file=" + file,
                "--server.address=127.0.0.1",
                "--server.port=0");
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  private static HttpRequest.Builder request(String path) {
    int port = application.getWebServer().getPort();
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static HttpResponse<String> post(String path, String type, String body)
      throws IOException, InterruptedException {
    return CLIENT.send(
        request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private static SamplePrediction expected() {
    return model.predict(
        Map.of("sepal_length", 6.1, "sepal_width", 2.8, "petal_length", 4.7, "petal_width", 1.2));
  }

  @Test
  void theControllerAnswersWhatTheModelDoes() throws Exception {
    HttpResponse<String> answer =
        post(
            "/species",
            JSON,
            "{\"sepalLength\":6.1,\"sepalWidth\":2.8,\"petalLength\":4.7,\"petalWidth\":1.2}");

    String label = expected().label();
    double probability = expected().probability(label);
    assertEquals(
        "{\"species\":\"" + label + "\",\"probability\":" + probability + "}", answer.body());
  }

  @Test
  void soDoesTheHandler() throws Exception {
    HttpResponse<String> answer = post("/nn/predict/iris", "text/csv", HEADER + FLOWER);

    assertEquals(200, answer.statusCode());
    assertTrue(answer.body().lines().toList().get(1).startsWith(expected().label()), answer.body());
    for (double value : expected().values().values()) {
      assertTrue(answer.body().contains(Float.toString((float) value)), answer.body());
    }
  }

  @Test
  void thePageIsUnderItsPath() throws Exception {
    HttpResponse<String> page = CLIENT.send(request("/nn").build(), BodyHandlers.ofString());

    assertEquals(200, page.statusCode());
    assertEquals("/nn/", page.uri().getPath());
  }

  @Test
  void whatIsWrongIsAnsweredInJson() throws Exception {
    HttpResponse<String> answer =
        post("/nn/v1/models/iris:predict", JSON, "{\"instances\": [[1, 2, \"x\", 4]]}");

    assertEquals(400, answer.statusCode());
    assertTrue(answer.body().contains("petal_length"), answer.body());
  }

  /** An answer that has begun is long, so this one is wrong after its first megabyte. */
  @Test
  void anAnswerThatIsBrokenOffIsNotTakenForWhole() {
    String body = HEADER + FLOWER.repeat(60_000) + "1,2,x,4\n";

    assertThrows(IOException.class, () -> post("/nn/predict/iris", "text/csv", body));
  }
}
