package org.nn4j.core.data;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;

/** Opens data files, gzipped or not, and says in the user's terms why one cannot be read. */
final class InputFiles {
  private static final int BUFFER = 1 << 16;
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private InputFiles() {}

  /** Opens a file; one that starts with gzip's magic number is unpacked, whatever its name. */
  static InputStream bytes(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw InputException.in(file, "is a directory, not a file");
    }
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      return startsWith(raw, GZIP) ? new GZIPInputStream(raw, BUFFER) : raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** Tells whether a regular file starts with gzip's magic number. */
  static boolean isGzip(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file)) {
      return Arrays.equals(raw.readNBytes(GZIP.length), GZIP);
    }
  }

  /** Opens a file of strict UTF-8 text and skips its byte order mark. */
  static BufferedReader text(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(bytes(file), BUFFER);
    try {
      if (startsWith(bytes, BYTE_ORDER_MARK)) {
        bytes.skipNBytes(BYTE_ORDER_MARK.length);
      }
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
    return new BufferedReader(
        new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()), BUFFER);
  }

  /** Opens a file of text in an encoding, or of strict UTF-8 where none is given. */
  static BufferedReader text(Path file, @Nullable Charset encoding) throws IOException {
    return encoding == null
        ? text(file)
        : new BufferedReader(new InputStreamReader(bytes(file), encoding.newDecoder()), BUFFER);
  }

  private static boolean startsWith(InputStream bytes, byte[] magic) throws IOException {
    bytes.mark(magic.length);
    byte[] start = bytes.readNBytes(magic.length);
    bytes.reset();
    return Arrays.equals(start, magic);
  }

  /** Makes the error, to be thrown, for a file that failed to be read. */
  static InputException fault(Path file, IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return InputException.in(file, "there is no such file");
    }
    if (cause instanceof AccessDeniedException) {
      return InputException.in(file, "the file must not be read (permission denied)");
    }
    if (cause instanceof CharacterCodingException) {
      return InputException.at(
          file,
          lineOfMalformedText(file),
          0,
          "the text is not UTF-8; save it in that encoding (it may be Latin-1 or UTF-16)");
    }
    if (cause instanceof ZipException || cause instanceof EOFException) {
      return InputException.in(
          file, "the gzip data are damaged or cut short (" + cause.getMessage() + ")");
    }
    return InputException.in(file, "cannot be read: " + cause.getMessage());
  }

  /** Decodes again, in steps small enough to know the place; 0 if the file changed meanwhile. */
  private static long lineOfMalformedText(Path file) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.allocate(BUFFER).limit(0);
    CharBuffer out = CharBuffer.allocate(BUFFER);
    long line = 1;
    try (InputStream bytes = bytes(file)) {
      boolean more = true;
      while (more) {
        in.compact();
        int count = bytes.read(in.array(), in.position(), in.remaining());
        more = count >= 0;
        in.position(in.position() + Math.max(count, 0)).flip();
        boolean malformed = decoder.decode(in, out.clear(), !more).isMalformed();
        line += out.flip().chars().filter(c -> c == '\n').count();
        if (malformed) {
          return line;
        }
      }
    } catch (IOException e) {
      return 0;
    }
    return 0;
  }
}
