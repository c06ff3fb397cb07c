package org.nn4j.core.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.core.random.RandomStream;

/** The random streams of a bound network's layers, by the layers' parameter prefix. */
final class RandomStreams {
  private final Map<String, RandomStream> streams = new LinkedHashMap<>();
  private final List<Keyed> listed = new ArrayList<>();
  private final long seed;

  private record Keyed(RandomStream stream, long key) {}

  RandomStreams(long seed) {
    this.seed = seed;
  }

  RandomStream stream(String prefix) {
    return streams.computeIfAbsent(prefix, this::created);
  }

  Map<String, RandomStream> all() {
    return Collections.unmodifiableMap(streams);
  }

  private RandomStream created(String prefix) {
    RandomStream stream = fresh(prefix);
    listed.add(new Keyed(stream, fresh(prefix).nextLong()));
    return stream;
  }

  private RandomStream fresh(String prefix) {
    return new RandomStream(seed, "layer:" + prefix);
  }

  /** Starts every stream anew, as one of many; allocates nothing. */
  void restart(long number) {
    for (int i = 0; i < listed.size(); i++) {
      listed.get(i).stream.restart(listed.get(i).key, number);
    }
  }

  /** Sets every stream back to its start. */
  void restart() {
    streams.forEach((prefix, stream) -> stream.restore(fresh(prefix).state()));
  }
}
