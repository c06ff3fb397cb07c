package org.nn4j.serve;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request without a server. */
final class MemoryExchange implements ServerExchange {
  private final String method;
  private final String path;
  private final String type;
  private final byte[] body;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int status;

  /** Creates a POST request. */
  MemoryExchange(String path, String type, byte[] body) {
    this("POST", path, type, body);
  }

  MemoryExchange(String method, String path, String type, byte[] body) {
    this.method = method;
    this.path = path;
    this.type = type;
    this.body = body;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public @Nullable String query() {
    return null;
  }

  @Override
  public @Nullable String header(String name) {
    return name.equals("Content-Type") ? type : null;
  }

  @Override
  public InputStream body() {
    return new ByteArrayInputStream(body);
  }

  @Override
  public OutputStream respond(int code, Map<String, String> headers, long length) {
    status = code;
    return out;
  }

  /** Returns the status of the answer. */
  int status() {
    return status;
  }

  /** Returns the answer. */
  String answer() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
