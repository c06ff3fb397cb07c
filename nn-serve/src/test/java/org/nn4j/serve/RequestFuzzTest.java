package org.nn4j.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nn4j.core.FuzzTarget;
import org.nn4j.core.io.JsonText;

/** Bodies of requests: each is answered or refused, by a message in JSON, and nothing fails. */
final class RequestFuzzTest implements FuzzTarget {
  private static final String JSON = "application/json";
  private static final int MUTATIONS = 3000;
  private static final long SEED = 5;

  private static final ModelHandler HANDLER =
      new ModelHandler(ServedModels.of(Models.iris(1)), Limits.DEFAULT);

  @Override
  public void read(byte[] input) throws IOException {
    ask("/v1/models/model:predict", JSON, input);
    ask("/v2/models/model/infer", JSON, input);
    ask("/models/model/explain", JSON, input);
    ask("/predict/model", "text/csv", input);
    ask("/predict/model", "application/x-ndjson", input);
  }

  private static void ask(String path, String type, byte[] body) throws IOException {
    MemoryExchange exchange = new MemoryExchange(path, type, body);
    HANDLER.handle(exchange);
    assertThat(exchange.status()).as("%s: %s", path, exchange.answer()).isIn(200, 400, 413);
    if (exchange.status() != 200) {
      assertThat(JsonText.tree(exchange.answer()).get("error").asString()).isNotBlank();
    }
    assertThat(HANDLER.inFlight()).isZero();
  }

  @Test
  void mutatedBodiesAreAnsweredOrRefused() throws Exception {
    URL url = getClass().getResource("RequestFuzzTestInputs/fuzz");
    assertThat(url).isNotNull();
    List<byte[]> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
      for (Path file : files.sorted().toList()) {
        seeds.add(Files.readAllBytes(file));
      }
    }
    Random random = new Random(SEED);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] body = seeds.get(random.nextInt(seeds.size())).clone();
      byte[] other = seeds.get(random.nextInt(seeds.size()));
      for (int change = random.nextInt(4); change >= 0; change--) {
        int at = random.nextInt(body.length);
        int length = Math.min(random.nextInt(8), body.length - at);
        switch (random.nextInt(3)) {
          case 0 -> body[at] = (byte) random.nextInt(256);
          case 1 -> body[at] = (byte) "{}[]\",:0-e.n\n\\;".charAt(random.nextInt(15));
          default ->
              System.arraycopy(
                  other,
                  random.nextInt(Math.max(1, other.length - length)),
                  body,
                  at,
                  Math.min(length, other.length));
        }
      }
      read(body);
    }
  }
}
