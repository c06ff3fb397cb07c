package org.nn4j.examples;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.nn4j.core.model.Model;
import org.nn4j.serve.ModelServer;

/** A model that a program serves over HTTP. */
public final class ServeModel {
  private ServeModel() {}

  /**
   * Serves a model while one request is asked.
   *
   * @param model a model of iris
   * @return the answer
   */
  public static String ask(Model model) throws IOException, InterruptedException {
    // tag::serve
    try (ModelServer server = ModelServer.of(model).port(0).start()) { // 0: a free port
      URI predict = server.uri().resolve("v1/models/model:predict");
      String rows = "{\"instances\": [[5.1, 3.5, 1.4, 0.2]]}"; // in the order of the columns
      HttpRequest request =
          HttpRequest.newBuilder(predict)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(rows))
              .build();
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    } // requests in flight are answered
    // end::serve
  }
}
