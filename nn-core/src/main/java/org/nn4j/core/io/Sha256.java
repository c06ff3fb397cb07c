package org.nn4j.core.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.nn4j.core.InputException;

/** SHA-256, as hexadecimal digits in lower case. */
public final class Sha256 {
  private static final int BUFFER = 1 << 16;

  private Sha256() {}

  /** Returns a digest of nothing yet. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** Ends a digest and returns its digits. */
  public static String text(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Computes the hash of files, one after the other, and keeps it for {@link Spool#hash}.
   *
   * @throws InputException if one cannot be read
   */
  public static String of(List<Path> files) {
    MessageDigest digest = digest();
    files.forEach(file -> add(file, digest));
    String hash = text(digest);
    Spool.keepHash(files, hash);
    return hash;
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
