package org.nn4j.serve;

import java.util.Map;

/** A request that is refused, with the status and the message that the client gets. */
final class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final transient Map<String, String> headers;

  /** Where in the body, from 1, or 0 if that is not told. */
  private final int line;

  private final int column;

  RequestException(int status, String message) {
    this(status, message, Map.of());
  }

  RequestException(int status, String message, Map<String, String> headers) {
    this(status, message, headers, 0, 0);
  }

  RequestException(int status, String message, int line, int column) {
    this(status, message, Map.of(), line, column);
  }

  private RequestException(
      int status, String message, Map<String, String> headers, int line, int column) {
    super(message, null, false, false); // the client's fault: no stack trace is worth its time
    this.status = status;
    this.headers = headers;
    this.line = line;
    this.column = column;
  }

  /** Returns this exception of a part of the body, below so many of its lines. */
  RequestException below(int lines) {
    return line == 0
        ? this
        : new RequestException(status, String.valueOf(getMessage()), headers, line + lines, column);
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** Returns the message, which every refusal has, and the place. */
  String text() {
    return getMessage() + (line == 0 ? "" : " (line " + line + ", column " + column + ")");
  }
}
