package org.nn4j.spark.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How two processes prove to each other that they know the job's token and have the same list of
 * processes: the one that connects greets with version, rank and a random number; the other does so
 * too and adds the HMAC-SHA256 of a letter and both greetings; so does the first, with another
 * letter. As the random numbers are new, nothing of it can be used again.
 */
final class Handshake implements Mesh.Handler {
  /** In the place of a rank: one that has connected to this process. */
  static final int ANY = -1;

  /** Changes with what is sent, here and afterwards. */
  static final int VERSION = 1;

  private static final int MAGIC = 0x6e6e346a;
  private static final int NONCE = 32;
  private static final int GREETING = 12 + NONCE;
  private static final int TAG = 32;
  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] CONNECTING = {'c'};
  private static final byte[] ACCEPTING = {'a'};
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Assembly assembly;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final int wanted;
  private final long begin = System.nanoTime();
  private final ByteBuffer in = ByteBuffer.allocate(GREETING + TAG);
  private final byte[] mine = new byte[GREETING];
  private final byte[] other = new byte[GREETING];
  private boolean greeted;

  /**
   * Begins.
   *
   * @param wanted the rank of the process that is connected to, or {@link #ANY}
   */
  Handshake(Assembly assembly, SocketChannel channel, SelectionKey key, int wanted) {
    this.assembly = assembly;
    this.channel = channel;
    this.key = key;
    this.wanted = wanted;
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    ByteBuffer.wrap(mine).putInt(MAGIC).putInt(VERSION).putInt(assembly.rank()).put(nonce);
    in.limit(accepted() ? GREETING : GREETING + TAG);
    key.attach(this);
  }

  /** Whether the other process has connected to this one. */
  boolean accepted() {
    return wanted == ANY;
  }

  /** Returns for how long this goes on, in ns. */
  long age() {
    return System.nanoTime() - begin;
  }

  @Override
  public void ready() {
    try {
      if (key.isConnectable()) {
        channel.finishConnect();
        greet();
      }
      proceed();
    } catch (IOException e) {
      if (!accepted()) {
        throw assembly.unreachable(wanted, e);
      }
      assembly.refuse(this, String.valueOf(e.getMessage()));
    }
  }

  /** Greets the process that is connected to. */
  void greet() throws IOException {
    key.interestOps(SelectionKey.OP_READ);
    send(mine, new byte[0]);
  }

  private void proceed() throws IOException {
    int count = channel.read(in);
    if (count < 0) {
      throw new IOException("it closed the connection before it had proved itself");
    }
    if (in.hasRemaining()) {
      return;
    }
    if (!greeted) {
      in.flip().get(other);
      if (ByteBuffer.wrap(other).getInt() != MAGIC) {
        throw new IOException("it is no process of nn4j");
      }
      greeted = true;
      if (accepted()) {
        send(mine, tag(ACCEPTING, other, mine));
        in.clear().limit(TAG);
        return;
      }
    } else {
      in.flip();
    }
    byte[] proof = new byte[TAG];
    in.get(proof);
    byte[] expected = accepted() ? tag(CONNECTING, other, mine) : tag(ACCEPTING, mine, other);
    if (!MessageDigest.isEqual(proof, expected)) {
      throw new IOException("it does not know the job's token, or has another list of processes");
    }
    join();
  }

  private void join() throws IOException {
    ByteBuffer greeting = ByteBuffer.wrap(other);
    int version = greeting.getInt(4);
    int rank = greeting.getInt(8);
    if (version != VERSION) {
      throw new CollectiveException(
          "executor "
              + rank
              + " speaks version "
              + version
              + " of the protocol and executor "
              + assembly.rank()
              + " version "
              + VERSION
              + "; all need the same nn4j");
    }
    if (!accepted()) {
      if (rank != wanted) {
        throw new CollectiveException(
            assembly.name(wanted) + " was connected to, but says it has the rank " + rank);
      }
      send(tag(CONNECTING, mine, other), new byte[0]);
    }
    assembly.join(this, rank, channel, key);
  }

  private byte[] tag(byte[] role, byte[] first, byte[] second) {
    return hmac(assembly.key(), role, first, second);
  }

  static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private void send(byte[] first, byte[] second) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(first.length + second.length);
    bytes.put(first).put(second).flip();
    channel.write(bytes);
    if (bytes.hasRemaining()) {
      throw new IOException("its connection takes not even " + bytes.capacity() + " bytes");
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
