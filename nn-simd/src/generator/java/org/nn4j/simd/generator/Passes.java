package org.nn4j.simd.generator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nn4j.simd.generator.Value.Type;

/**
 * Cuts a loop that is too long into passes, which keep in memory what later passes need.
 *
 * <p>After some 35 operations C2 of JDK 17 loses track of the vectors' classes, so that a store or
 * a reinterpretation may stay a call and its vector an object; and compiling a loop of 72
 * operations takes ten seconds. See ADR 13.
 */
final class Passes {
  /** Maximum number of operations in a pass, without loads, stores and changes of type. */
  static final int MOST = 31;

  private final Map<String, Operation> repeated = new HashMap<>();
  private final List<List<Operation>> passes = new ArrayList<>();

  /** Cuts operations. */
  Passes(List<Operation> operations) {
    operations.stream()
        .filter(Operation::isRepeated)
        .forEach(o -> repeated.put(o.result().text(), o));
    List<Operation> rest = operations.stream().filter(o -> !o.isRepeated()).toList();
    while (steps(rest) > MOST) {
      int length = length(rest);
      passes.add(rest.subList(0, length));
      rest = rest.subList(length, rest.size());
    }
    passes.add(rest);
  }

  /** Returns the number of passes. */
  int count() {
    return passes.size();
  }

  /** Returns the operations of a pass in order, without those that each pass repeats. */
  List<Operation> pass(int i) {
    return passes.get(i);
  }

  /** Returns the operation that each pass repeats to compute a variable, or null. */
  Operation repeated(String variable) {
    return repeated.get(variable);
  }

  /** Returns the results of a pass that later passes read. */
  List<Value> kept(int i) {
    return kept(passes.get(i), passes.stream().skip(i + 1L).flatMap(List::stream).toList());
  }

  /**
   * Returns the length of the first pass for which fewest results have to be kept, if possible
   * without an additional pass.
   */
  private int length(List<Operation> rest) {
    int needed = (steps(rest) + MOST - 1) / MOST;
    int least = steps(rest) - (needed - 1) * MOST;
    int best = 0;
    int fewest = Integer.MAX_VALUE;
    for (int length = rest.size() - 1; length > 0; length--) {
      List<Operation> first = rest.subList(0, length);
      int steps = steps(first);
      if (steps > MOST || steps < least && best > 0) {
        continue;
      }
      List<Value> kept = kept(first, rest.subList(length, rest.size()));
      boolean numbers = kept.stream().allMatch(v -> v.type() == Type.REAL);
      if (numbers && kept.size() < fewest) {
        fewest = kept.size();
        best = length;
      }
    }
    if (best == 0) {
      throw new IllegalArgumentException("no place to cut " + rest);
    }
    return best;
  }

  private static int steps(List<Operation> operations) {
    return operations.stream().mapToInt(Operation::steps).sum();
  }

  private List<Value> kept(List<Operation> operations, List<Operation> later) {
    Set<String> used = new HashSet<>();
    later.forEach(o -> addOperands(o, used));
    return operations.stream().map(Operation::result).filter(v -> used.contains(v.text())).toList();
  }

  private void addOperands(Operation operation, Set<String> used) {
    for (String operand : operation.operands()) {
      Operation again = repeated.get(operand);
      if (again == null) {
        used.add(operand);
      } else {
        addOperands(again, used);
      }
    }
  }
}
