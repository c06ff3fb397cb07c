package org.nn4j.core.io;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;

/**
 * How the bytes of a file become text: by its byte order mark, by the user's choice, or else as
 * UTF-8; strictly, so that nothing is misread.
 *
 * @param file the file, gzipped or not
 * @param charset how its text is encoded
 * @param mark how many bytes the byte order mark has
 * @param given whether the user named the encoding
 */
record TextEncoding(Path file, Charset charset, int mark, boolean given) {
  /** The encoding of most texts that are not UTF-8. */
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private static final int BUFFER = 1 << 16;

  /** How many bytes before and after a fault are shown at most. */
  private static final int SHOWN = 16;

  /** How much of a file is looked at for zeros. */
  private static final int SAMPLE = 512;

  /** The byte order marks; one that begins with another one comes before it. */
  private static final Map<Charset, byte[]> MARKS = new LinkedHashMap<>();

  static {
    HexFormat hex = HexFormat.of();
    MARKS.put(Charset.forName("UTF-32LE"), hex.parseHex("fffe0000"));
    MARKS.put(Charset.forName("UTF-32BE"), hex.parseHex("0000feff"));
    MARKS.put(StandardCharsets.UTF_8, hex.parseHex("efbbbf"));
    MARKS.put(StandardCharsets.UTF_16LE, hex.parseHex("fffe"));
    MARKS.put(StandardCharsets.UTF_16BE, hex.parseHex("feff"));
  }

  /**
   * Finds the encoding of a file.
   *
   * @param head how its text starts
   * @param wanted what the user says, or null
   * @throws InputException if the byte order mark says otherwise, or there are zeros, which only
   *     UTF-16 and binary data have
   */
  static TextEncoding of(Path file, byte[] head, @Nullable Charset wanted) {
    for (Map.Entry<Charset, byte[]> entry : MARKS.entrySet()) {
      byte[] mark = entry.getValue();
      if (head.length >= mark.length && Arrays.equals(head, 0, mark.length, mark, 0, mark.length)) {
        Charset found = entry.getKey();
        if (wanted != null && !found.name().startsWith(wanted.name())) {
          throw InputException.in(
              file,
              "starts with the byte order mark of "
                  + found
                  + " but is to be read as "
                  + wanted
                  + "; leave out --encoding");
        }
        return new TextEncoding(file, found, mark.length, wanted != null);
      }
    }
    if (wanted != null && wanted.name().startsWith("UTF-32")) {
      return new TextEncoding(file, wanted, 0, true);
    }
    Charset wide = wide(head);
    if (wanted != null && wanted.name().startsWith("UTF-16")) {
      boolean open = wanted.equals(StandardCharsets.UTF_16);
      return new TextEncoding(file, open && wide != null ? wide : wanted, 0, true);
    }
    if (wide != null) {
      throw InputException.in(
          file,
          "every other byte is zero, as in "
              + wide
              + " without byte order mark; give --encoding "
              + wide
              + ", or save the file as UTF-8");
    }
    for (int i = 0; i < head.length; i++) {
      if (head[i] == 0) {
        throw InputException.in(
            file,
            "is not text: byte "
                + (i + 1)
                + " is zero; name a CSV file, or if this is one, drop its zeros: tr -d '\\000'");
      }
    }
    return new TextEncoding(
        file, wanted == null ? StandardCharsets.UTF_8 : wanted, 0, wanted != null);
  }

  /** Returns which UTF-16 the zeros of a text suggest, or null if it is likely neither. */
  private static @Nullable Charset wide(byte[] head) {
    int[] zeros = new int[2];
    int length = Math.min(head.length, SAMPLE) & -2;
    for (int i = 0; i < length; i++) {
      zeros[i & 1] += head[i] == 0 ? 1 : 0;
    }
    int most = Math.max(zeros[0], zeros[1]);
    if (most == 0 || most < length / 4 || Math.min(zeros[0], zeros[1]) > length / 16) {
      return null;
    }
    return zeros[1] > zeros[0] ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
  }

  /** Reads the bytes after the byte order mark, and reports the place of what is not text. */
  Reader reader(InputStream bytes) {
    return new FilterReader(new InputStreamReader(bytes, charset.newDecoder())) {
      @Override
      public int read(char[] text, int offset, int length) throws IOException {
        try {
          return super.read(text, offset, length);
        } catch (CharacterCodingException e) {
          throw malformed();
        }
      }
    };
  }

  /** Decodes again, in steps small enough to know the place. */
  private InputException malformed() throws IOException {
    CharsetDecoder decoder = charset.newDecoder();
    ByteBuffer in = ByteBuffer.allocate(BUFFER).limit(0);
    CharBuffer out = CharBuffer.allocate(BUFFER);
    long line = 1;
    char last = 0;
    try (InputStream bytes = InputFiles.bytes(file)) {
      bytes.skipNBytes(mark);
      boolean more = true;
      while (more) {
        in.compact();
        int count = bytes.read(in.array(), in.position(), in.remaining());
        more = count >= 0;
        in.position(in.position() + Math.max(count, 0)).flip();
        CoderResult result = decoder.decode(in, out.clear(), !more);
        for (char c : Arrays.copyOf(out.array(), out.position())) {
          line += c == '\r' || (c == '\n' && last != '\r') ? 1 : 0;
          last = c;
        }
        if (result.isError()) {
          int at = in.position();
          byte[] rest = Arrays.copyOfRange(in.array(), Math.max(0, at - SHOWN), in.limit());
          return InputException.at(
              file, line, 0, fault(rest, Math.min(at, SHOWN), result.length()));
        }
      }
    }
    return InputException.in(file, "was changed while it was read; start again");
  }

  /** Describes what is wrong with some bytes, of which those before {@code at} are right. */
  private String fault(byte[] text, int at, int length) {
    byte[] wrong = Arrays.copyOfRange(text, at, Math.min(at + length, text.length));
    String bytes = HexFormat.ofDelimiter(" ").withPrefix("0x").formatHex(wrong);
    if (given || mark > 0) {
      return "the text is not "
          + charset
          + ", which has no "
          + bytes
          + " there; "
          + (mark > 0
              ? "its byte order mark says otherwise"
              : "name another --encoding, or none for UTF-8");
    }
    String word = word(text, at);
    return "the text is not UTF-8, which has no "
        + bytes
        + " there; "
        + (word == null
            ? "name its encoding, such as --encoding windows-1252"
            : "in windows-1252 (Latin-1) this reads '"
                + word
                + "': if that is right, give --encoding windows-1252, else the encoding it has")
        + ", or save the file as UTF-8";
  }

  /** Returns the cell around a byte as windows-1252 has it, or null if that has no such text. */
  private static @Nullable String word(byte[] bytes, int at) {
    int from = at;
    while (from > Math.max(0, at - SHOWN) && !ends(bytes[from - 1])) {
      from--;
    }
    int to = at;
    while (to < Math.min(bytes.length, at + SHOWN) && !ends(bytes[to])) {
      to++;
    }
    try {
      return WINDOWS.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static boolean ends(byte b) {
    return b >= 0 && ",;\t|\"\r\n".indexOf(b) >= 0;
  }
}
