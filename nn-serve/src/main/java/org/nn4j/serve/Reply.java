package org.nn4j.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a request is answered: once, and in JSON if it is refused. */
final class Reply {
  static final String JSON = "application/json";

  private static final String CONTENT_TYPE = "Content-Type";

  /** How much of a streamed answer is held back, so that an early error has a status of its own. */
  private static final int HELD = 1 << 20;

  private final ServerExchange exchange;
  private final boolean bodiless;
  private final boolean last;
  private int status;

  /**
   * Prepares an answer.
   *
   * @param last whether the connection is to be closed behind it
   */
  Reply(ServerExchange exchange, boolean last) {
    this.exchange = exchange;
    this.bodiless = exchange.method().equals("HEAD");
    this.last = last;
  }

  /** Returns the status that was sent, or 0. */
  int status() {
    return status;
  }

  void send(int code, String type, byte[] body) throws IOException {
    send(code, Map.of(CONTENT_TYPE, type), body);
  }

  void send(int code, Map<String, String> headers, byte[] body) throws IOException {
    try (OutputStream out = begin(code, headers, bodiless ? 0 : body.length)) {
      if (!bodiless) {
        out.write(body);
      }
    }
  }

  void refuse(RequestException e) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>(e.headers());
    headers.put(CONTENT_TYPE, JSON);
    if (e.status() == 413 || e.status() == 408) {
      headers.put("Connection", "close"); // what is left of the body is not worth reading
    }
    send(e.status(), headers, JsonAnswer.bytes(Map.of("error", e.text())));
  }

  void refuse(int code, String message) throws IOException {
    refuse(new RequestException(code, message));
  }

  private OutputStream begin(int code, Map<String, String> headers, long length)
      throws IOException {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putIfAbsent("X-Content-Type-Options", "nosniff");
    if (last) {
      all.put("Connection", "close");
    }
    status = code;
    return exchange.respond(code, all, length);
  }

  /**
   * Returns where an answer of unknown length goes. It begins when the first of it does not fit the
   * buffer, or at the end.
   *
   * @param headers more headers, which are asked for then
   */
  Stream stream(String type, Supplier<Map<String, String>> headers) {
    return new Stream(type, headers);
  }

  /** An answer of unknown length. */
  final class Stream extends OutputStream {
    private final String type;
    private final Supplier<Map<String, String>> headers;
    private byte[] held = new byte[1 << 13];
    private int count;
    private @Nullable OutputStream out;

    private Stream(String type, Supplier<Map<String, String>> headers) {
      this.type = type;
      this.headers = headers;
    }

    private Map<String, String> all() {
      Map<String, String> all = new LinkedHashMap<>(headers.get());
      all.put(CONTENT_TYPE, type);
      return all;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (out == null && count + length > HELD) {
        out = begin(200, all(), -1);
      }
      if (out != null && count + length > held.length) {
        out.write(held, 0, count);
        count = 0;
        if (length > held.length) {
          out.write(bytes, from, length);
          return;
        }
      }
      if (count + length > held.length) {
        held = Arrays.copyOf(held, Math.max(count + length, 2 * held.length));
      }
      System.arraycopy(bytes, from, held, count, length);
      count += length;
    }

    /** Ends an answer that is whole. One that is not is not ended, so that the client notices. */
    void finish() throws IOException {
      OutputStream begun = out;
      if (begun == null) {
        send(200, all(), Arrays.copyOf(held, count));
        return;
      }
      begun.write(held, 0, count);
      begun.close();
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
