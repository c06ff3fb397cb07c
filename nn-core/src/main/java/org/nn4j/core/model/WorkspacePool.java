package org.nn4j.core.model;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Workspaces that wait for the next call, for any number of threads, without locks and without any
 * thread holding on to one: no more are kept than calls are under way, and never more than {@link
 * #SLOTS}.
 */
final class WorkspacePool<T> {
  /** More than can be at work at once on most machines; a power of two. */
  private static final int SLOTS = 64;

  /** Slots are references this far apart, so that two threads seldom share a line of the cache. */
  private static final int SPREAD = 16;

  /** How many slots are looked at before a new workspace is made, or given up. */
  private static final int TRIES = 8;

  private final AtomicReferenceArray<@Nullable T> slots =
      new AtomicReferenceArray<>(SLOTS * SPREAD);
  private final Supplier<T> maker;

  /**
   * Creates an empty pool.
   *
   * @param maker makes a workspace where none waits
   */
  WorkspacePool(Supplier<T> maker) {
    this.maker = maker;
  }

  /** Returns a workspace that nobody else has until {@link #giveBack}. */
  T take() {
    int start = start();
    for (int i = 0; i < TRIES; i++) {
      int slot = slot(start + i);
      if (slots.getPlain(slot) != null) {
        T waiting = slots.getAndSet(slot, null);
        if (waiting != null) {
          return waiting;
        }
      }
    }
    return maker.get();
  }

  /** Takes a workspace back, to be collected as garbage if enough of them wait. */
  void giveBack(T workspace) {
    int start = start();
    for (int i = 0; i < TRIES; i++) {
      int slot = slot(start + i);
      if (slots.getPlain(slot) == null && slots.compareAndSet(slot, null, workspace)) {
        return;
      }
    }
  }

  /** Returns the number of workspaces that wait. */
  int waiting() {
    int count = 0;
    for (int i = 0; i < SLOTS; i++) {
      count += slots.get(slot(i)) == null ? 0 : 1;
    }
    return count;
  }

  private static int start() {
    return System.identityHashCode(Thread.currentThread());
  }

  private static int slot(int number) {
    return (number & (SLOTS - 1)) * SPREAD;
  }
}
