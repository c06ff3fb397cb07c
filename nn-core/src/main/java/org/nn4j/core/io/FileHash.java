package org.nn4j.core.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.nn4j.core.InputException;

/** Hashes of files. */
public final class FileHash {
  private static final int BUFFER = 1 << 16;

  private FileHash() {}

  /**
   * Computes the SHA-256 of files, one after the other, and keeps it for {@link Spool#hash}.
   *
   * @throws InputException if one cannot be read
   */
  public static String sha256(List<Path> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      files.forEach(file -> add(file, digest));
      String hash = HexFormat.of().formatHex(digest.digest());
      Spool.keepHash(files, hash);
      return hash;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static void add(Path file, MessageDigest digest) {
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = InputFiles.raw(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    } catch (IOException e) {
      throw InputFiles.fault(file, e);
    }
  }
}
