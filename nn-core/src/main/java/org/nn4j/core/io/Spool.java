package org.nn4j.core.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.log.Logs;
import org.slf4j.Logger;

/**
 * The contents of pipes, kept so that the thread that opened the spool can read them repeatedly,
 * like a file: for a hash, a second pass, the lines of a report.
 *
 * <p>They are in temporary files that only the owner can read and whose names are removed as soon
 * as they are open: nothing is left behind however the program ends.
 */
public final class Spool {
  /** The name of standard input, as in other programs. */
  private static final String STANDARD_INPUT = "-";

  /** How long no byte may arrive before the user is told what is being waited for. */
  private static final long SILENCE_MS = 1000;

  private static final Logger LOG = Logs.of(Spool.class);
  private static final ThreadLocal<@Nullable Spool> CURRENT = new ThreadLocal<>();

  private final Map<Path, FileChannel> kept = new LinkedHashMap<>();
  private final Map<List<Path>, String> hashes = new LinkedHashMap<>();

  private Spool() {}

  /**
   * Performs an action and keeps what this thread reads from pipes until the outermost such action
   * ends.
   */
  public static <T> T during(Supplier<T> action) {
    if (CURRENT.get() != null) {
      return action.get();
    }
    Spool spool = new Spool();
    CURRENT.set(spool);
    try {
      return action.get();
    } finally {
      CURRENT.remove();
      spool.close();
    }
  }

  private void close() {
    for (Map.Entry<Path, FileChannel> entry : kept.entrySet()) {
      try {
        entry.getValue().close();
      } catch (IOException e) {
        LOG.warn("the copy of {} is not closed: {}", entry.getKey(), e.getMessage());
      }
    }
  }

  /**
   * Whether a path names something that can be read only once: standard input, as {@code -} or
   * otherwise, a named pipe, a device, or what a shell makes of {@code <(command)}.
   */
  public static boolean isStream(Path file) {
    return isStandardInput(file)
        || (Files.exists(file)
            && !Files.isDirectory(file)
            && (isDescriptor(file) || !Files.isRegularFile(file)));
  }

  /** Whether a path names what was open before the program started. */
  static boolean isDescriptor(Path file) {
    return file.toString().matches("/dev/(fd/\\d+|stdin)|/proc/(self|\\d+)/fd/\\d+");
  }

  private static boolean isStandardInput(Path file) {
    return file.toString().equals(STANDARD_INPUT)
        || file.toString().matches("/dev/(fd/0|stdin)|/proc/self/fd/0");
  }

  /** Whether a file, or a pipe that is kept, can be read more than once. */
  public static boolean isRereadable(Path file) {
    return CURRENT.get() != null || !isStream(file);
  }

  /**
   * Returns the contents of a pipe, to be read at any position and not closed, or null if the path
   * is not a pipe or is not kept.
   *
   * @throws InputException if the pipe is empty, or there is no room to keep its contents
   */
  public static @Nullable FileChannel find(Path file) throws IOException {
    Spool spool = CURRENT.get();
    if (spool == null || !isStream(file)) {
      return null;
    }
    Path key = isStandardInput(file) ? Path.of(STANDARD_INPUT) : file.toAbsolutePath().normalize();
    FileChannel channel = spool.kept.get(key);
    if (channel == null) {
      channel = keep(file);
      spool.kept.put(key, channel);
    }
    return channel;
  }

  /** Remembers the hash of files. */
  static void keepHash(List<Path> files, String hash) {
    Spool spool = CURRENT.get();
    if (spool != null) {
      spool.hashes.put(List.copyOf(files), hash);
    }
  }

  /**
   * Returns the SHA-256 of files if this thread computed it since the outermost action began, so
   * that it belongs to what the thread reads; else null.
   */
  public static @Nullable String hash(List<Path> files) {
    Spool spool = CURRENT.get();
    return spool == null ? null : spool.hashes.get(files);
  }

  /** Opens a file, or a pipe once more if it is kept. */
  static InputStream bytes(Path file) throws IOException {
    FileChannel channel = find(file);
    return channel == null ? source(file) : new Kept(channel);
  }

  private static InputStream source(Path file) throws IOException {
    return isStandardInput(file) ? System.in : Files.newInputStream(file);
  }

  private static FileChannel keep(Path file) throws IOException {
    FileChannel channel = null;
    boolean kept = false;
    AtomicBoolean heard = new AtomicBoolean();
    CompletableFuture.delayedExecutor(SILENCE_MS, TimeUnit.MILLISECONDS)
        .execute(() -> tellOfSilence(file, heard));
    try (InputStream in = source(file)) {
      byte[] buffer = new byte[1 << 16];
      int count = in.read(buffer);
      heard.set(true);
      if (count < 0) {
        throw InputException.in(file, nothing(file));
      }
      channel = temporary(file);
      OutputStream out = Channels.newOutputStream(channel);
      for (; count >= 0; count = in.read(buffer)) {
        write(file, out, buffer, count);
      }
      kept = true;
      return channel;
    } finally {
      heard.set(true);
      if (channel != null && !kept) {
        channel.close();
      }
    }
  }

  private static void tellOfSilence(Path file, AtomicBoolean heard) {
    if (!heard.get()) {
      LOG.warn(
          isStandardInput(file)
              ? "waiting for data on standard input (at a terminal, Ctrl-D ends them)"
              : "waiting for data from " + file);
    }
  }

  private static String nothing(Path file) {
    return isStandardInput(file)
        ? "standard input is empty; pipe the data into the command, or name their file with --data"
        : "is empty: nothing was written to it";
  }

  private static FileChannel temporary(Path file) {
    try {
      Path made = TemporaryFiles.create(null, "nn4j-", ".data"); // its owner's alone
      FileChannel channel =
          FileChannel.open(
              made,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      TemporaryFiles.delete(made); // the name, if it still exists
      return channel;
    } catch (IOException e) {
      throw noRoom(file, e);
    }
  }

  private static void write(Path file, OutputStream out, byte[] buffer, int count) {
    try {
      out.write(buffer, 0, count);
    } catch (IOException e) {
      throw noRoom(file, e);
    }
  }

  private static InputException noRoom(Path file, IOException cause) {
    return InputException.in(
        file,
        "cannot be kept in the temporary folder "
            + System.getProperty("java.io.tmpdir")
            + " ("
            + cause.getMessage()
            + "), as a pipe must be to be read more than once; name another with"
            + " NN_JAVA_OPTS=-Djava.io.tmpdir=DIR, or write the data to a file");
  }

  /** Reads a channel that others read too, from its start. */
  private static final class Kept extends InputStream {
    private final FileChannel channel;
    private long position;

    Kept(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = channel.read(ByteBuffer.wrap(bytes, offset, length), position);
      position += Math.max(0, count);
      return count;
    }
  }
}
