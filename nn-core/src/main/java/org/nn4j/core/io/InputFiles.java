package org.nn4j.core.io;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;

/** Opens data files, gzipped or not, and says in the user's terms why one cannot be read. */
public final class InputFiles {
  private static final int BUFFER = 1 << 16;
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};

  private InputFiles() {}

  /** Opens a file, packed as it is. */
  static InputStream raw(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw InputException.in(
          file,
          "is a folder, not a file; name a file in it, or several by a pattern such as"
              + " 'part-*.csv'");
    }
    return Spool.bytes(file);
  }

  /** Opens a file; one that starts with gzip's magic number is unpacked, whatever its name. */
  public static InputStream bytes(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(raw(file), BUFFER);
    try {
      raw.mark(GZIP.length);
      byte[] start = raw.readNBytes(GZIP.length);
      raw.reset();
      return Arrays.equals(start, GZIP) ? new Gunzip(raw) : raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** Whether a file starts with gzip's magic number. */
  public static boolean isGzip(Path file) throws IOException {
    try (InputStream raw = raw(file)) {
      return Arrays.equals(raw.readNBytes(GZIP.length), GZIP);
    }
  }

  /**
   * Opens a file of text, after its byte order mark, see {@link TextEncoding}.
   *
   * @param encoding how its text is encoded, or null for UTF-8 or as the byte order mark says
   * @throws InputException if it is something else than text, also later, with the line of what is
   *     none
   */
  public static BufferedReader text(Path file, @Nullable Charset encoding) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(bytes(file), BUFFER);
    try {
      byte[] head = FileKind.head(bytes);
      FileKind kind = FileKind.of(head);
      if (kind != null) {
        throw InputException.in(file, kind.notATable(file));
      }
      TextEncoding found = TextEncoding.of(file, head, encoding);
      bytes.skipNBytes(found.mark());
      return new BufferedReader(found.reader(bytes), BUFFER);
    } catch (IOException | InputException e) {
      bytes.close();
      throw e;
    }
  }

  /** Returns the exception to throw for a file that failed to be read. */
  public static InputException fault(Path file, IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return InputException.in(file, FileKind.missing(file));
    }
    if (cause instanceof AccessDeniedException) {
      return InputException.in(file, "the file must not be read (permission denied)");
    }
    if (cause instanceof EOFException) {
      return InputException.in(file, "the gzip data are cut short");
    }
    if (cause instanceof ZipException) {
      return InputException.in(file, "the gzip data are damaged: " + cause.getMessage());
    }
    return InputException.in(file, "cannot be read: " + AtomicFile.reason(cause));
  }
}
