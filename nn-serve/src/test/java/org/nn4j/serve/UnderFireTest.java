package org.nn4j.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;

/** A server that is attacked, overloaded, stopped and given other files. */
@Isolated
class UnderFireTest {
  private static final String JSON = "application/json";
  private static final String PREDICT = "/v1/models/model:predict";
  private static final String ONE = "{\"instances\":[[5.1,3.5,1.4,0.2]]}";

  private final Model model = Models.iris(1);

  private ModelServer server(Limits limits) {
    return ModelServer.of(model).port(0).limits(limits).start();
  }

  /** A connection that is kept alive, on a plain socket. */
  private static final class Connection implements AutoCloseable {
    final Socket socket;
    final InputStream in;

    Connection(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(60_000);
      in = new BufferedInputStream(socket.getInputStream());
    }

    void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    void post(String body) throws IOException {
      send(
          "POST "
              + PREDICT
              + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
    }

    /** Reads an answer and returns its head, or an empty text if the connection is closed. */
    String head() throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int c = in.read();
        if (c < 0) {
          return head.toString();
        }
        head.append((char) c);
      }
      String text = head.toString();
      int at = text.toLowerCase(Locale.ROOT).indexOf("content-length: ");
      if (at >= 0) {
        in.skipNBytes(Long.parseLong(text.substring(at + 16, text.indexOf('\r', at))));
      }
      return text;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void aBodyThatIsSaidToBeTooLongIsRefusedBeforeItIsRead() throws IOException {
    try (ModelServer server = server(Limits.DEFAULT.withRequest(1 << 20, 1000));
        Connection connection = new Connection(server.port())) {
      connection.send(
          "POST "
              + PREDICT
              + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
              + "Content-Length: 1073741824\r\n\r\n{");

      String head = connection.head();

      assertThat(head).startsWith("HTTP/1.1 413").containsIgnoringCase("connection: close");
    }
  }

  @Test
  void aBodyOfUnknownLengthIsRefusedWhenItIsTooLong() {
    InputStream endless =
        new InputStream() {
          private long left = 1L << 30;

          @Override
          public int read() {
            return left-- > 0 ? ' ' : -1;
          }

          @Override
          public int read(byte[] bytes, int from, int length) {
            int count = (int) Math.min(left, length);
            Arrays.fill(bytes, from, from + count, (byte) ' ');
            left -= count;
            return count == 0 ? -1 : count;
          }
        };
    try (ModelServer server = server(Limits.DEFAULT.withRequest(1 << 20, 1000))) {
      Client client = new Client(server.uri());
      long before = used();
      int status;
      try {
        status =
            client
                .send(
                    client
                        .request(PREDICT)
                        .header("Content-Type", JSON)
                        .POST(BodyPublishers.ofInputStream(() -> endless)))
                .statusCode();
      } catch (AssertionError e) {
        assertThat(e).hasCauseInstanceOf(IOException.class);
        status = 413; // the connection was closed before the client had sent all and looked
      }

      assertThat(status).isEqualTo(413);
      assertThat(used() - before).isLessThan(64L << 20);
      assertThat(client.post(PREDICT, JSON, ONE).statusCode()).isEqualTo(200);
    }
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void aMillionRowsAreRefusedByTheirNumber() {
    try (ModelServer server = server(Limits.DEFAULT)) {
      Client client = new Client(server.uri());
      String rows = "[1,2,3,4]" + ",[1,2,3,4]".repeat(999_999);

      HttpResponse<String> json = client.post(PREDICT, JSON, "{\"instances\":[" + rows + "]}");

      assertThat(json.statusCode()).isEqualTo(413);
      assertThat(json.body()).contains("more than 100000 rows");
      HttpResponse<String> csv =
          client.post(
              "/predict",
              "text/csv",
              "sepal_length,sepal_width,petal_length,petal_width\n" + "1,2,3,4\n".repeat(100_000));
      assertThat(csv.statusCode()).isEqualTo(200);
      assertThat(csv.body().lines().count()).isEqualTo(100_001);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 100_000, 5_000_000})
  void deepJsonIsRefused(int depth) {
    try (ModelServer server = server(Limits.DEFAULT)) {
      Client client = new Client(server.uri());
      for (String start : new String[] {"[", "{\"instances\":[", "{\"inputs\":[{\"data\":["}) {
        for (String path : new String[] {PREDICT, "/v2/models/model/infer"}) {
          assertThat(client.post(path, JSON, start + "[".repeat(depth)).statusCode())
              .isEqualTo(400);
        }
      }
      assertThat(client.post(PREDICT, JSON, ONE).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aThousandHalfOpenConnectionsLeaveTheOthersServed() throws IOException {
    try (ModelServer server = server(Limits.DEFAULT)) {
      List<Connection> half = new ArrayList<>();
      try {
        for (int i = 0; i < 1000; i++) {
          Connection connection = new Connection(server.port());
          half.add(connection);
          connection.send(
              i % 2 == 0
                  ? "POST " + PREDICT + " HTTP/1.1\r\nHost: a\r\nX-Slow: "
                  : "POST "
                      + PREDICT
                      + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                      + "Content-Length: 1000\r\n\r\n{");
        }
        Client client = new Client(server.uri());
        for (int i = 0; i < 100; i++) {
          assertThat(client.post(PREDICT, JSON, ONE).statusCode()).isEqualTo(200);
        }
      } finally {
        for (Connection connection : half) {
          connection.close();
        }
      }
    }
  }

  @Test
  void thoseBeyondTheQueueAreToldToComeAgain() throws Exception {
    Limits one = Limits.DEFAULT.withThreads(1, 0).withRequest(64L << 20, 1_000_000);
    String many = "{\"instances\":[[1,2,3,4]" + ",[1,2,3,4]".repeat(500_000) + "]}";
    ExecutorService pool = Executors.newCachedThreadPool();
    try (ModelServer server = server(one)) {
      Client client = new Client(server.uri());
      List<Future<HttpResponse<String>>> long1 = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        long1.add(pool.submit(() -> client.post(PREDICT, JSON, many)));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<HttpResponse<String>> future : long1) {
        HttpResponse<String> response = future.get();
        statuses.add(response.statusCode());
        if (response.statusCode() == 429) {
          assertThat(response.headers().firstValue("Retry-After")).contains("1");
          assertThat(response.body()).contains("the server is busy");
        }
      }

      assertThat(statuses).contains(200).contains(429).containsOnly(200, 429);
      assertThat(client.post(PREDICT, JSON, ONE).statusCode()).isEqualTo(200);
    } finally {
      pool.shutdown();
    }
  }

  /** Each connection asks until it is told that the server goes; whatever was sent is answered. */
  @Test
  void nothingInFlightIsLostWhenTheServerStops() throws Exception {
    int connections = 64;
    AtomicInteger answered = new AtomicInteger();
    AtomicInteger lost = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(connections);
    ModelServer server = server(Limits.DEFAULT);
    List<Future<?>> done = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      Connection connection = new Connection(server.port());
      done.add(
          pool.submit(
              () -> {
                try (connection) {
                  while (true) {
                    connection.post(ONE);
                    String head = connection.head();
                    if (!head.startsWith("HTTP/1.1 200")) {
                      lost.incrementAndGet();
                      return;
                    }
                    answered.incrementAndGet();
                    if (head.toLowerCase(Locale.ROOT).contains("connection: close")) {
                      return;
                    }
                  }
                } catch (IOException e) {
                  lost.incrementAndGet();
                }
              }));
    }
    while (answered.get() < 10_000) {
      Thread.sleep(1);
    }

    boolean all = server.stop(Duration.ofSeconds(30));

    for (Future<?> future : done) {
      future.get(60, TimeUnit.SECONDS);
    }
    pool.shutdown();
    assertThat(all).isTrue();
    assertThat(lost.get()).as("lost of %d", answered.get()).isZero();
    assertThat(answered.get()).isGreaterThanOrEqualTo(10_000);
  }

  @Test
  void aLongRequestIsAnsweredAfterTheStopAndReadinessIsRefused() throws Exception {
    ModelServer server = server(Limits.DEFAULT);
    try (Connection slow = new Connection(server.port());
        Connection probe = new Connection(server.port())) {
      slow.send(
          "POST "
              + PREDICT
              + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
              + ONE.length()
              + "\r\n\r\n{");
      probe.send("GET /v2/health/ready HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(probe.head()).startsWith("HTTP/1.1 200");
      ExecutorService pool = Executors.newSingleThreadExecutor();
      Future<Boolean> stopped = pool.submit(() -> server.stop(Duration.ofSeconds(20)));
      Thread.sleep(300);
      probe.send("GET /v2/health/ready HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(probe.head()).startsWith("HTTP/1.1 503");

      slow.send(ONE.substring(1));

      assertThat(slow.head()).startsWith("HTTP/1.1 200");
      assertThat(stopped.get()).isTrue();
      pool.shutdown();
    }
  }

  @Test
  void aChangedFileIsServedAndADamagedOneIsNot() throws Exception {
    Path file = Models.FOLDER.resolve("reloaded.safetensors");
    ModelFile.save(model, file);
    ServedModels served = ServedModels.ofFiles(Map.of("model", file));
    String first = served.find("model").version();
    AtomicInteger answered = new AtomicInteger();
    AtomicInteger lost = new AtomicInteger();
    AtomicBoolean on = new AtomicBoolean(true);
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try (ModelServer server = ModelServer.of(served).port(0).start()) {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        done.add(
            pool.submit(
                () -> {
                  try (Connection connection = new Connection(server.port())) {
                    while (on.get()) {
                      connection.post(ONE);
                      boolean right = connection.head().startsWith("HTTP/1.1 200");
                      (right ? answered : lost).incrementAndGet();
                    }
                  } catch (IOException e) {
                    lost.incrementAndGet();
                  }
                }));
      }
      Path other = Models.FOLDER.resolve("other.safetensors");
      ModelFile.save(Models.iris(2), other);

      Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      String second = awaitChange(served, first);
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
      Thread.sleep(1500);
      assertThat(served.find("model").version()).isEqualTo(second);
      Files.write(file, Arrays.copyOf(bytes, 100));
      Thread.sleep(1500);
      assertThat(served.find("model").version()).isEqualTo(second);
      Files.delete(file);
      Thread.sleep(1000);
      assertThat(served.find("model").version()).isEqualTo(second);
      ModelFile.save(model, file);
      assertThat(awaitChange(served, second)).isEqualTo(first);

      on.set(false);
      for (Future<?> future : done) {
        future.get(60, TimeUnit.SECONDS);
      }
    } finally {
      served.close();
      pool.shutdown();
    }
    assertThat(lost.get()).as("lost of %d", answered.get()).isZero();
    assertThat(answered.get()).isGreaterThan(1000);
  }

  @Test
  void aModelOfOtherColumnsIsRefusedAndReloadsAreCounted() throws Exception {
    Path file = Models.FOLDER.resolve("swapped.safetensors");
    ModelFile.save(model, file);
    try (ServedModels served = ServedModels.ofFiles(Map.of("model", file))) {
      String first = served.find("model").version();
      ModelHandler handler = new ModelHandler(served);

      replace(Orders.model("late"), file, served);
      assertThat(served.find("model").version()).isEqualTo(first);
      assertThat(metrics(handler)).contains("{model=\"model\",result=\"refused\"} 1\n");
      Files.writeString(file, "damaged");
      served.reload();
      assertThat(metrics(handler)).contains("{model=\"model\",result=\"failed\"} 1\n");
      Files.delete(file);
      served.reload();
      assertThat(served.find("model").version()).isEqualTo(first);
      replace(Models.iris(2), file, served);
      assertThat(served.find("model").version()).isNotEqualTo(first);
      assertThat(metrics(handler))
          .contains("nn4j_model_reloads_total{model=\"model\",result=\"loaded\"} 1\n")
          .contains("version=\"" + served.find("model").version() + "\"} 1\n");
    }
  }

  private static void replace(Model by, Path file, ServedModels served) throws IOException {
    Path other = Models.FOLDER.resolve("replacing.safetensors");
    ModelFile.save(by, other);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    served.reload();
  }

  private static String metrics(ModelHandler handler) throws IOException {
    MemoryExchange exchange = new MemoryExchange("GET", "/metrics", "", new byte[0]);
    handler.handle(exchange);
    return exchange.answer();
  }

  @Test
  void aBodyThatTricklesGetsAnAnswer() throws Exception {
    Limits limits =
        Limits.DEFAULT.withConnections(100, Duration.ofSeconds(1), Duration.ofSeconds(60));
    try (ModelServer server = server(limits);
        Connection connection = new Connection(server.port())) {
      connection.send(
          "POST "
              + PREDICT
              + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
              + "Content-Length: 100000\r\n\r\n{");
      ExecutorService pool = Executors.newSingleThreadExecutor();
      AtomicBoolean on = new AtomicBoolean(true);
      pool.submit(
          () -> {
            while (on.get()) {
              connection.send(" ");
              Thread.sleep(20);
            }
            return null;
          });

      String head = connection.head();
      on.set(false);
      pool.shutdown();

      assertThat(head).startsWith("HTTP/1.1 408").containsIgnoringCase("connection: close");
    }
  }

  private static String awaitChange(ServedModels served, String from) throws InterruptedException {
    for (int i = 0; i < 600 && served.find("model").version().equals(from); i++) {
      Thread.sleep(20);
    }
    assertThat(served.find("model").version()).isNotEqualTo(from);
    return served.find("model").version();
  }

  @Test
  void aStreamThatGoesWrongLateIsBrokenOff() {
    try (ModelServer server = server(Limits.DEFAULT)) {
      Client client = new Client(server.uri());
      String rows =
          "sepal_length,sepal_width,petal_length,petal_width\n"
              + "1,2,3,4\n".repeat(60_000)
              + "1,2,x,4\n";
      boolean broken = false;
      try {
        client.post("/predict", "text/csv", rows);
      } catch (AssertionError e) {
        broken = e.getCause() instanceof IOException;
      }

      assertThat(broken).isTrue();
    }
  }

  /** Where a connection's end is the answer's, as of old proxies. */
  @ParameterizedTest
  @ValueSource(strings = {"1,2,3,4", "1,2,x,4"})
  void anAnswerByHttp10IsWholeOrNone(String last) throws IOException {
    String rows =
        "sepal_length,sepal_width,petal_length,petal_width\n"
            + "1,2,3,4\n".repeat(60_000)
            + last
            + "\n";
    try (ModelServer server = server(Limits.DEFAULT);
        Connection connection = new Connection(server.port())) {
      connection.send(
          "POST /predict HTTP/1.0\r\nContent-Type: text/csv\r\nContent-Length: "
              + rows.length()
              + "\r\n\r\n"
              + rows);

      String answer = new String(connection.in.readAllBytes(), StandardCharsets.UTF_8);

      if (last.contains("x")) {
        assertThat(answer).isEmpty();
      } else {
        int head = answer.indexOf("\r\n\r\n") + 4;
        assertThat(answer.substring(0, head).toLowerCase(Locale.ROOT))
            .startsWith("http/1.1 200")
            .contains("content-length: " + (answer.length() - head));
        assertThat(answer.lines().count()).isGreaterThan(60_001);
      }
    }
  }

  @Test
  void aTokenIsWantedForAllButPageAndHealth() {
    try (ModelServer server = ModelServer.of(model).port(0).token("s3cret").start()) {
      Client client = new Client(server.uri());

      assertThat(client.get("/v2/health/live").statusCode()).isEqualTo(200);
      assertThat(client.get("/").statusCode()).isEqualTo(200);
      for (String path : new String[] {"/models", "/v2", "/metrics", "/openapi.json"}) {
        HttpResponse<String> refused = client.get(path);
        assertThat(refused.statusCode()).as(path).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
      }
      for (String given :
          new String[] {"Bearer s3cre", "Bearer s3cret2", "Basic s3cret", "s3cret"}) {
        assertThat(
                client.send(client.request("/models").header("Authorization", given)).statusCode())
            .as(given)
            .isEqualTo(401);
      }
      assertThat(
              client
                  .send(client.request("/models").header("Authorization", "Bearer s3cret"))
                  .statusCode())
          .isEqualTo(200);
    }
  }

  /** Without a server: what any other would call. */
  @Test
  void anExchangeOfAnotherServerIsAnswered() throws IOException {
    ModelHandler handler = new ModelHandler(ServedModels.of(model));
    MemoryExchange exchange =
        new MemoryExchange(PREDICT, JSON, ONE.getBytes(StandardCharsets.UTF_8));

    handler.handle(exchange);

    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.answer()).startsWith("{\"predictions\":[{\"label\":");
    assertThat(handler.inFlight()).isZero();
  }
}
