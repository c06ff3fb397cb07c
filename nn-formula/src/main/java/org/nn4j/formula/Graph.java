package org.nn4j.formula;

import static org.nn4j.formula.Op.ABS;
import static org.nn4j.formula.Op.ADD;
import static org.nn4j.formula.Op.DIV;
import static org.nn4j.formula.Op.ERF;
import static org.nn4j.formula.Op.EXP;
import static org.nn4j.formula.Op.EXPM1;
import static org.nn4j.formula.Op.LOG;
import static org.nn4j.formula.Op.LOG1P;
import static org.nn4j.formula.Op.MAX;
import static org.nn4j.formula.Op.MIN;
import static org.nn4j.formula.Op.MUL;
import static org.nn4j.formula.Op.NEG;
import static org.nn4j.formula.Op.NORMAL_CDF;
import static org.nn4j.formula.Op.NUMBER;
import static org.nn4j.formula.Op.POWER;
import static org.nn4j.formula.Op.REAL_POWER;
import static org.nn4j.formula.Op.SELECT;
import static org.nn4j.formula.Op.SIGMOID;
import static org.nn4j.formula.Op.SIGN;
import static org.nn4j.formula.Op.SOFTPLUS;
import static org.nn4j.formula.Op.SQRT;
import static org.nn4j.formula.Op.STEP;
import static org.nn4j.formula.Op.SUB;
import static org.nn4j.formula.Op.TANH;
import static org.nn4j.formula.Op.VARIABLE;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Operations and what they are applied to, simplified as they are added.
 *
 * <p>Numbers are folded, signs move outwards, and forms that overflow or cancel become those that
 * do not: 1/(1 + e⁻ˣ) is sigmoid(x), 1 + tanh(x) is 2·sigmoid(2x), 1 + erf(x) is 2·Φ(√2·x), log(1 +
 * eˣ) is softplus(x), log(sigmoid(x)) is −softplus(−x), eˣ − 1 is expm1(x). An operation that is
 * there already is not added again.
 */
final class Graph {
  /** Maximum number of nodes, of a formula and its derivatives together. */
  static final int MOST = 2000;

  /** Maximum exponent that is computed by squaring. */
  private static final int MOST_SQUARED = 1024;

  private static final double SQRT_2 = 1.4142135623730951;

  private record Key(Op op, List<Node> arguments, long bits) {}

  private final Map<Key, Node> known = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  /** Returns the nodes, each behind its arguments. */
  List<Node> nodes() {
    return nodes;
  }

  Node number(double value) {
    return node(NUMBER, value);
  }

  Node variable(int index) {
    return node(VARIABLE, index);
  }

  /** Adds an operation as it is, unless it is there. */
  Node node(Op op, double value, Node... arguments) {
    Key key = new Key(op, List.of(arguments), Double.doubleToRawLongBits(value));
    Node there = known.get(key);
    if (there == null) {
      if (nodes.size() == MOST) {
        throw new IllegalArgumentException(
            "the formula and its derivatives have more than " + MOST + " operations; shorten it");
      }
      there = new Node(op, key.arguments, value, nodes.size());
      nodes.add(there);
      known.put(key, there);
    }
    return there;
  }

  /** Returns the node's value if all that it is applied to are numbers, else null. */
  private @Nullable Node folded(Op op, double value, Node... arguments) {
    double[] x = new double[3];
    for (int i = 0; i < arguments.length; i++) {
      if (!arguments[i].is(NUMBER)) {
        return null;
      }
      x[i] = arguments[i].value();
    }
    return number(Arithmetic.of(op, value, x[0], x[1], x[2]));
  }

  Node add(Node x, Node y) {
    Node folded = folded(ADD, 0, x, y);
    if (folded != null) {
      return folded;
    }
    if (y.is(NUMBER)) {
      return add(y, x);
    }
    if (x.isNumber(0)) {
      return y;
    }
    if (y.is(NEG)) {
      return sub(x, y.argument());
    }
    if (x.is(NEG)) {
      return sub(y, x.argument());
    }
    if (x.is(NUMBER) && y.is(SUB) && y.argument(1).is(NUMBER)) {
      return add(number(x.value() - y.argument(1).value()), y.argument(0));
    }
    if (x.is(NUMBER) && x.value() < 0) {
      return sub(y, number(-x.value()));
    }
    if (x == y) {
      return mul(number(2), x);
    }
    if (x.isNumber(1) && y.is(TANH)) {
      return mul(number(2), apply(SIGMOID, mul(number(2), y.argument())));
    }
    if (x.isNumber(1) && y.is(ERF)) {
      return mul(number(2), apply(NORMAL_CDF, mul(number(SQRT_2), y.argument())));
    }
    return ordered(ADD, x, y);
  }

  /** Numbers come first, then what was added to the graph first; sums and products commute. */
  private Node ordered(Op op, Node x, Node y) {
    boolean swapped = !x.is(NUMBER) && y.index() < x.index();
    return swapped ? node(op, 0, y, x) : node(op, 0, x, y);
  }

  Node sub(Node x, Node y) {
    Node folded = folded(SUB, 0, x, y);
    if (folded != null) {
      return folded;
    }
    if (y.isNumber(0)) {
      return x;
    }
    if (x.isNumber(0)) {
      return neg(y);
    }
    if (x == y) {
      return number(0);
    }
    if (y.is(NEG)) {
      return add(x, y.argument());
    }
    if (y.is(NUMBER) && y.value() < 0) {
      return add(number(-y.value()), x);
    }
    if (x.is(NUMBER) && y.is(SUB) && y.argument().is(NUMBER)) {
      return add(number(x.value() - y.argument().value()), y.argument(1));
    }
    if (x.is(EXP) && y.isNumber(1)) {
      return apply(EXPM1, x.argument());
    }
    return node(SUB, 0, x, y);
  }

  Node neg(Node x) {
    Node folded = folded(NEG, 0, x);
    if (folded != null) {
      return folded;
    }
    if (x.is(NEG)) {
      return x.argument();
    }
    if (x.is(SUB)) {
      return sub(x.argument(1), x.argument(0));
    }
    if (x.is(MUL) && x.argument().is(NUMBER)) {
      return mul(number(-x.argument().value()), x.argument(1));
    }
    return node(NEG, 0, x);
  }

  Node mul(Node x, Node y) {
    Node folded = folded(MUL, 0, x, y);
    if (folded != null) {
      return folded;
    }
    if (y.is(NUMBER)) {
      return mul(y, x);
    }
    if (x.is(NUMBER)) {
      return scaled(x.value(), y);
    }
    if (x.is(NEG)) {
      return neg(mul(x.argument(), y));
    }
    if (y.is(NEG)) {
      return neg(mul(x, y.argument()));
    }
    if (x.is(MUL) && x.argument().is(NUMBER)) {
      return scaled(x.argument().value(), mul(x.argument(1), y));
    }
    if (y.is(MUL) && y.argument().is(NUMBER)) {
      return scaled(y.argument().value(), mul(x, y.argument(1)));
    }
    if (y.is(DIV) && y.argument().isNumber(1)) {
      return div(x, y.argument(1));
    }
    if (x.is(DIV) && x.argument().isNumber(1)) {
      return div(y, x.argument(1));
    }
    if (x.is(SIGN) && x == y) {
      return number(1); // but at 0, where the other factors of such a derivative are continuous
    }
    if (x.is(DIV) && x.argument().is(SIGN) && x.argument() == y) {
      return div(number(1), x.argument(1));
    }
    if (base(x) == base(y) && exponent(x) + exponent(y) <= MOST_SQUARED) {
      return node(POWER, exponent(x) + exponent(y), base(x));
    }
    return ordered(MUL, x, y);
  }

  private static Node base(Node x) {
    return x.is(POWER) ? x.argument() : x;
  }

  private static double exponent(Node x) {
    return x.is(POWER) ? x.value() : 1;
  }

  private Node scaled(double c, Node x) {
    if (c == 0 || c == 1) {
      return c == 0 ? number(0) : x;
    }
    if (x.is(NEG)) {
      return scaled(-c, x.argument());
    }
    if (x.is(MUL) && x.argument().is(NUMBER)) {
      return scaled(c * x.argument().value(), x.argument(1));
    }
    if (x.is(DIV) && x.argument(1).is(NUMBER)) {
      return scaled(c / x.argument(1).value(), x.argument(0));
    }
    return c == -1 ? neg(x) : node(MUL, 0, number(c), x);
  }

  Node div(Node x, Node y) {
    Node folded = folded(DIV, 0, x, y);
    if (folded != null) {
      return folded;
    }
    if (y.isNumber(1) || x.isNumber(0)) {
      return x;
    }
    if (x == y) {
      return number(1);
    }
    if (x.is(NEG)) {
      return neg(div(x.argument(), y));
    }
    if (y.is(NEG)) {
      return neg(div(x, y.argument()));
    }
    if (y.is(NUMBER) && isPowerOfTwo(y.value())) {
      return scaled(1 / y.value(), x);
    }
    if (y.is(ADD) && y.argument().isNumber(1) && y.argument(1).is(EXP)) {
      Node exponent = y.argument(1).argument();
      if (x.isNumber(1)) {
        return apply(SIGMOID, neg(exponent));
      }
      if (x == y.argument(1)) {
        return apply(SIGMOID, exponent);
      }
    }
    return node(DIV, 0, x, y);
  }

  /** Whether 1/value is exact. */
  private static boolean isPowerOfTwo(double value) {
    int exponent = Math.getExponent(value);
    return exponent > -1000 && exponent < 1000 && Math.abs(value) == Math.scalb(1.0, exponent);
  }

  /** Returns x to the power of y. */
  Node power(Node x, Node y) {
    if (!y.is(NUMBER)) {
      return node(REAL_POWER, 0, x, y);
    }
    double n = y.value();
    if (n == 0 || n == 1) {
      return n == 0 ? number(1) : x;
    }
    if (n == 0.5) {
      return apply(SQRT, x);
    }
    if (n < 0) {
      return div(number(1), power(x, number(-n)));
    }
    if (n == StrictMath.rint(n) && n <= MOST_SQUARED) {
      Node folded = folded(POWER, n, x);
      return folded != null ? folded : whole(x, n);
    }
    Node folded = folded(REAL_POWER, 0, x, y);
    return folded != null ? folded : node(REAL_POWER, 0, x, y);
  }

  private Node whole(Node x, double n) {
    if (x.is(POWER) && x.value() * n <= MOST_SQUARED) {
      return node(POWER, x.value() * n, x.argument());
    }
    boolean even = n % 2 == 0;
    return even && (x.is(NEG) || x.is(ABS)) ? node(POWER, n, x.argument()) : node(POWER, n, x);
  }

  Node min(Node x, Node y) {
    Node folded = folded(MIN, 0, x, y);
    return folded != null ? folded : x == y ? x : node(MIN, 0, x, y);
  }

  Node max(Node x, Node y) {
    Node folded = folded(MAX, 0, x, y);
    return folded != null ? folded : x == y ? x : node(MAX, 0, x, y);
  }

  Node step(Node x) {
    Node folded = folded(STEP, 0, x);
    return folded != null ? folded : node(STEP, 0, x);
  }

  /** Returns {@code yes} where a step is 1, {@code no} where it is 0. */
  Node select(Node step, Node yes, Node no) {
    if (step.is(NUMBER)) {
      return step.value() > 0 ? yes : no;
    }
    if (yes == no) {
      return yes;
    }
    if (yes.isNumber(1) && no.isNumber(0)) {
      return step;
    }
    return node(SELECT, 0, step, yes, no);
  }

  /** Applies a function of one argument. */
  Node apply(Op op, Node x) {
    Node folded = folded(op, 0, x);
    if (folded != null) {
      return folded;
    }
    switch (op) {
      case LOG -> {
        if (x.is(EXP)) {
          return x.argument();
        }
        if (x.is(SIGMOID)) {
          return neg(apply(SOFTPLUS, neg(x.argument())));
        }
        if (x.is(ADD) && x.argument().isNumber(1)) {
          return apply(LOG1P, x.argument(1));
        }
      }
      case LOG1P -> {
        if (x.is(EXP)) {
          return apply(SOFTPLUS, x.argument());
        }
      }
      case SQRT -> {
        if (x.is(POWER) && x.value() == 2) {
          return apply(ABS, x.argument());
        }
      }
      case ABS -> {
        if (x.is(ABS)) {
          return x;
        }
        if (x.is(NEG)) {
          return apply(ABS, x.argument());
        }
      }
      default -> {}
    }
    return node(op, 0, x);
  }
}
