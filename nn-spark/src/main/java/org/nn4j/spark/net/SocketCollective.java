package org.nn4j.spark.net;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.training.shard.Collective;
import org.nn4j.core.training.shard.Shards;

/**
 * What processes do together that train one network, over TCP: each is connected to each, and the
 * results have the same bits for any number of them.
 *
 * <p>The connections prove to one another that they know the job's token; what they send afterwards
 * is neither encrypted nor signed, so the network must be one that strangers cannot change packets
 * in. The numbers go as they are, little-endian.
 *
 * <p>No call waits for ever: it throws a {@link CollectiveException} if another process ends, is
 * late or makes another call than this one, after which all processes' calls throw; the message
 * says which process it began with. One thread at a time may call; any may {@link #close}, or
 * interrupt the one that waits, which ends the run in all processes.
 */
public final class SocketCollective implements Collective, AutoCloseable {
  private final Shards shards;
  private final int rank;
  private final int[] firstShards;
  private final Mesh mesh;
  private final List<SocketReduction> reductions = new ArrayList<>();
  private final Matrix[] gathered = {Matrix.zeros(Precision.FLOAT32, 0, 0)};
  private final Frame current = new Frame();

  private SocketCollective(
      Shards shards,
      int rank,
      InetAddress address,
      byte[] token,
      Timeouts timeouts,
      Function<String, List<String>> exchange) {
    this.shards = shards;
    this.rank = rank;
    this.mesh = Assembly.connect(rank, address, token, timeouts, exchange, new Arrivals());
    int processes = mesh.links().length + 1;
    this.firstShards = new int[processes + 1];
    for (int p = 0; p < processes; p++) {
      firstShards[p + 1] = shards.of(p, processes).end();
    }
  }

  /**
   * Connects this process to all others, each of which does the same at this time.
   *
   * @param shards into how many shards all rows are divided; the same everywhere
   * @param rank the place of this process in the list of addresses, from 0; it says which shards
   *     are its own ({@link Shards#of})
   * @param address where this process listens, at a port that is free: an address by which the
   *     others reach it, so not 0.0.0.0
   * @param token at least 16 bytes that the job's processes know and nobody else, random for each
   *     job; never sent
   * @param timeouts how long to wait for others
   * @param exchange told this process' {@code address:port}, returns those of all processes by
   *     rank; called once. It waits as long as it likes
   * @throws CollectiveException if they do not connect in time, or one is not what it should be
   * @throws IllegalArgumentException if the address is no address of an interface or the token
   *     short
   */
  public static SocketCollective connect(
      Shards shards,
      int rank,
      InetAddress address,
      byte[] token,
      Timeouts timeouts,
      Function<String, List<String>> exchange) {
    return new SocketCollective(shards, rank, address, token, timeouts, exchange);
  }

  /** Returns the number of processes, at least 1. */
  public int processes() {
    return firstShards.length - 1;
  }

  /** Returns the place of this process among all, from 0. */
  public int rank() {
    return rank;
  }

  @Override
  public Shards shards() {
    return shards;
  }

  @Override
  public Shards.Range own() {
    return new Shards.Range(firstShards[rank], firstShards[rank + 1]);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the size is negative
   * @throws IllegalStateException if there are 32767 already
   */
  @Override
  public Reduction reduction(Precision precision, int size) {
    if (reductions.size() == Short.MAX_VALUE) {
      throw new IllegalStateException("a run has at most " + Short.MAX_VALUE + " sums");
    }
    SocketReduction reduction = new SocketReduction(this, reductions.size(), precision, size);
    reductions.add(reduction);
    return reduction;
  }

  /** Sends elements of a reduction's nodes that have their values. */
  void send(SocketReduction reduction, int from, int to) {
    mesh.enter();
    try {
      for (Link link : mesh.links()) {
        reduction.send(link, from, to);
      }
      mesh.progress();
    } catch (IOException | RuntimeException | Error e) {
      throw mesh.abandon(e, "the beginning of a sum");
    }
    mesh.exit();
  }

  /** Makes the sum of a reduction, all of whose nodes have their values. */
  void sum(SocketReduction reduction) {
    mesh.enter();
    try {
      long operation = current.sequence + 1;
      reduction.describe(current, Frame.SUM, operation);
      for (Link link : mesh.links()) {
        reduction.await(link);
      }
      mesh.progress();
      mesh.await(reduction.completion());
      reduction.add();
      for (Link link : mesh.links()) {
        reduction.sendSum(link, operation);
      }
      mesh.progress();
      mesh.awaitQuiet();
    } catch (IOException | RuntimeException | Error e) {
      throw mesh.abandon(e, current);
    }
    mesh.exit();
  }

  /**
   * {@inheritDoc}
   *
   * @throws CollectiveException if another process fails, or this one has
   * @throws IllegalArgumentException if the matrix is not contiguous
   */
  @Override
  public void gather(Matrix all) {
    if (!all.contiguous()) {
      throw new IllegalArgumentException(
          "a matrix that is gathered must be contiguous, but its rows have "
              + all.columns()
              + " columns and its stride is "
              + all.stride());
    }
    mesh.enter();
    try {
      current.sequence++;
      gathered[0] = all;
      describe(current, rank);
      for (Link link : mesh.links()) {
        link.owed = 1;
        Frame frame = link.add();
        frame.sequence = current.sequence;
        describe(frame, rank);
        frame.matrices = gathered;
        frame.offset = frame.from;
      }
      mesh.progress();
      mesh.awaitQuiet();
    } catch (IOException | RuntimeException | Error e) {
      throw mesh.abandon(e, current);
    }
    mesh.exit();
  }

  /** Makes a frame one of a process' rows of what is gathered. */
  private void describe(Frame frame, int process) {
    Matrix all = gathered[0];
    frame.kind = Frame.GATHER;
    frame.precision = all.precision();
    frame.reduction = 0;
    frame.rows = all.rows();
    frame.columns = all.columns();
    frame.from = start(process);
    frame.count = start(process + 1) - frame.from;
  }

  /** Returns the first element of a process in what is gathered. */
  private int start(int process) {
    Matrix all = gathered[0];
    return (int) shards.start(firstShards[process], all.rows()) * all.columns();
  }

  CollectiveException outOfStep(Link link, Frame frame) {
    return new CollectiveException(
        "the processes are out of step, which is an error of nn4j or a difference of settings: "
            + link.name
            + " has sent "
            + frame);
  }

  /**
   * Ends all connections. A call that waits in another thread throws; so do the other processes'
   * calls unless these have all been made.
   */
  @Override
  public void close() {
    mesh.close();
  }

  /** Where messages go. */
  private final class Arrivals implements Link.Inbox {
    @Override
    public boolean accept(Link link, Frame frame, int parts) {
      boolean accepted =
          frame.kind == Frame.PART
              ? acceptPart(link, frame, parts)
              : acceptResult(link, frame, parts);
      if (!accepted && link.owed > 0) {
        throw outOfStep(link, frame); // later messages come after what is owed
      }
      return accepted;
    }

    private boolean acceptPart(Link link, Frame frame, int parts) {
      if (frame.reduction < 0) {
        throw outOfStep(link, frame);
      }
      return frame.reduction < reductions.size()
          && reductions.get(frame.reduction).acceptPart(link, frame, parts);
    }

    private boolean acceptResult(Link link, Frame frame, int parts) {
      if (frame.sequence > current.sequence) {
        return false;
      }
      if (frame.sequence < current.sequence
          || link.owed == 0
          || frame.kind != current.kind
          || frame.reduction != current.reduction) {
        throw outOfStep(link, frame);
      }
      if (frame.kind == Frame.SUM) {
        reductions.get(frame.reduction).acceptSum(link, frame, parts);
      } else {
        acceptRows(link, frame, parts);
      }
      return true;
    }

    private void acceptRows(Link link, Frame frame, int parts) {
      int start = start(link.rank);
      if (parts != 1
          || frame.precision != current.precision
          || frame.rows != current.rows
          || frame.columns != current.columns
          || frame.from != start
          || frame.count != start(link.rank + 1) - start) {
        throw outOfStep(link, frame);
      }
      frame.matrices = gathered;
      frame.offset = start;
    }

    @Override
    public void received(Link link, Frame frame) {
      if (frame.kind == Frame.PART) {
        reductions.get(frame.reduction).received(link, frame);
      } else {
        link.owed--;
      }
    }
  }
}
