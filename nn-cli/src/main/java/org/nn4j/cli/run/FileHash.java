package org.nn4j.cli.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.nn4j.core.InputException;
import org.nn4j.core.model.AtomicFile;

/** Hashes of files. */
final class FileHash {
  private static final int BUFFER = 1 << 16;

  private FileHash() {}

  /**
   * Computes the SHA-256 of files, one after the other.
   *
   * @throws InputException if one cannot be read
   */
  static String sha256(List<Path> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      files.forEach(file -> add(file, digest));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static void add(Path file, MessageDigest digest) {
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      while (in.read(buffer) >= 0) {
        // Reading is hashing.
      }
    } catch (IOException e) {
      throw InputException.in(
          file,
          Files.isDirectory(file)
              ? "is a folder; name a file in it, or several by a pattern such as 'part-*.csv'"
              : "cannot be read: " + AtomicFile.reason(e));
    }
  }
}
