package org.nn4j.serve;

import java.io.InputStream;
import java.util.Locale;

/**
 * Bytes of a body, which must be UTF-8: where they are not, the request is refused and the place is
 * named. Decoders would put � there, a label of its own. The rules are those of Unicode's table of
 * well-formed byte sequences: no surrogates, nothing longer than need be.
 */
final class Utf8Stream extends WatchedStream {
  private long count;

  /** How many bytes of a character are to come, and between what the next one must be. */
  private int missing;

  private int least;
  private int most;

  Utf8Stream(InputStream in) {
    super(in);
  }

  /**
   * Requires bytes to be UTF-8, whole.
   *
   * @throws RequestException if they are not
   */
  static void require(byte[] bytes, int length) {
    Utf8Stream stream = new Utf8Stream(InputStream.nullInputStream());
    stream.check(bytes, 0, length);
    stream.end();
  }

  @Override
  void watch(byte[] bytes, int from, int length) {
    if (length < 0) {
      end();
    } else {
      check(bytes, from, from + length);
    }
  }

  private void end() {
    if (missing > 0) {
      throw fault("the body ends within a character");
    }
  }

  private void check(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      int value = bytes[i];
      if (value < 0 || missing > 0) {
        next(value & 0xFF);
      }
      count++;
    }
  }

  private void next(int value) {
    if (missing > 0) {
      if (value < least || value > most) {
        throw fault(hex(value) + " continues no character");
      }
      missing--;
      range(0x80, 0xBF);
    } else if (value >= 0xC2 && value <= 0xDF) {
      missing = 1;
      range(0x80, 0xBF);
    } else if (value >= 0xE0 && value <= 0xEF) {
      missing = 2;
      range(value == 0xE0 ? 0xA0 : 0x80, value == 0xED ? 0x9F : 0xBF);
    } else if (value >= 0xF0 && value <= 0xF4) {
      missing = 3;
      range(value == 0xF0 ? 0x90 : 0x80, value == 0xF4 ? 0x8F : 0xBF);
    } else {
      throw fault(hex(value) + " begins no character");
    }
  }

  private static String hex(int value) {
    return "byte 0x" + Integer.toHexString(value).toUpperCase(Locale.ROOT);
  }

  private void range(int from, int to) {
    least = from;
    most = to;
  }

  private RequestException fault(String what) {
    return new RequestException(
        400, "the body is not UTF-8: " + what + ", at byte offset " + count + "; convert it");
  }
}
