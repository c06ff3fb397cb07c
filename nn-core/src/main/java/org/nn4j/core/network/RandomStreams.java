package org.nn4j.core.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nn4j.core.random.RandomStream;

/** The random streams of a bound network's layers, by the layers' parameter prefix. */
final class RandomStreams {
  private final Map<String, RandomStream> streams = new LinkedHashMap<>();
  private final long seed;

  RandomStreams(long seed) {
    this.seed = seed;
  }

  RandomStream stream(String prefix) {
    return streams.computeIfAbsent(prefix, this::fresh);
  }

  Map<String, RandomStream> all() {
    return Collections.unmodifiableMap(streams);
  }

  private RandomStream fresh(String prefix) {
    return new RandomStream(seed, "layer:" + prefix);
  }

  /** Sets every stream back to its start. */
  void restart() {
    streams.forEach((prefix, stream) -> stream.restore(fresh(prefix).state()));
  }
}
