package org.nn4j.spark.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * The connection to another process: messages that wait to be sent, and the one that arrives. It
 * never waits; what the socket does not take or give now is left for later.
 */
final class Link implements Mesh.Handler {
  /** The longest reason for leaving, in bytes. */
  private static final int LONGEST = 4096;

  /** Who knows what arrives. */
  interface Inbox {
    /**
     * Says where a message's elements go: sets its matrices and offset.
     *
     * @param parts how many matrices it has
     * @return false if this process has not come to that yet; it is asked again later
     * @throws CollectiveException if the message is not what this process may get
     */
    boolean accept(Link link, Frame frame, int parts);

    /** Takes note that a message is complete. */
    void received(Link link, Frame frame);
  }

  final int rank;

  /** For messages to people: the rank and where it listens. */
  final String name;

  /** How many sums or gatherings this process still waits for from the other. */
  int owed;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Inbox inbox;

  private final Chunk out = new Chunk();
  private Frame[] queue = {new Frame(), new Frame()};
  private int head;
  private int queued;
  private long sent = -1; // bytes after the header of the first message that left the queue

  private final Chunk in = new Chunk();
  private final Frame incoming = new Frame();
  private int parts;
  private long received = -1; // bytes after the header, which is not accepted yet if negative
  private boolean held;
  private boolean left;

  Link(int rank, String name, SocketChannel channel, SelectionKey key, Inbox inbox) {
    this.rank = rank;
    this.name = name;
    this.channel = channel;
    this.key = key;
    this.inbox = inbox;
    out.bytes.limit(0);
    in.bytes.limit(Frame.HEADER);
  }

  /** Returns a message to fill in, which is sent after those before. */
  Frame add() {
    if (left) {
      throw gone();
    }
    if (queued == queue.length) {
      Frame[] larger = new Frame[2 * queued];
      for (int i = 0; i < larger.length; i++) {
        larger[i] = i < queued ? queue[(head + i) % queued] : new Frame();
      }
      queue = larger;
      head = 0;
    }
    return queue[(head + queued++) % queue.length];
  }

  /** Whether all messages are on their way. */
  boolean flushed() {
    return queued == 0;
  }

  /** Whether a message has come that this process was not ready for. */
  boolean held() {
    return held;
  }

  @Override
  public void ready() {
    if (key.isReadable()) {
      read();
    }
    if (key.isValid() && key.isWritable()) {
      write();
    }
  }

  /** Sends what the socket takes. */
  void write() {
    try {
      while (next()) {
        if (channel.write(out.bytes) == 0) {
          key.interestOpsOr(SelectionKey.OP_WRITE);
          return;
        }
      }
      if ((key.interestOps() & SelectionKey.OP_WRITE) != 0) {
        key.interestOpsAnd(~SelectionKey.OP_WRITE);
      }
    } catch (IOException e) {
      read(); // which may tell the reason why the other process has gone
      throw lost(e);
    }
  }

  /** Whether there are bytes to send; takes them from the queue. */
  private boolean next() {
    ByteBuffer bytes = out.bytes;
    if (!bytes.hasRemaining() && queued > 0) {
      Frame frame = queue[head];
      if (sent == frame.bytes()) {
        sent = -1;
        head = (head + 1) % queue.length;
        queued--;
        return next();
      }
      bytes.clear();
      if (sent < 0) {
        frame.writeHeader(bytes);
        sent = 0;
      }
      int width = frame.precision.bytes();
      int start = bytes.position();
      int length = (int) Math.min(Chunk.SIZE - start, frame.bytes() - sent);
      frame.put(sent / width, out, start / width, length / width);
      bytes.position(0).limit(start + length);
      sent += length;
    }
    return bytes.hasRemaining();
  }

  /** Takes what has come, as long as this process is ready for it. */
  void read() {
    try {
      while (!left && (held || filled())) {
        if (received < 0 && !accepted()) {
          return;
        }
        long rest = incoming.bytes() - received;
        if (rest == 0) {
          complete();
          in.bytes.clear().limit(Frame.HEADER);
          received = -1;
        } else {
          in.bytes.clear().limit((int) Math.min(Chunk.SIZE, rest));
        }
      }
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private boolean filled() throws IOException {
    if (channel.read(in.bytes) < 0) {
      throw new EOFException("it has closed the connection");
    }
    if (in.bytes.hasRemaining()) {
      return false;
    }
    if (received >= 0) {
      int length = in.bytes.limit();
      if (incoming.kind != Frame.LEAVE) {
        int width = incoming.precision.bytes();
        incoming.get(received / width, in, length / width);
      }
      received += length;
    } else {
      parts = incoming.readHeader(in.bytes.flip());
    }
    return true;
  }

  /** Whether this process is ready for the message that begins. */
  private boolean accepted() {
    if (parts < 0 || (incoming.kind == Frame.LEAVE && incoming.count > LONGEST)) {
      throw new CollectiveException(name + " has sent what is no message");
    }
    boolean accepted = incoming.kind == Frame.LEAVE || inbox.accept(this, incoming, parts);
    if (held == accepted) {
      held = !accepted;
      key.interestOps(key.interestOps() ^ SelectionKey.OP_READ);
    }
    received = accepted ? 0 : -1;
    return accepted;
  }

  private void complete() {
    if (incoming.kind != Frame.LEAVE) {
      inbox.received(this, incoming);
      return;
    }
    if (incoming.count > 0) {
      byte[] text = new byte[incoming.count];
      in.bytes.get(0, text);
      throw new CollectiveException(name + " gave up: " + new String(text, UTF_8));
    }
    left = true;
    key.interestOpsAnd(~SelectionKey.OP_READ);
    if (owed > 0 || queued > 0) {
      throw gone();
    }
  }

  private CollectiveException gone() {
    return new CollectiveException(
        name + " has ended its part of the training, which goes on in other processes");
  }

  private CollectiveException lost(IOException cause) {
    return new CollectiveException(name + " is lost: " + cause.getMessage(), cause);
  }

  /**
   * Tells the other process why this one leaves, unless it would have to wait for that.
   *
   * @param reason empty after success
   */
  void leave(String reason) throws IOException {
    if (out.bytes.hasRemaining() || (queued > 0 && sent >= 0) || left) {
      return;
    }
    byte[] text = reason.getBytes(UTF_8);
    Frame last = new Frame();
    last.kind = Frame.LEAVE;
    last.count = Math.min(text.length, LONGEST);
    out.bytes.clear();
    last.writeHeader(out.bytes);
    out.bytes.put(text, 0, last.count).flip();
    channel.write(out.bytes);
  }
}
