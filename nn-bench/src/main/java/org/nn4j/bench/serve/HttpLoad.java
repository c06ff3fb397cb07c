package org.nn4j.bench.serve;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests over a number of connections that are kept alive, a thread each, on plain sockets: as
 * little of the machine as a client can take that shares it with the server.
 *
 * <p>Without a rate each connection sends when it has its answer. With one, requests are due at
 * fixed times, and the time of each counts from when it was due, not from when it could be sent:
 * what waits because the server stalls is not left out. A connection whose answer says that it is
 * the last ends.
 */
public final class HttpLoad {
  private final int port;
  private final byte[] request;
  private final AtomicLong errors = new AtomicLong();

  /**
   * What was measured.
   *
   * @param requests answers with status 200
   * @param errors other answers, and broken connections
   * @param seconds the time of it all
   * @param p50 the median time of a request in milliseconds
   * @param p99 the time that one of a hundred exceeds
   * @param most the longest time
   */
  public record Result(
      long requests, long errors, double seconds, double p50, double p99, double most) {
    /** Returns the requests a second. */
    public double rate() {
      return requests / seconds;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%.0f requests/s, p50 %.2f ms, p99 %.2f ms, longest %.1f ms, %d errors",
          rate(),
          p50,
          p99,
          most,
          errors);
    }
  }

  /** Prepares a POST request of JSON to a port of this machine. */
  public HttpLoad(int port, String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    this.port = port;
    this.request = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, request, start.length, body.length);
  }

  /**
   * Sends requests for a while.
   *
   * @param connections how many connections
   * @param rate requests a second of all connections, 0 for as many as there are answers
   * @param seconds how long
   */
  public Result run(int connections, double rate, double seconds) throws InterruptedException {
    errors.set(0);
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * 1e9);
    double every = rate == 0 ? 0 : connections / rate * 1e9;
    long[][] times = new long[connections][];
    Thread[] threads = new Thread[connections];
    for (int i = 0; i < connections; i++) {
      int own = i;
      threads[i] =
          new Thread(
              () ->
                  times[own] = connection(begin + (long) (every * own / connections), every, end));
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double took = (System.nanoTime() - begin) / 1e9;
    long[] all = Arrays.stream(times).flatMapToLong(Arrays::stream).sorted().toArray();
    return new Result(all.length, errors.get(), took, at(all, 0.5), at(all, 0.99), at(all, 1));
  }

  private static double at(long[] sorted, double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, (long) (share * sorted.length))] / 1e6;
  }

  private long[] connection(long first, double every, long end) {
    long[] times = new long[1 << 12];
    int count = 0;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
      OutputStream out = socket.getOutputStream();
      long due = first;
      long sent = 0;
      while (true) {
        if (every > 0) {
          due = first + (long) (every * sent++);
          for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
            LockSupport.parkNanos(due - now);
          }
        } else {
          due = System.nanoTime();
        }
        if (due >= end) {
          return Arrays.copyOf(times, count);
        }
        out.write(request);
        int status = answer(in);
        if (Math.abs(status) == 200) {
          if (count == times.length) {
            times = Arrays.copyOf(times, 2 * count);
          }
          times[count++] = System.nanoTime() - due;
        } else {
          errors.incrementAndGet();
        }
        if (status < 0) {
          return Arrays.copyOf(times, count); // the server ends
        }
      }
    } catch (IOException e) {
      errors.incrementAndGet();
      return Arrays.copyOf(times, count);
    }
  }

  /** Reads an answer of known length, and returns its status, negative if none may follow. */
  private static int answer(InputStream in) throws IOException {
    int status = 0;
    int length = 0;
    boolean last = false;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (status == 0) {
        status = Integer.parseInt(line.substring(9, 12));
      } else if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).strip());
      } else if (line.equalsIgnoreCase("connection: close")) {
        last = true;
      }
    }
    in.skipNBytes(length);
    return last ? -status : status;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
