package org.nn4j.core.random;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * A stream of random numbers that is the same on every JVM and can be saved: xoshiro256++.
 *
 * <p>Every use has a stream of its own, named by its purpose, so that adding one (a dropout layer,
 * say) does not shift the others. The state is four longs. Not thread-safe.
 *
 * <p>Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021.
 */
public final class RandomStream implements RandomGenerator {
  private final long[] s = new long[4];

  /**
   * Starts a stream.
   *
   * @param seed the run's seed
   * @param purpose what the numbers are for, such as {@code shuffle}
   */
  public RandomStream(long seed, String purpose) {
    long mixer = seed;
    for (byte b : purpose.getBytes(StandardCharsets.UTF_8)) {
      mixer = mix(mixer + 0x9e3779b97f4a7c15L) ^ b;
    }
    spread(mixer);
  }

  /**
   * Starts anew, as one of many numbered streams of a purpose; allocates nothing.
   *
   * @param key what streams of one seed and purpose have in common, such as the first number of a
   *     stream with that seed and purpose
   * @param number which of them
   */
  public void restart(long key, long number) {
    spread(mix(key + 0x9e3779b97f4a7c15L) ^ number);
  }

  /** Fills the state from one number, as SplitMix64 does. */
  private void spread(long seed) {
    long mixer = seed;
    for (int i = 0; i < s.length; i++) {
      mixer += 0x9e3779b97f4a7c15L;
      s[i] = mix(mixer);
    }
  }

  /** SplitMix64's finalizer, which spreads a seed over all bits. */
  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }

  /** Returns a copy of the state. */
  public long[] state() {
    return s.clone();
  }

  /**
   * Continues from a state that {@link #state()} returned.
   *
   * @throws IllegalArgumentException if it is not four longs that are not all zero
   */
  public void restore(long[] state) {
    if (state.length != s.length || (state[0] | state[1] | state[2] | state[3]) == 0) {
      throw new IllegalArgumentException("a random stream's state is four longs, not all zero");
    }
    System.arraycopy(state, 0, s, 0, s.length);
  }

  @Override
  public long nextLong() {
    long result = Long.rotateLeft(s[0] + s[3], 23) + s[0];
    long t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = Long.rotateLeft(s[3], 45);
    return result;
  }

  /** Sets the first elements to what as many calls of {@link #nextLong} return, in less time. */
  public void nextLongs(long[] values, int count) {
    long s0 = s[0];
    long s1 = s[1];
    long s2 = s[2];
    long s3 = s[3];
    for (int i = 0; i < count; i++) {
      values[i] = Long.rotateLeft(s0 + s3, 23) + s0;
      long t = s1 << 17;
      s2 ^= s0;
      s3 ^= s1;
      s1 ^= s2;
      s0 ^= s3;
      s2 ^= t;
      s3 = Long.rotateLeft(s3, 45);
    }
    s[0] = s0;
    s[1] = s1;
    s[2] = s2;
    s[3] = s3;
  }

  /** Returns a number in [0, 1), a multiple of 2⁻⁵³. */
  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /**
   * Returns an unbiased number in [0, bound).
   *
   * @throws IllegalArgumentException unless {@code bound} is above 0
   */
  @Override
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive but is " + bound);
    }
    long limit = (1L << 32) - (1L << 32) % bound;
    long bits = nextLong() >>> 32;
    while (bits >= limit) {
      bits = nextLong() >>> 32;
    }
    return (int) (bits % bound);
  }

  /** Returns a number of the standard normal distribution, by Marsaglia's polar method. */
  @Override
  public double nextGaussian() {
    while (true) {
      double x = 2 * nextDouble() - 1;
      double y = 2 * nextDouble() - 1;
      double r = x * x + y * y;
      if (r > 0 && r < 1) {
        return x * Math.sqrt(-2 * StrictMath.log(r) / r);
      }
    }
  }

  /** Permutes the elements {@code 0} to {@code length}−1 at random. */
  public void shuffle(int[] values, int length) {
    shuffle(values, 0, length);
  }

  /** Permutes the elements {@code from} to {@code to}−1 at random (Fisher and Yates). */
  public void shuffle(int[] values, int from, int to) {
    Objects.checkFromToIndex(from, to, values.length);
    for (int i = to - 1; i > from; i--) {
      int j = from + nextInt(i - from + 1);
      int swap = values[i];
      values[i] = values[j];
      values[j] = swap;
    }
  }
}
