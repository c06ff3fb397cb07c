package org.nn4j.formula;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is computed when it is first needed, once. Thread-safe; later reads take no lock. */
final class Lazy<T> {
  private final Supplier<T> supplier;
  private volatile @Nullable T value;

  Lazy(Supplier<T> supplier) {
    this.supplier = supplier;
  }

  T get() {
    T there = value;
    return there != null ? there : compute();
  }

  private synchronized T compute() {
    T there = value;
    if (there == null) {
      there = supplier.get();
      value = there;
    }
    return there;
  }
}
