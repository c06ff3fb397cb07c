package org.nn4j.serve;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that is looked at while it is read, and may be refused. */
abstract class WatchedStream extends FilterInputStream {
  WatchedStream(InputStream in) {
    super(in);
  }

  /**
   * Looks at bytes that were read.
   *
   * @param count how many, or -1 at the end
   * @throws RequestException if the request is refused for them
   */
  abstract void watch(byte[] bytes, int from, int count);

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public final int read(byte[] bytes, int from, int length) throws IOException {
    int count = super.read(bytes, from, length);
    watch(bytes, from, count);
    return count;
  }
}
