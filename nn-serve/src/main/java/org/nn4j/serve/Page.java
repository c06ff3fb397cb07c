package org.nn4j.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The files of the page on which people try a model. The page asks the server that it came from and
 * nobody else; its policy has browsers refuse all but its own script and style.
 */
final class Page {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** Files by their paths, with their types. */
  private static final Map<String, File> FILES =
      Map.of(
          "/", read("index.html", "text/html; charset=utf-8"),
          "/page.css", read("page.css", "text/css; charset=utf-8"),
          "/page.js", read("page.js", "text/javascript; charset=utf-8"));

  /**
   * A file.
   *
   * @param bytes its content
   * @param headers those that it is sent with
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record File(byte[] bytes, Map<String, String> headers) {}

  private Page() {}

  /** Returns whether there is a file at a path. */
  static boolean has(String path) {
    return FILES.containsKey(path);
  }

  /**
   * Returns the file at a path.
   *
   * @throws IllegalArgumentException if there is none
   */
  static File find(String path) {
    File file = FILES.get(path);
    if (file == null) {
      throw new IllegalArgumentException("the page has no file " + path);
    }
    return file;
  }

  private static File read(String name, String type) {
    try (InputStream in = Page.class.getResourceAsStream("page/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the resource page/" + name + " is missing");
      }
      return new File(
          in.readAllBytes(),
          Map.of(
              "Content-Type", type,
              "Content-Security-Policy", POLICY,
              "X-Content-Type-Options", "nosniff",
              "Referrer-Policy", "no-referrer",
              "Cache-Control", "no-cache"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
