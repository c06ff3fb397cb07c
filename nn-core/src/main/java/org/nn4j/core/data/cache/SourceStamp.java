package org.nn4j.core.data.cache;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.nn4j.core.io.InputFiles;
import org.nn4j.core.io.Sha256;
import org.nn4j.core.io.Spool;

/**
 * What identifies the source of a cache: name, size, modification time and samples of each file, or
 * a hash of all rows.
 */
public record SourceStamp(List<Part> parts) {
  /** How many pieces of a file are sampled, including the first and the last. */
  private static final int SAMPLES = 16;

  private static final int SAMPLE = 1 << 16;

  /**
   * One file.
   *
   * @param changed time of the last modification in nanoseconds since 1970
   * @param hash SHA-256 of the samples
   */
  record Part(String name, long size, long changed, String hash) {}

  /**
   * Returns the stamp of files.
   *
   * @throws org.nn4j.core.InputException if one cannot be read
   */
  public static SourceStamp of(List<Path> files) {
    List<Part> parts = new ArrayList<>();
    for (Path file : files) {
      try {
        parts.add(part(file));
      } catch (IOException e) {
        throw InputFiles.fault(file, e);
      }
    }
    return new SourceStamp(parts);
  }

  private static Part part(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    FileChannel kept = Spool.find(file);
    if (kept != null) {
      return new Part(name, kept.size(), 0, hash(kept));
    }
    try (FileChannel channel = FileChannel.open(file)) {
      long changed = Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
      return new Part(name, channel.size(), changed, hash(channel));
    }
  }

  /** Returns the stamp of what is known by its rows alone. */
  public static SourceStamp ofRows(Path source, String hash) {
    return new SourceStamp(List.of(new Part(String.valueOf(source.getFileName()), 0, 0, hash)));
  }

  private static String hash(FileChannel channel) throws IOException {
    MessageDigest digest = Sha256.digest();
    ByteBuffer buffer = ByteBuffer.allocate(SAMPLE);
    long last = Math.max(0, channel.size() - SAMPLE);
    for (int i = 0; i < SAMPLES; i++) {
      channel.read(
          buffer.clear(), last / (SAMPLES - 1) * i + last % (SAMPLES - 1) * i / (SAMPLES - 1));
      digest.update(buffer.flip());
    }
    return Sha256.text(digest);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(parts.size());
    for (Part part : parts) {
      CacheIndex.writeText(out, part.name);
      out.writeLong(part.size);
      out.writeLong(part.changed);
      CacheIndex.writeText(out, part.hash);
    }
  }

  static SourceStamp read(DataInputStream in) throws IOException {
    List<Part> parts = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      parts.add(
          new Part(CacheIndex.readText(in), in.readLong(), in.readLong(), CacheIndex.readText(in)));
    }
    return new SourceStamp(parts);
  }
}
