package org.nn4j.spark.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import jdk.net.ExtendedSocketOptions;

/**
 * How processes that train together find one another: each listens, connects to those of lower rank
 * and is connected to by those of higher rank. What else connects is dropped; it can delay, not
 * disturb.
 */
final class Assembly implements Mesh.Handler {
  private static final int LEAST_TOKEN = 16;

  /** How long one that connects may take to prove that it belongs here if others wait, in ms. */
  private static final long PATIENCE = 2000;

  /** How many may be about to prove that, beside one for each process. */
  private static final int STRANGERS = 16;

  /** How often to look for those whose time is up, in ms. */
  private static final long TICK = 20;

  private static final long MILLISECOND = 1_000_000;

  /** So that the death of a machine is noticed after 4 + 3·2 seconds of silence. */
  private static final Map<SocketOption<Integer>, Integer> KEEP_ALIVE =
      Map.of(
          ExtendedSocketOptions.TCP_KEEPIDLE, 4,
          ExtendedSocketOptions.TCP_KEEPINTERVAL, 2,
          ExtendedSocketOptions.TCP_KEEPCOUNT, 3);

  private final int rank;
  private final Timeouts timeouts;
  private final ServerSocketChannel server;
  private final List<String> addresses;
  private final byte[] key;
  private final BitSet missing = new BitSet();
  private final Selector selector;
  private final SelectionKey listening;
  private final Mesh mesh;
  private final Link.Inbox inbox;

  private int proving; // accepted, and neither joined nor refused
  private int refused;
  private String refusal = "";

  private Assembly(
      int rank,
      ServerSocketChannel server,
      byte[] token,
      Timeouts timeouts,
      List<String> addresses,
      Link.Inbox inbox)
      throws IOException {
    this.rank = rank;
    this.server = server;
    this.timeouts = timeouts;
    this.addresses = addresses;
    this.key = Handshake.hmac(token, String.join("\n", addresses).getBytes(UTF_8));
    this.inbox = inbox;
    this.selector = Selector.open();
    this.listening = server.register(selector, SelectionKey.OP_ACCEPT, this);
    this.mesh = new Mesh(selector, name(rank), timeouts);
    missing.set(0, addresses.size());
    missing.clear(rank);
  }

  /**
   * Connects a process to all others; for the parameters see {@link SocketCollective#connect}.
   *
   * @param inbox what knows the messages; asked after this has returned, and before
   */
  static Mesh connect(
      int rank,
      InetAddress address,
      byte[] token,
      Timeouts timeouts,
      Function<String, List<String>> exchange,
      Link.Inbox inbox) {
    if (address.isAnyLocalAddress()) {
      throw new IllegalArgumentException(
          "processes listen at an address by which others reach them, which "
              + address.getHostAddress()
              + " is not");
    }
    if (token.length < LEAST_TOKEN) {
      throw new IllegalArgumentException(
          "a token must have at least " + LEAST_TOKEN + " bytes but has " + token.length);
    }
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(address, 0), 1024);
      server.configureBlocking(false);
      String own = address.getHostAddress() + ":" + server.socket().getLocalPort();
      List<String> addresses = List.copyOf(exchange.apply(own));
      if (rank < 0 || rank >= addresses.size() || !addresses.get(rank).equals(own)) {
        throw new CollectiveException(
            "this process has the rank "
                + rank
                + " and listens at "
                + own
                + ", but the list of all"
                + " processes is "
                + addresses);
      }
      return new Assembly(rank, server, token, timeouts, addresses, inbox).connect();
    } catch (IOException e) {
      throw new CollectiveException("cannot listen at " + address.getHostAddress(), e);
    }
  }

  private Mesh connect() {
    try {
      for (int other = 0; other < rank; other++) {
        dial(other);
      }
      long start = System.nanoTime();
      while (!missing.isEmpty()) {
        if (System.nanoTime() - start > timeouts.connect().toNanos()) {
          throw late();
        }
        mesh.select(TICK);
        dropLate();
      }
      for (SelectionKey other : selector.keys()) {
        if (!(other.attachment() instanceof Link)) {
          other.channel().close();
        }
      }
      mesh.order(rank, addresses.size());
      mesh.progress(); // without which a closed channel remains open
      return mesh;
    } catch (IOException | RuntimeException | Error e) {
      throw mesh.abandon(e, "connecting");
    }
  }

  private CollectiveException late() {
    return new CollectiveException(
        missing.stream().mapToObj(this::name).collect(Collectors.joining(", "))
            + " did not connect within "
            + timeouts.connect().toMillis()
            + " ms; "
            + refused
            + " other connections were refused"
            + refusal);
  }

  private void dial(int other) {
    String address = addresses.get(other);
    int colon = address.lastIndexOf(':');
    try {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      Handshake handshake =
          new Handshake(this, channel, channel.register(selector, SelectionKey.OP_CONNECT), other);
      InetAddress host = InetAddress.getAllByName(address.substring(0, Math.max(colon, 0)))[0];
      int port = Integer.parseInt(address.substring(colon + 1));
      if (channel.connect(new InetSocketAddress(host, port))) {
        handshake.greet();
      }
    } catch (IOException | IllegalArgumentException e) {
      throw unreachable(other, e);
    }
  }

  CollectiveException unreachable(int other, Exception cause) {
    return new CollectiveException(
        "cannot connect to " + name(other) + ": " + cause.getMessage(), cause);
  }

  /** Takes connections, as many as may wait at a time. */
  @Override
  public void ready() {
    try {
      for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
        proving++;
        channel.configureBlocking(false);
        new Handshake(
            this, channel, channel.register(selector, SelectionKey.OP_READ), Handshake.ANY);
        if (proving == addresses.size() + STRANGERS) {
          listening.interestOps(0);
          return;
        }
      }
    } catch (IOException e) {
      throw new CollectiveException("cannot take connections: " + e.getMessage(), e);
    }
  }

  /** Makes room for others that want to connect. */
  private void dropLate() {
    if (listening.interestOps() != 0) {
      return;
    }
    for (SelectionKey other : selector.keys()) {
      if (other.isValid()
          && other.attachment() instanceof Handshake handshake
          && handshake.accepted()
          && handshake.age() > PATIENCE * MILLISECOND) {
        refuse(handshake, "it said nothing for " + PATIENCE + " ms");
      }
    }
  }

  /** Drops a connection that has not proved that it belongs here. */
  void refuse(Handshake handshake, String reason) {
    refused++;
    refusal = ", the last one because " + reason;
    proved();
    handshake.close();
  }

  private void proved() {
    proving--;
    listening.interestOps(SelectionKey.OP_ACCEPT);
  }

  /**
   * Takes a connection over that has proved to be of another process.
   *
   * @param other its rank, as it says
   */
  void join(Handshake handshake, int other, SocketChannel channel, SelectionKey selection)
      throws IOException {
    if (handshake.accepted()) {
      proved();
      if (other <= rank || other >= addresses.size()) {
        throw new CollectiveException(
            "a process connected to "
                + name(rank)
                + " that says it has the rank "
                + other
                + ", but only higher ones below "
                + addresses.size()
                + " connect");
      }
    }
    if (!missing.get(other)) {
      throw new CollectiveException("two processes say that they are " + name(other));
    }
    missing.clear(other);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    for (Map.Entry<SocketOption<Integer>, Integer> option : KEEP_ALIVE.entrySet()) {
      if (channel.supportedOptions().contains(option.getKey())) {
        channel.setOption(option.getKey(), option.getValue());
      }
    }
    Link link = new Link(other, name(other), channel, selection, inbox);
    selection.attach(link);
    selection.interestOps(SelectionKey.OP_READ);
    mesh.add(link);
  }

  int rank() {
    return rank;
  }

  /** Returns what proves that a process belongs here. */
  byte[] key() {
    return key;
  }

  /** Returns what a process is called in messages to people. */
  String name(int process) {
    return "executor " + process + " (" + addresses.get(process) + ")";
  }
}
