package org.nn4j.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request and the way to answer it, as any HTTP server has them: what {@link ModelHandler} needs
 * of a server. An adapter is some twenty lines.
 *
 * <p>Used by one thread.
 */
public interface ServerExchange {

  /** Returns the method in capitals, such as {@code POST}. */
  String method();

  /**
   * Returns the path with percent-encoding resolved, without the query: {@code /v2/models/iris}. A
   * server that has more than the models leaves out what stands before theirs; the page wants a
   * slash behind that, so {@code /models} is to be redirected to {@code /models/}, say.
   */
  String path();

  /**
   * Returns what stands behind the question mark, as it was sent, with percent-encoding: {@code
   * level=0.9}; null if there is no question mark.
   */
  @Nullable String query();

  /**
   * Returns the value of a header, the first if there are several, or null if there is none.
   *
   * @param name its name, in any case of letters
   */
  @Nullable String header(String name);

  /**
   * Returns the body, empty if there is none; read at most once.
   *
   * @throws IOException if the connection is broken
   */
  InputStream body() throws IOException;

  /**
   * Begins the answer.
   *
   * @param status the status code
   * @param headers the headers, but for the length. {@code Connection: close} is among them when
   *     the server ends, or a body is not worth reading on; in HTTP/2 an adapter leaves it out
   * @param length bytes of the body, 0 for none, as to HEAD, -1 if that is not known yet
   * @return where the body goes; it is closed by the caller
   * @throws IOException if the connection is broken
   */
  OutputStream respond(int status, Map<String, String> headers, long length) throws IOException;
}
