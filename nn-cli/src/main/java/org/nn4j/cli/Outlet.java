package org.nn4j.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that remembers what the print streams around it hide: that a disk was full and
 * results were lost. A closed pipe, as by {@code head}, is not an error.
 */
final class Outlet extends OutputStream {
  private static final String CLOSED_PIPE = "Broken pipe";

  private final OutputStream target;
  private @Nullable IOException fault;

  /** Writes to a stream through a buffer. */
  Outlet(OutputStream target) {
    this.target = new BufferedOutputStream(target);
  }

  /** Returns why results are lost, or null if they are not. */
  @Nullable IOException fault() {
    return fault;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      target.write(bytes, offset, length);
    } catch (IOException e) {
      throw remembered(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      target.flush();
    } catch (IOException e) {
      throw remembered(e);
    }
  }

  private IOException remembered(IOException e) {
    if (!CLOSED_PIPE.equals(e.getMessage())) {
      fault = e;
    }
    return e;
  }
}
