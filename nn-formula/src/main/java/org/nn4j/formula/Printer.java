package org.nn4j.formula;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Writes nodes as text that {@link Parser} reads, or as LaTeX. */
final class Printer {
  /** Maximum length: what occurs often in a graph is written as often. */
  private static final int LONGEST = 4000;

  /** Names such as x1, which LaTeX writes with an index. */
  private static final Pattern INDEXED = Pattern.compile("[a-z]_?[0-9]+");

  private static final int SUM = 1;
  private static final int PRODUCT = 2;
  private static final int SIGN = 3;
  private static final int POWER = 4;
  private static final int ATOM = 5;

  private final List<String> names;
  private final boolean latex;
  private final StringBuilder out = new StringBuilder();

  private Printer(List<String> names, boolean latex) {
    this.names = names;
    this.latex = latex;
  }

  /**
   * Returns a node as text.
   *
   * @param names the names of variables by their index
   */
  static String text(Node node, List<String> names) {
    return new Printer(names, false).print(node);
  }

  /**
   * Returns a node as LaTeX.
   *
   * @param names the names of variables by their index
   */
  static String latex(Node node, List<String> names) {
    return new Printer(names, true).print(node);
  }

  private String print(Node node) {
    write(node, SUM);
    return out.length() > LONGEST ? out.substring(0, LONGEST) + "…" : out.toString();
  }

  /** Writes a node, in brackets if it binds less than what it stands in. */
  private void write(Node node, int within) {
    if (out.length() > LONGEST) {
      return;
    }
    boolean brackets = precedence(node) < within;
    out.append(brackets ? latex ? "\\left(" : "(" : "");
    inside(node);
    out.append(brackets ? latex ? "\\right)" : ")" : "");
  }

  private int precedence(Node node) {
    return switch (node.op()) {
      case ADD, SUB -> SUM;
      case MUL -> PRODUCT;
      case DIV -> latex ? ATOM : PRODUCT;
      case NEG -> SIGN;
      case NUMBER -> node.value() < 0 ? SIGN : latex && hasExponent(node) ? PRODUCT : ATOM;
      case POWER, REAL_POWER -> POWER;
      case EXP -> latex ? POWER : ATOM;
      default -> ATOM;
    };
  }

  private static boolean hasExponent(Node number) {
    return number(number.value()).contains("e");
  }

  private void inside(Node node) {
    switch (node.op()) {
      case NUMBER -> number(node);
      case VARIABLE -> variable(names.get((int) node.value()));
      case ADD -> sum(node);
      case SUB -> binary(node, SUM, " - ", PRODUCT);
      case MUL -> product(node);
      case DIV -> quotient(node);
      case NEG -> {
        out.append('-');
        write(node.argument(), PRODUCT);
      }
      case POWER -> power(node, number(node.value()));
      case REAL_POWER -> realPower(node);
      case STEP, SELECT -> choice(node);
      default -> function(node);
    }
  }

  /** Returns a number as people write it: 2 instead of 2.0. */
  static String number(double value) {
    boolean whole = value == StrictMath.rint(value) && Math.abs(value) < 1e7;
    return whole ? Long.toString((long) value) : Double.toString(value).toLowerCase(Locale.ROOT);
  }

  private void number(Node node) {
    String text = number(node.value());
    if (latex && text.contains("e")) {
      text = text.replace("e", " \\cdot 10^{") + "}";
    }
    out.append(text);
  }

  private void variable(String name) {
    if (!latex || name.length() == 1) {
      out.append(name);
    } else if (INDEXED.matcher(name).matches()) {
      out.append(name.charAt(0))
          .append("_{")
          .append(name.substring(1).replace("_", ""))
          .append('}');
    } else {
      out.append("\\mathrm{").append(name.replace("_", "\\_")).append('}');
    }
  }

  private void sum(Node node) {
    Node first = node.argument(0);
    Node second = node.argument(1);
    boolean numberFirst = first.is(Op.NUMBER) && second.is(Op.VARIABLE);
    write(numberFirst ? second : first, SUM);
    out.append(" + ");
    write(numberFirst ? first : second, SUM);
  }

  private void binary(Node node, int left, String between, int right) {
    write(node.argument(0), left);
    out.append(between);
    write(node.argument(1), right);
  }

  private void product(Node node) {
    binary(node, PRODUCT, latex ? " \\cdot " : "*", node.argument(1).is(Op.DIV) ? SIGN : PRODUCT);
  }

  private void quotient(Node node) {
    if (latex) {
      out.append("\\frac{");
      write(node.argument(0), SUM);
      out.append("}{");
      write(node.argument(1), SUM);
      out.append('}');
    } else {
      binary(node, PRODUCT, "/", SIGN);
    }
  }

  private void power(Node node, String exponent) {
    write(node.argument(), ATOM);
    out.append(latex ? "^{" + exponent + "}" : "^" + exponent);
  }

  private void realPower(Node node) {
    write(node.argument(0), ATOM);
    out.append(latex ? "^{" : "^");
    write(node.argument(1), latex ? SUM : ATOM);
    out.append(latex ? "}" : "");
  }

  private void choice(Node node) {
    boolean select = node.is(Op.SELECT);
    Node condition = select && node.argument(0).is(Op.STEP) ? node.argument(0) : node;
    if (latex) {
      out.append("\\begin{cases} ");
      write(select ? node.argument(1) : null, "1");
      out.append(" & ");
      comparison(condition);
      out.append(" \\\\ ");
      write(select ? node.argument(2) : null, "0");
      out.append(" & \\text{else} \\end{cases}");
      return;
    }
    out.append("where(");
    comparison(condition);
    out.append(", ");
    write(select ? node.argument(1) : null, "1");
    out.append(", ");
    write(select ? node.argument(2) : null, "0");
    out.append(')');
  }

  private void write(@org.jspecify.annotations.Nullable Node node, String otherwise) {
    if (node == null) {
      out.append(otherwise);
    } else {
      write(node, SUM);
    }
  }

  /** Writes x − y &gt; 0 as x &gt; y, and as y &lt; x if x is a number. */
  private void comparison(Node step) {
    Node x = step.argument();
    boolean difference = x.is(Op.SUB);
    Node greater = difference ? x.argument(0) : x.is(Op.NEG) ? null : x; // null is 0
    Node lesser = difference ? x.argument(1) : x.is(Op.NEG) ? x.argument() : null;
    boolean less = greater == null || (difference && greater.is(Op.NUMBER));
    write(less ? lesser : greater, "0");
    out.append(less ? " < " : " > ");
    write(less ? greater : lesser, "0");
  }

  private void function(Node node) {
    if (latex) {
      latexFunction(node);
      return;
    }
    String name = node.op().isFunction() ? node.op().function() : node.is(Op.MIN) ? "min" : "max";
    call(name + "(", node, ")");
  }

  private void call(String open, Node node, String close) {
    out.append(open);
    for (int i = 0; i < node.arguments().size(); i++) {
      out.append(i > 0 ? ", " : "");
      write(node.argument(i), SUM);
    }
    out.append(close);
  }

  private void latexFunction(Node node) {
    switch (node.op()) {
      case ABS -> call("\\left|", node, "\\right|");
      case SQRT -> call("\\sqrt{", node, "}");
      case EXP -> call("e^{", node, "}");
      case EXPM1 -> call("\\left(e^{", node, "} - 1\\right)");
      case LOG1P -> call("\\log\\left(1 + ", node, "\\right)");
      case SIGMOID -> call("\\sigma\\left(", node, "\\right)");
      case NORMAL_CDF -> call("\\Phi\\left(", node, "\\right)");
      case MIN -> call("\\min\\left(", node, "\\right)");
      case MAX -> call("\\max\\left(", node, "\\right)");
      case LOG, SIN, COS, TANH -> call("\\" + node.op().function() + "\\left(", node, "\\right)");
      default -> call("\\operatorname{" + node.op().function() + "}\\left(", node, "\\right)");
    }
  }
}
