package org.nn4j.core;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless Chromium with one page, driven by the Chrome DevTools Protocol. */
public final class Chromium implements AutoCloseable {
  private static final long SECONDS = 60;

  private static final String TEXT = "document.body.innerText";

  /** Keys that are no characters: the number that each has, and the character that it types. */
  private static final Map<String, Map<String, Object>> KEYS =
      Map.of(
          "Tab", Map.of("windowsVirtualKeyCode", 9),
          "Enter", Map.of("windowsVirtualKeyCode", 13, "text", "\r"),
          "ArrowUp", Map.of("windowsVirtualKeyCode", 38),
          "ArrowDown", Map.of("windowsVirtualKeyCode", 40));

  /** What scripts that look at a page find in it: how far two colours differ, by WCAG 2. */
  private static final String CONTRAST =
      """
      function luminance(color) {
        const [r, g, b] = color.match(/\\d+(\\.\\d+)?/g).slice(0, 3).map((c) => {
          const s = c / 255;
          return s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      }
      function contrast(a, b) {
        const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
        return (high + 0.05) / (low + 0.05);
      }
      """;

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
  private final List<JsonNode> events = new ArrayList<>();
  private int id;

  /** Returns the program, if it is installed. */
  public static Optional<Path> find() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts the program.
   *
   * @param profile an empty folder for its files
   */
  public Chromium(Path program, Path profile) throws IOException, InterruptedException {
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                // Only pages written by the tests are opened; as root there is no other way.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-extensions",
                // What a browser asks the network for by itself is of no use here.
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("chromium.log").toFile())
            .start();
    String port = port(profile.resolve("DevToolsActivePort"), profile.resolve("chromium.log"));
    HttpClient client = HttpClient.newHttpClient();
    String targets =
        client
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    JsonNode page =
        JsonMapper.shared()
            .readTree(targets)
            .valueStream()
            .filter(target -> target.path("type").asString().equals("page"))
            .findFirst()
            .orElseThrow();
    socket =
        client
            .newWebSocketBuilder()
            .buildAsync(URI.create(page.path("webSocketDebuggerUrl").asString()), new Receiver())
            .join();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      send(domain + ".enable", Map.of());
    }
  }

  private String port(Path file, Path log) throws IOException, InterruptedException {
    for (int i = 0; i < 10 * SECONDS && process.isAlive(); i++) {
      if (Files.exists(file) && Files.readString(file).contains("\n")) {
        return Files.readAllLines(file).get(0);
      }
      Thread.sleep(100);
    }
    process.destroyForcibly();
    throw new AssertionError("Chromium does not start: " + Files.readString(log));
  }

  /** Collects messages, which may come in pieces. */
  private final class Receiver implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        received.add(JsonMapper.shared().readTree(text.toString()));
        text.setLength(0);
      }
      webSocket.request(1);
      return null;
    }
  }

  private JsonNode next() throws InterruptedException {
    JsonNode message = received.poll(SECONDS, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("Chromium does not answer");
    }
    return message;
  }

  private JsonNode send(String method, Map<String, ?> parameters) throws InterruptedException {
    int sent = ++id;
    Map<String, Object> message = Map.of("id", sent, "method", method, "params", parameters);
    socket.sendText(JsonMapper.shared().writeValueAsString(message), true).join();
    while (true) {
      JsonNode answer = next();
      if (answer.path("id").asInt(-1) != sent) {
        events.add(answer);
      } else if (answer.has("error")) {
        throw new AssertionError(method + ": " + answer);
      } else {
        return answer.path("result");
      }
    }
  }

  /** Shows pages in a window of a width, in the light or the dark colour scheme. */
  public void window(int width, boolean dark) throws InterruptedException {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", width < 600));
    Map<String, String> scheme =
        Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
    send("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
  }

  /** Opens a page, such as a file's, and waits until all of it is loaded. */
  public void open(URI page) throws InterruptedException {
    events.clear();
    send("Page.navigate", Map.of("url", page.toString()));
    while (events("Page.loadEventFired").isEmpty()) {
      events.add(next());
    }
  }

  /** Returns the parameters of the events of a kind since a page was opened. */
  public List<JsonNode> events(String method) {
    return events.stream()
        .filter(event -> event.path("method").asString("").equals(method))
        .map(event -> event.path("params"))
        .toList();
  }

  /** Evaluates an expression of JavaScript. */
  public JsonNode evaluate(String expression) throws InterruptedException {
    JsonNode answer =
        send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer);
    }
    return answer.path("result").path("value");
  }

  /**
   * Evaluates a script that lies beside a test; it may call {@code luminance} and {@code contrast}.
   */
  public JsonNode look(Class<?> test, String script) throws InterruptedException, IOException {
    try (InputStream in = test.getResourceAsStream(script)) {
      return evaluate(CONTRAST + new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Waits until an expression of JavaScript is true. */
  public void await(String expression) throws InterruptedException {
    for (int i = 0; i < 20 * SECONDS; i++) {
      if (evaluate("!!(" + expression + ")").asBoolean()) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("not within " + SECONDS + " s: " + expression + "\n" + evaluate(TEXT));
  }

  /** Presses keys, as a user does: their names as of {@code KeyboardEvent.key}. */
  public void press(String... keys) throws InterruptedException {
    for (String key : keys) {
      Map<String, Object> event = new HashMap<>(KEYS.getOrDefault(key, Map.of("text", key)));
      event.put("key", key);
      for (String type : List.of("keyDown", "keyUp")) {
        event.put("type", type);
        send("Input.dispatchKeyEvent", event);
      }
    }
  }

  /** Chooses a file in an input for files. */
  public void choose(String selector, Path file) throws InterruptedException {
    JsonNode input =
        send(
            "Runtime.evaluate", Map.of("expression", "document.querySelector('" + selector + "')"));
    send(
        "DOM.setFileInputFiles",
        Map.of(
            "files",
            List.of(file.toAbsolutePath().toString()),
            "objectId",
            input.path("result").path("objectId").asString()));
  }

  /** Has files that pages offer saved in a folder, without asking. */
  public void saveTo(Path folder) throws InterruptedException {
    send(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toAbsolutePath().toString()));
  }

  /** Writes a picture of the whole page. */
  public void screenshot(Path file) throws InterruptedException, IOException {
    JsonNode picture = send("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
    Files.write(file, Base64.getDecoder().decode(picture.path("data").asString()));
  }

  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
