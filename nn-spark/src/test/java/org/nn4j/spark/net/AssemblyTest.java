package org.nn4j.spark.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.training.shard.Shards;

final class AssemblyTest {
  private static final Shards SHARDS = new Shards(8);
  private static final Timeouts SHORT = new Timeouts(Duration.ofMillis(400), Duration.ofMinutes(2));

  private static String gather(SocketCollective collective) {
    Matrix all = Matrix.zeros(Precision.FLOAT64, 8, 1);
    for (int s = collective.own().first(); s < collective.own().end(); s++) {
      all.set(s, 0, s);
    }
    collective.gather(all);
    return Arrays.deepToString(all.toRows());
  }

  private static void assertTrains(Future<String> process) throws Exception {
    assertThat(Cluster.result(process))
        .isEqualTo("[[0.0], [1.0], [2.0], [3.0], [4.0], [5.0], [6.0], [7.0]]");
  }

  /** More of them than may wait come before the process of rank 2, which must wait for room. */
  @Test
  void strangersDisturbNobody() throws Exception {
    List<RawPeer> strangers = new ArrayList<>();
    try (Cluster cluster = new Cluster(3)) {
      Future<String> first = cluster.start(0, SHARDS, Cluster.LONG, AssemblyTest::gather);
      Future<String> second = cluster.start(1, SHARDS, Cluster.LONG, AssemblyTest::gather);
      Future<String> last =
          cluster.start(
              2,
              SHARDS,
              Cluster.LONG,
              own -> {
                List<String> addresses = cluster.exchange(2, own);
                try {
                  strangers.addAll(come(addresses.get(0), addresses));
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
                return addresses;
              },
              AssemblyTest::gather);
      for (Future<String> process : List.of(first, second, last)) {
        assertTrains(process);
      }
      for (RawPeer stranger : strangers) {
        assertThat(stranger.dropped()).isTrue();
      }
    } finally {
      for (RawPeer stranger : strangers) {
        stranger.close();
      }
    }
  }

  private static List<RawPeer> come(String address, List<String> addresses) throws IOException {
    List<RawPeer> strangers = new ArrayList<>();
    byte[] greeting = RawPeer.greeting(Handshake.VERSION, 2);
    for (int i = 0; i < 10; i++) {
      strangers.add(new RawPeer(address)); // says nothing
      RawPeer brief = new RawPeer(address);
      brief.send(Arrays.copyOf(greeting, i * 4)); // and no more
      strangers.add(brief);
    }
    RawPeer gone = new RawPeer(address);
    gone.socket.setSoLinger(true, 0);
    gone.close();
    RawPeer garbage = new RawPeer(address);
    byte[] bytes = new byte[100_000];
    new SplittableRandom(18).nextBytes(bytes);
    try {
      garbage.send(bytes);
    } catch (java.net.SocketException e) {
      assertThat(garbage.dropped()).isTrue();
    }
    strangers.add(garbage);
    RawPeer ignorant = new RawPeer(address);
    byte[] other = ignorant.greet(greeting);
    byte[] wrong = Cluster.TOKEN.clone();
    wrong[31]++;
    ignorant.send(RawPeer.proof(wrong, addresses, greeting, other));
    strangers.add(ignorant);
    RawPeer elsewhere = new RawPeer(address);
    other = elsewhere.greet(greeting);
    elsewhere.send(RawPeer.proof(Cluster.TOKEN, List.of("a:1", "b:2"), greeting, other));
    strangers.add(elsewhere);
    return strangers;
  }

  /** What a process proved itself with is worth nothing in another connection. */
  @Test
  void aHandshakeCannotBeUsedAgain() throws Exception {
    try (Cluster cluster = new Cluster(3)) {
      Future<String> process = cluster.start(0, SHARDS, SHORT, AssemblyTest::gather);
      List<String> addresses = exchangeAll(cluster, 3);
      byte[] greeting = RawPeer.greeting(Handshake.VERSION, 1);
      try (RawPeer real = new RawPeer(addresses.get(0));
          RawPeer replay = new RawPeer(addresses.get(0))) {
        byte[] other = real.greet(greeting);
        byte[] proof = RawPeer.proof(Cluster.TOKEN, addresses, greeting, other);
        assertThat(replay.greet(greeting)).isNotEqualTo(other);
        replay.send(proof);
        assertThat(replay.dropped()).isTrue();
        real.send(proof);
        assertThat(Cluster.failure(process))
            .startsWith("executor 2 (127.0.0.1:2) did not connect within 400 ms")
            .contains("1 other connections were refused")
            .contains("does not know the job's token");
      }
    }
  }

  /** Tells addresses for all processes but the first. */
  private static List<String> exchangeAll(Cluster cluster, int processes) throws Exception {
    List<Future<List<String>>> lists = new ArrayList<>();
    for (int rank = 1; rank < processes; rank++) {
      int other = rank;
      lists.add(cluster.beside(() -> cluster.exchange(other, "127.0.0.1:" + other)));
    }
    return Cluster.result(lists.get(0));
  }

  @Test
  void anotherVersionIsNamed() throws Exception {
    assertThat(failureOf(RawPeer.greeting(7, 1)))
        .contains("executor 1 speaks version 7 of the protocol and executor 0 version 1");
  }

  @Test
  void aWrongRankIsNamed() throws Exception {
    assertThat(failureOf(RawPeer.greeting(Handshake.VERSION, 2)))
        .contains("says it has the rank 2, but only higher ones below 2 connect");
    assertThat(failureOf(RawPeer.greeting(Handshake.VERSION, -5))).contains("the rank -5");
  }

  private static String failureOf(byte[] greeting) throws Exception {
    try (Cluster cluster = new Cluster(2)) {
      Future<String> process = cluster.start(0, SHARDS, Cluster.LONG, AssemblyTest::gather);
      List<String> addresses = exchangeAll(cluster, 2);
      try (RawPeer peer = new RawPeer(addresses.get(0))) {
        byte[] other = peer.greet(greeting);
        peer.send(RawPeer.proof(Cluster.TOKEN, addresses, greeting, other));
        return Cluster.failure(process);
      }
    }
  }

  @Test
  void twoOfOneRankAreNamed() throws Exception {
    try (Cluster cluster = new Cluster(3)) {
      Future<String> process = cluster.start(0, SHARDS, Cluster.LONG, AssemblyTest::gather);
      List<String> addresses = exchangeAll(cluster, 3);
      try (RawPeer one = new RawPeer(addresses.get(0));
          RawPeer two = new RawPeer(addresses.get(0))) {
        one.join(1, addresses);
        two.join(1, addresses);
        assertThat(Cluster.failure(process))
            .contains("two processes say that they are executor 1 (127.0.0.1:1)");
      }
    }
  }

  @Test
  void aProcessThatIsGoneIsNamed() throws Exception {
    try (Cluster cluster = new Cluster(2)) {
      Future<String> process = cluster.start(1, SHARDS, Cluster.LONG, AssemblyTest::gather);
      int port;
      try (java.net.ServerSocket server = new java.net.ServerSocket(0, 1, Cluster.loopback())) {
        port = server.getLocalPort();
      }
      cluster.exchange(0, "127.0.0.1:" + port);
      assertThat(Cluster.failure(process))
          .contains("cannot connect to executor 0 (127.0.0.1:" + port + "): Connection refused");
    }
  }

  /** A stranger that has taken the place of a process learns nothing and is named. */
  @Test
  void aProcessThatDoesNotProveItselfIsNamed() throws Exception {
    try (Cluster cluster = new Cluster(2);
        java.net.ServerSocket server = new java.net.ServerSocket(0, 1, Cluster.loopback())) {
      Future<String> process = cluster.start(1, SHARDS, Cluster.LONG, AssemblyTest::gather);
      cluster.exchange(0, "127.0.0.1:" + server.getLocalPort());
      try (java.net.Socket socket = server.accept()) {
        byte[] greeting = new byte[44];
        socket.getInputStream().read(greeting);
        socket.getOutputStream().write(greeting);
        socket.getOutputStream().write(new byte[32]);
        assertThat(Cluster.failure(process))
            .contains("cannot connect to executor 0", "does not know the job's token");
      }
    }
  }

  @Test
  void aWrongListIsRefused() {
    assertThatThrownBy(() -> connect(0, own -> List.of("127.0.0.1:1")))
        .isInstanceOf(CollectiveException.class)
        .hasMessageContaining("rank 0 and listens at 127.0.0.1:")
        .hasMessageContaining("[127.0.0.1:1]");
    assertThatThrownBy(() -> connect(1, List::of))
        .isInstanceOf(CollectiveException.class)
        .hasMessageContaining("the rank 1");
    assertThatThrownBy(() -> connect(1, own -> List.of("nowhere", own)))
        .isInstanceOf(CollectiveException.class)
        .hasMessageContaining("cannot connect to executor 0 (nowhere)");
  }

  private static void connect(
      int rank, java.util.function.Function<String, List<String>> exchange) {
    SocketCollective.connect(SHARDS, rank, Cluster.loopback(), Cluster.TOKEN, SHORT, exchange)
        .close();
  }

  @Test
  void argumentsAreChecked() throws Exception {
    InetAddress any = InetAddress.getByAddress(new byte[4]);
    assertThatThrownBy(
            () -> SocketCollective.connect(SHARDS, 0, any, Cluster.TOKEN, SHORT, List::of))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.0.0.0");
    assertThatThrownBy(
            () ->
                SocketCollective.connect(
                    SHARDS, 0, Cluster.loopback(), new byte[15], SHORT, List::of))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 16 bytes but has 15");
    assertThatThrownBy(() -> new Timeouts(Duration.ZERO, Duration.ofDays(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'connect' must be from 1 ms to 30 days but is PT0S");
  }
}
