package org.nn4j.formula;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A program of one result, divided for blocks of numbers: loops of arithmetic, and between them
 * steps that are one elementary function or choice each.
 *
 * <p>A node's stage is the number of such steps that it has to wait for, one after the other. Loop
 * k computes the arithmetic of stage k, then come the steps of stage k + 1.
 *
 * @param loops the arithmetic of each stage, in order
 * @param steps the steps that follow each loop
 * @param registers the arrays of the nodes that need one: the variables, the results of steps, what
 *     steps or later loops read, and the result
 * @param size number of arrays
 * @param result the array of the result
 */
record Stages(
    List<List<Node>> loops,
    List<List<Node>> steps,
    Map<Node, Integer> registers,
    int size,
    int result) {

  /**
   * Divides a program.
   *
   * @param variables number of variables; variable i is array i
   */
  static Stages of(Program program, int variables) {
    List<Node> nodes = program.nodes();
    int[] stage = stages(nodes);
    Map<Node, Integer> registers = new LinkedHashMap<>();
    int size = variables;
    boolean[] kept = kept(program, stage);
    List<List<Node>> loops = new ArrayList<>();
    List<List<Node>> steps = new ArrayList<>();
    for (Node node : nodes) {
      int k = stage[node.index()];
      if (node.is(Op.VARIABLE)) {
        registers.put(node, (int) node.value());
      } else if (kept[node.index()] || node.op().isStep()) {
        registers.put(node, size++);
      }
      while (loops.size() <= k) {
        loops.add(new ArrayList<>());
        steps.add(new ArrayList<>());
      }
      if (node.op().isStep()) {
        steps.get(k - 1).add(node);
      } else if (!node.arguments().isEmpty() || (node.is(Op.NUMBER) && kept[node.index()])) {
        loops.get(k).add(node);
      }
    }
    Integer result = registers.get(program.results().get(0));
    return new Stages(loops, steps, registers, size, result == null ? 0 : result);
  }

  private static int[] stages(List<Node> nodes) {
    int[] stage = new int[nodes.get(nodes.size() - 1).index() + 1];
    for (Node node : nodes) {
      int needed = node.arguments().stream().mapToInt(x -> stage[x.index()]).max().orElse(0);
      stage[node.index()] = needed + (node.op().isStep() ? 1 : 0);
    }
    return stage;
  }

  /** Returns which nodes outlive their loop; numbers are in the code of the arithmetic. */
  private static boolean[] kept(Program program, int[] stage) {
    boolean[] kept = new boolean[stage.length];
    kept[program.results().get(0).index()] = true;
    for (Node node : program.nodes()) {
      for (Node x : node.arguments()) {
        boolean later = !x.is(Op.NUMBER) && stage[x.index()] != stage[node.index()];
        kept[x.index()] |= node.op().isStep() || later;
      }
    }
    return kept;
  }
}
