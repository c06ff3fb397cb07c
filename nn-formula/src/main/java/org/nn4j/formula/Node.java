package org.nn4j.formula;

import java.util.List;

/**
 * An operation of a {@link Graph}, applied to other nodes. Equal ones are one object.
 *
 * @param op the operation
 * @param arguments what it is applied to
 * @param value a number's value, the index of a variable, or the exponent of a power
 * @param index its place in the graph, above those of its arguments
 */
record Node(Op op, List<Node> arguments, double value, int index) {

  Node argument() {
    return arguments.get(0);
  }

  Node argument(int i) {
    return arguments.get(i);
  }

  boolean is(Op other) {
    return op == other;
  }

  boolean isNumber(double number) {
    return op == Op.NUMBER && value == number;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return index;
  }
}
