package org.nn4j.core.data.csv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.text.LabelOrder;

/**
 * Numbers distinct texts in the order they appear; makes a String of a new one only.
 *
 * <p>Texts crafted to share one hash would all be compared with one another; if slots crowd, a
 * {@link HashMap} takes over, which sorts such keys.
 */
public final class LabelTable {
  /**
   * The most slots probed for a text; half of all slots are free, so such a run never arises by
   * chance.
   */
  private static final int MOST_PROBES = 512;

  private final List<String> labels = new ArrayList<>();

  /** Open addressing: code + 1, or 0 for a free slot; the length is a power of two. */
  private int[] slots = new int[32];

  /** The codes, once texts crowd in the slots. */
  private @Nullable Map<String, Integer> crowded;

  /** Creates an empty table. */
  public LabelTable() {}

  /** Returns the code of a text, a new one if it was not seen before. */
  public int code(char[] text, int from, int length) {
    if (crowded != null) {
      return crowdedCode(crowded, new String(text, from, length));
    }
    int hash = 0;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + text[i];
    }
    int slot = spread(hash);
    int probes = 0;
    while (slots[slot] != 0) {
      if (same(labels.get(slots[slot] - 1), text, from, length)) {
        return slots[slot] - 1;
      }
      if (++probes > MOST_PROBES) {
        crowded = new HashMap<>();
        for (int code = 0; code < labels.size(); code++) {
          crowded.put(labels.get(code), code);
        }
        return crowdedCode(crowded, new String(text, from, length));
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    labels.add(new String(text, from, length));
    slots[slot] = labels.size();
    if (2 * labels.size() > slots.length) {
      grow();
    }
    return labels.size() - 1;
  }

  private int crowdedCode(Map<String, Integer> codes, String label) {
    Integer known = codes.putIfAbsent(label, labels.size());
    if (known == null) {
      labels.add(label);
      return labels.size() - 1;
    }
    return known;
  }

  /** Returns the texts, code by code. */
  public List<String> labels() {
    return labels;
  }

  /** Creates a column with sorted labels from codes that this table gave; changes {@code codes}. */
  public CategoricalColumn column(String name, int position, int[] codes) {
    List<String> sorted = new ArrayList<>(labels);
    sorted.sort(LabelOrder.INSTANCE);
    int[] rank = ranks(labels, sorted);
    for (int row = 0; row < codes.length; row++) {
      codes[row] = codes[row] == CategoricalColumn.MISSING ? codes[row] : rank[codes[row]];
    }
    return new CategoricalColumn(name, position, codes, sorted);
  }

  /** Returns the index of each label among the same in another order. */
  public static int[] ranks(List<String> labels, List<String> sorted) {
    Map<String, Integer> index = new HashMap<>();
    sorted.forEach(label -> index.put(label, index.size()));
    return labels.stream().mapToInt(label -> index.getOrDefault(label, -1)).toArray();
  }

  private void grow() {
    slots = new int[2 * slots.length];
    for (int code = 0; code < labels.size(); code++) {
      int slot = spread(labels.get(code).hashCode());
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = code + 1;
    }
  }

  /**
   * Returns where to look first, by Fibonacci hashing: hashes of counted names lie side by side.
   */
  private int spread(int hash) {
    return (hash * 0x9e3779b9) >>> (Integer.numberOfLeadingZeros(slots.length) + 1);
  }

  private static boolean same(String label, char[] text, int from, int length) {
    if (label.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (label.charAt(i) != text[from + i]) {
        return false;
      }
    }
    return true;
  }
}
