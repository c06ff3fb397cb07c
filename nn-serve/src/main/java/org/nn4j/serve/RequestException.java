package org.nn4j.serve;

import java.util.Map;

/** A request that is refused, with the status and the message that the client gets. */
final class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final transient Map<String, String> headers;

  RequestException(int status, String message) {
    this(status, message, Map.of());
  }

  RequestException(int status, String message, Map<String, String> headers) {
    super(message, null, false, false); // the client's fault: no stack trace is worth its time
    this.status = status;
    this.headers = headers;
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** Returns the message, which every refusal has. */
  String text() {
    return String.valueOf(getMessage());
  }
}
