package org.nn4j.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.log.Logs;
import org.nn4j.core.model.Model;
import org.nn4j.core.text.Names;
import org.slf4j.Logger;

/**
 * Serves models over HTTP, on the server of the JDK.
 *
 * <pre>{@code
 * try (ModelServer server = ModelServer.of(model).port(8080).start()) {
 *   …
 * }
 * }</pre>
 *
 * <p>It listens on 127.0.0.1 unless told otherwise, and what it takes is bounded by {@link Limits}.
 * {@link ModelHandler} says what it answers, and is the part to put into another server.
 *
 * <p>Thread-safe.
 */
public final class ModelServer implements AutoCloseable {
  private static final Logger LOG = Logs.of(ModelServer.class);

  /** How long {@link #close} waits for requests. */
  private static final Duration DRAIN = Duration.ofSeconds(10);

  /** How long no request must come before a server that stops does not wait for more. */
  private static final long QUIET_MILLIS = 100;

  /** How long a server that stops goes on taking requests, if they keep coming. */
  private static final Duration NOTICE = Duration.ofSeconds(3);

  /** Bytes of a body that is refused which are read, so that the client gets to the answer. */
  private static final int DRAINED = 8 << 20;

  private final HttpServer server;
  private final ModelHandler handler;
  private final ExecutorService threads;
  private final URI uri;
  private boolean stopped;

  private ModelServer(HttpServer server, ModelHandler handler, ExecutorService threads, URI uri) {
    this.server = server;
    this.handler = handler;
    this.threads = threads;
    this.uri = uri;
  }

  /**
   * Begins a server of one model, which is called {@code model}.
   *
   * @throws InputException if it has no preprocessing, so that its columns have no names
   */
  public static Builder of(Model model) {
    return of(ServedModels.of(model));
  }

  /** Begins a server of models. */
  public static Builder of(ServedModels models) {
    return new Builder(models);
  }

  /** What a server is to be. Not thread-safe. */
  public static final class Builder {
    private final ServedModels models;
    private String host = "127.0.0.1";
    private int port = 8080;
    private Limits limits = Limits.DEFAULT;
    private @Nullable String token;
    private @Nullable Path certificate;
    private @Nullable Path key;

    private Builder(ServedModels models) {
      this.models = models;
    }

    /** Sets the address to listen on, by default 127.0.0.1; 0.0.0.0 stands for all. */
    public Builder host(String address) {
      this.host = address;
      return this;
    }

    /** Sets the port, by default 8080; 0 stands for one that is free. */
    public Builder port(int number) {
      this.port = number;
      return this;
    }

    /** Sets what is taken at most, by default {@link Limits#DEFAULT}. */
    public Builder limits(Limits most) {
      this.limits = most;
      return this;
    }

    /** Sets the token that clients have to show, by default none. */
    public Builder token(String bearer) {
      this.token = bearer;
      return this;
    }

    /**
     * Has the server speak TLS.
     *
     * @param chain PEM file of the certificate and those that vouch for it
     * @param privateKey PEM file of its key, PKCS #8 without a password
     */
    public Builder tls(Path chain, Path privateKey) {
      this.certificate = chain;
      this.key = privateKey;
      return this;
    }

    /**
     * Starts the server, which answers when this returns.
     *
     * @throws InputException if the address cannot be listened on, or a file of TLS not be read
     */
    public ModelServer start() {
      ModelHandler handler = new ModelHandler(models, limits);
      if (token != null) {
        handler = handler.withToken(token);
      }
      configure(limits);
      HttpServer server = bind();
      ExecutorService threads = threads(limits.connections());
      server.setExecutor(threads);
      ModelHandler answering = handler;
      Duration time = limits.requestTime();
      server.createContext("/", exchange -> answer(answering, exchange, time));
      server.start();
      ModelServer started =
          new ModelServer(server, handler, threads, uri(server.getAddress(), certificate != null));
      LOG.info("{} on {}", models, started.uri);
      return started;
    }

    private InetAddress address() {
      try {
        return InetAddress.getByName(host);
      } catch (UnknownHostException e) {
        throw new InputException(
            "serve: the host must be an address of this machine, such as 127.0.0.1, or 0.0.0.0 for"
                + " all of them, but there is no "
                + Names.quote(host),
            e);
      }
    }

    private HttpServer bind() {
      if (port < 0 || port > 65_535) {
        throw new InputException("serve: the port must be from 0 to 65535 but is " + port);
      }
      InetSocketAddress address = new InetSocketAddress(address(), port);
      try {
        int backlog = Math.min(limits.connections(), 1024);
        if (certificate == null || key == null) {
          return HttpServer.create(address, backlog);
        }
        HttpsServer secure = HttpsServer.create(address, backlog);
        secure.setHttpsConfigurator(new HttpsConfigurator(PemFiles.context(certificate, key)));
        return secure;
      } catch (IOException e) {
        throw new InputException(
            "serve: cannot listen on "
                + (host + ":" + port + ": " + e.getMessage())
                + "; another program may be using the port (--port), or the address is not this"
                + " machine's",
            e);
      }
    }

    /**
     * Sets the limits of the JDK's server, which it reads when it is first used, unless they are
     * set.
     */
    private static void configure(Limits limits) {
      Map.of(
              "jdk.httpserver.maxConnections",
              limits.connections(),
              "sun.net.httpserver.maxIdleConnections",
              limits.connections(),
              "sun.net.httpserver.maxReqTime",
              limits.requestTime().toSeconds(),
              "sun.net.httpserver.maxRspTime",
              limits.answerTime().toSeconds(),
              "sun.net.httpserver.maxReqHeaders",
              100,
              "sun.net.httpserver.maxReqHeaderSize",
              1 << 16,
              "sun.net.httpserver.drainAmount",
              DRAINED,
              "sun.net.httpserver.nodelay",
              true)
          .forEach(
              (name, value) -> {
                if (System.getProperty(name) == null) {
                  System.setProperty(name, value.toString());
                }
              });
    }

    /**
     * Returns threads for all connections, virtual ones where the JDK has them. A thread waits for
     * its client; what computes is bounded elsewhere.
     */
    private static ExecutorService threads(int most) {
      try {
        return (ExecutorService)
            Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
      } catch (ReflectiveOperationException e) {
        AtomicInteger count = new AtomicInteger();
        return new ThreadPoolExecutor(
            0,
            most,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread =
                  new Thread(null, task, "nn4j-serve-" + count.incrementAndGet(), 1 << 18);
              thread.setDaemon(true);
              return thread;
            });
      }
    }

    private static URI uri(InetSocketAddress address, boolean secure) {
      try {
        String host =
            address.getAddress().isAnyLocalAddress()
                ? "127.0.0.1"
                : address.getAddress().getHostAddress();
        return new URI(secure ? "https" : "http", null, host, address.getPort(), "/", null, null);
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void answer(ModelHandler handler, HttpExchange exchange, Duration time)
      throws IOException {
    try {
      handler.handle(new JdkExchange(exchange, new TimedStream(exchange.getRequestBody(), time)));
    } catch (IOException e) {
      LOG.debug("{} {}: {}", exchange.getRequestMethod(), exchange.getRequestURI(), e.toString());
      throw e; // the server closes the connection; closing the exchange would end the answer well
    }
    exchange.close();
  }

  /**
   * A body that must arrive in time. One that trickles is refused before the JDK's server closes
   * its connection without an answer; of one that stalls nothing can be told.
   */
  private static final class TimedStream extends WatchedStream {
    private final Duration most;
    private final long begin = System.nanoTime();
    private boolean late;

    TimedStream(InputStream in, Duration most) {
      super(in);
      this.most = most;
    }

    @Override
    void watch(byte[] bytes, int from, int count) {
      if (count > 0 && System.nanoTime() - begin > most.toNanos()) {
        late = true;
        throw new RequestException(
            408, "the body took more than " + most.toSeconds() + " s to arrive (--request-time)");
      }
    }

    /** Closing it would read on, before the answer is sent. */
    @Override
    public void close() throws IOException {
      if (!late) {
        super.close();
      }
    }
  }

  /** An exchange of the JDK's server. */
  private record JdkExchange(HttpExchange exchange, InputStream body) implements ServerExchange {
    @Override
    public String method() {
      return exchange.getRequestMethod();
    }

    @Override
    public String path() {
      String path = exchange.getRequestURI().getPath();
      return path == null ? "" : path;
    }

    @Override
    public @Nullable String query() {
      return exchange.getRequestURI().getRawQuery();
    }

    @Override
    public @Nullable String header(String name) {
      return exchange.getRequestHeaders().getFirst(name);
    }

    @Override
    public OutputStream respond(int status, Map<String, String> headers, long length)
        throws IOException {
      headers.forEach(exchange.getResponseHeaders()::set);
      if (length < 0 && exchange.getProtocol().equals("HTTP/1.0")) {
        return whole(status);
      }
      // Of the JDK's server 0 is what is not known yet, and -1 is nothing.
      exchange.sendResponseHeaders(status, length == 0 ? -1 : Math.max(length, 0));
      return length == 0 ? OutputStream.nullOutputStream() : exchange.getResponseBody();
    }

    /**
     * Returns where an answer goes whose end HTTP/1.0 could tell by its length alone: it is sent
     * when it is whole, so that one that is broken off is none.
     */
    private OutputStream whole(int status) {
      return new ByteArrayOutputStream() {
        @Override
        public void close() throws IOException {
          exchange.sendResponseHeaders(status, size() == 0 ? -1 : size());
          if (size() > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
              writeTo(out);
            }
          }
        }
      };
    }
  }

  /** Returns the port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Returns where it is found: {@code http://127.0.0.1:8080/}. */
  public URI uri() {
    return uri;
  }

  /**
   * Stops taking requests, and returns when those that came are answered. Readiness is refused at
   * once. Requests that come within three seconds are still answered, unless none does for a tenth
   * of one, since those who send them learn late; so are those in flight, as long as is granted. A
   * server that was stopped stays so.
   *
   * @param most how long requests in flight may take
   * @return whether all were answered
   */
  public synchronized boolean stop(Duration most) {
    if (stopped) {
      return true;
    }
    stopped = true;
    handler.drain();
    long begin = System.nanoTime();
    long quietSince = begin;
    long end = begin + most.toNanos();
    long notice = Math.min(end, begin + NOTICE.toNanos());
    long quiet = TimeUnit.MILLISECONDS.toNanos(QUIET_MILLIS);
    boolean interrupted = false;
    for (long now = begin; now < notice && now - quietSince < quiet && !interrupted; ) {
      interrupted = pause();
      now = System.nanoTime();
      quietSince = handler.inFlight() > 0 ? now : quietSince;
    }
    // Those that are being answered, whose connections close behind them.
    while (handler.inFlight() > 0 && System.nanoTime() < end && !interrupted) {
      interrupted = pause();
    }
    boolean all = handler.inFlight() == 0;
    server.stop(0);
    threads.shutdown();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return all;
  }

  private static boolean pause() {
    try {
      Thread.sleep(5);
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** Stops, and waits ten seconds at most for requests in flight. */
  @Override
  public void close() {
    if (!stop(DRAIN)) {
      LOG.warn("stopped while {} requests were in flight", handler.inFlight());
    }
  }

  /** Returns the models and where it is found. */
  @Override
  public String toString() {
    return handler + " on " + uri;
  }
}
