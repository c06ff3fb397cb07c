package org.nn4j.spark.net;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A process of higher rank, byte by byte, which can so do all that none should. */
final class RawPeer implements AutoCloseable {
  private static final int TIMEOUT = 120_000;

  final Socket socket;

  RawPeer(String address) throws IOException {
    int colon = address.lastIndexOf(':');
    socket =
        new Socket(
            InetAddress.getAllByName(address.substring(0, colon))[0],
            Integer.parseInt(address.substring(colon + 1)));
    socket.setSoTimeout(TIMEOUT);
  }

  static byte[] greeting(int version, int rank) {
    byte[] bytes = new byte[44];
    ByteBuffer.wrap(bytes)
        .putInt(0x6e6e346a)
        .putInt(version)
        .putInt(rank)
        .putLong(System.nanoTime());
    return bytes;
  }

  /** Greets, and returns the other's greeting after its proof is read. */
  byte[] greet(byte[] greeting) throws IOException {
    send(greeting);
    byte[] other = new byte[44];
    DataInputStream in = new DataInputStream(socket.getInputStream());
    in.readFully(other);
    in.readFully(new byte[32]);
    return other;
  }

  static byte[] proof(byte[] token, List<String> addresses, byte[] greeting, byte[] other) {
    byte[] key =
        Handshake.hmac(token, String.join("\n", addresses).getBytes(StandardCharsets.UTF_8));
    return Handshake.hmac(key, new byte[] {'c'}, greeting, other);
  }

  /** Does all that a process of this rank does. */
  void join(int rank, List<String> addresses) throws IOException {
    byte[] greeting = greeting(Handshake.VERSION, rank);
    byte[] other = greet(greeting);
    send(proof(Cluster.TOKEN, addresses, greeting, other));
  }

  void send(byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  /** Waits for the end of the connection, and whether it was an orderly one. */
  boolean dropped() throws IOException {
    try {
      while (socket.getInputStream().read() >= 0) {
        continue;
      }
      return true;
    } catch (java.net.SocketException e) {
      return true; // reset, as it is if what was sent is not read
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
