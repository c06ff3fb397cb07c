package org.nn4j.core.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The 128 bits that stand for the values of a row, in order, the same on every JVM. Rows have the
 * same bits if their values are the same in kind and content, and else, for all that can happen by
 * chance, others: among n rows two differing ones share them with a probability of n²/2¹²⁹.
 *
 * <p>A value becomes words of 64 bits: a number the bits of its float64, −0 those of 0; a missing
 * value those of NaN; a text those of a NaN that no number has, with its length, and then its
 * UTF-8, eight bytes a word. Two lanes take up each word by the finalizers of SplitMix64 and of
 * Murmur3.
 *
 * <p>Is used for row after row, each from {@link #start} on, by one thread; allocates nothing but a
 * text's bytes.
 */
public final class ContentHash {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long TEXT = 0x7ff9000000000000L;

  private long high;
  private long low;

  /** Creates a hash of no values. */
  public ContentHash() {
    start();
  }

  /** Begins a row: there are no values. */
  public void start() {
    high = 0x243f6a8885a308d3L; // the digits of π
    low = 0x13198a2e03707344L;
  }

  /** Adds a number, which is missing if it is NaN. */
  public void number(double value) {
    word(Double.doubleToLongBits(value + 0.0));
  }

  /** Adds a missing value, of whatever kind. */
  public void missing() {
    number(Double.NaN);
  }

  /** Adds a text, which may be empty. */
  public void text(String value) {
    text(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a text in UTF-8. */
  public void text(byte[] utf8) {
    word(TEXT | utf8.length);
    int whole = utf8.length & -Long.BYTES;
    for (int i = 0; i < whole; i += Long.BYTES) {
      word((long) WORD.get(utf8, i));
    }
    if (whole < utf8.length) {
      long rest = 0;
      for (int i = utf8.length - 1; i >= whole; i--) {
        rest = (rest << Byte.SIZE) | (utf8[i] & 0xff);
      }
      word(rest);
    }
  }

  private void word(long word) {
    long a = (high ^ word) + 0x9e3779b97f4a7c15L;
    a = (a ^ (a >>> 30)) * 0xbf58476d1ce4e5b9L;
    a = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    high = a ^ (a >>> 31);
    long b = Long.rotateLeft(low, 23) + word + 0xa0761d6478bd642fL;
    b = (b ^ (b >>> 33)) * 0xff51afd7ed558ccdL;
    b = (b ^ (b >>> 33)) * 0xc4ceb9fe1a85ec53L;
    low = b ^ (b >>> 33);
  }

  /** Returns the first 64 bits. */
  public long high() {
    return high;
  }

  /** Returns the last 64 bits. */
  public long low() {
    return low;
  }
}
