package org.nn4j.core.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers distinct texts in the order they appear; makes a String of a new one only. */
final class LabelTable {
  private final List<String> labels = new ArrayList<>();

  /** Open addressing: code + 1, or 0 where a slot is free; a power of two in length. */
  private int[] slots = new int[32];

  /** Returns the code of a text, a new one if it was not seen before. */
  int code(char[] text, int from, int length) {
    int hash = 0;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + text[i];
    }
    int slot = spread(hash);
    while (slots[slot] != 0) {
      if (same(labels.get(slots[slot] - 1), text, from, length)) {
        return slots[slot] - 1;
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

  /** Returns the texts, code by code. */
  List<String> labels() {
    return labels;
  }

  /** Makes a column with sorted labels of codes given by this table; changes {@code codes}. */
  CategoricalColumn column(String name, int position, int[] codes) {
    List<String> sorted = new ArrayList<>(labels);
    sorted.sort(LabelOrder.INSTANCE);
    int[] rank = ranks(labels, sorted);
    for (int row = 0; row < codes.length; row++) {
      codes[row] = codes[row] == CategoricalColumn.MISSING ? codes[row] : rank[codes[row]];
    }
    return new CategoricalColumn(name, position, codes, sorted);
  }

  /** Returns the index of each label among the same in another order. */
  static int[] ranks(List<String> labels, List<String> sorted) {
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

  private int spread(int hash) {
    return (hash ^ (hash >>> 15)) & (slots.length - 1);
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
