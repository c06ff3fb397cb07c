package org.nn4j.formula;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads formulas by recursive descent of bounded depth.
 *
 * <pre>
 * sum       = product { ( "+" | "-" ) product }
 * product   = signed { ( "*" | "/" ) signed }
 * signed    = ( "+" | "-" ) signed | atom [ "^" signed ]
 * atom      = number | name | name "(" sum { "," sum } ")" | "(" sum ")"
 * condition = sum ( "&lt;" | "&lt;=" | "&gt;" | "&gt;=" ) sum     the first argument of where
 * name      = [a-z][a-z0-9_]*
 * </pre>
 */
final class Parser {
  /** Maximum number of characters. */
  static final int LONGEST = 2000;

  /** Maximum depth of brackets, signs and exponents. */
  private static final int DEEPEST = 100;

  static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*+");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*+");
  private static final Pattern NUMBER =
      Pattern.compile("(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");
  private static final Map<String, Double> CONSTANTS = Map.of("pi", Math.PI, "e", Math.E);
  private static final Map<String, String> ELSEWHERE =
      Map.of("ln", "log", "sgn", "sign", "logistic", "sigmoid", "phi", "normal_cdf");
  private static final Map<Character, String> SIGNS =
      Map.of('²', "x^2", '³', "x^3", '·', "2*x", '×', "2*x", '÷', "x/2", '−', "x - 1");
  private static final Map<String, Integer> ARGUMENTS =
      Map.of("relu", 1, "min", 2, "max", 2, "clamp", 3, "where", 3);
  private static final Set<String> FUNCTIONS = new TreeSet<>(Op.FUNCTIONS.keySet());

  static {
    FUNCTIONS.addAll(ARGUMENTS.keySet());
  }

  private final String text;
  private final Graph graph;
  private final Map<String, Double> parameters;
  private final Set<String> variables;
  private final List<String> order;
  private final boolean open;
  private final Set<String> used = new LinkedHashSet<>();
  private int position;
  private int depth;

  private Parser(
      String text,
      Graph graph,
      List<String> variables,
      boolean open,
      Map<String, Double> parameters) {
    this.text = text;
    this.graph = graph;
    this.open = open;
    this.order = new ArrayList<>(variables);
    this.variables = new LinkedHashSet<>(variables);
    this.parameters = parameters;
  }

  /**
   * What was read.
   *
   * @param root the formula
   * @param variables all variables, each at its index
   * @param used the variables and parameters that the formula names
   */
  record Parsed(Node root, List<String> variables, Set<String> used) {}

  /**
   * Reads a formula.
   *
   * @param graph where its operations go
   * @param variables the variables in their order
   * @param parameters other names, and the numbers that they stand for
   * @throws FormulaException if it is none
   * @throws IllegalArgumentException if it is too long
   */
  static Parsed parse(
      String text, Graph graph, List<String> variables, Map<String, Double> parameters) {
    return new Parser(text, graph, variables, false, parameters).parse();
  }

  /** Reads a formula whose variables are the names in it, in the order in which they appear. */
  static Parsed parse(String text, Graph graph) {
    return new Parser(text, graph, List.of(), true, Map.of()).parse();
  }

  /** Whether a name is free for a variable or parameter. */
  static boolean isFree(String name) {
    return NAME.matcher(name).matches()
        && !FUNCTIONS.contains(name)
        && !CONSTANTS.containsKey(name);
  }

  private Parsed parse() {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a formula has at most " + LONGEST + " characters but this one has " + text.length());
    }
    Node root = sum();
    if (next() != 0) {
      throw new FormulaException(text, position, "expected an operator or the end", advice());
    }
    return new Parsed(root, List.copyOf(order), used);
  }

  /** Returns how to write what stands where an operator should. */
  private String advice() {
    char c = next();
    String written = SIGNS.get(c);
    if (written == null && (c == '(' || Character.isLetterOrDigit(c))) {
      written = "2*x";
    }
    return written == null
        ? c == '%' ? "; there is no remainder" : ""
        : "; that is written as in " + written;
  }

  /** Skips white space and returns the next character, 0 at the end. */
  private char next() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    return position < text.length() ? text.charAt(position) : 0;
  }

  private boolean take(char expected) {
    boolean there = next() == expected;
    position += there ? 1 : 0;
    return there;
  }

  private void require(char expected) {
    if (!take(expected)) {
      throw error(position, "expected '" + expected + "'");
    }
  }

  private Node sum() {
    Node sum = product();
    while (true) {
      if (take('+')) {
        sum = graph.add(sum, product());
      } else if (take('-')) {
        sum = graph.sub(sum, product());
      } else {
        return sum;
      }
    }
  }

  private Node product() {
    Node product = signed();
    while (true) {
      if (take('*')) {
        if (next() == '*') {
          throw error(position - 1, "a power is written as x^2");
        }
        product = graph.mul(product, signed());
      } else if (take('/')) {
        product = graph.div(product, signed());
      } else {
        return product;
      }
    }
  }

  private Node signed() {
    if (++depth > DEEPEST) {
      throw error(position, "nested deeper than " + DEEPEST);
    }
    Node signed;
    if (take('-')) {
      signed = graph.neg(signed());
    } else if (take('+')) {
      signed = signed();
    } else {
      signed = atom();
      if (take('^')) {
        signed = power(signed, signed());
      }
    }
    depth--;
    return signed;
  }

  private Node power(Node base, Node exponent) {
    return base.isNumber(Math.E) ? graph.apply(Op.EXP, exponent) : graph.power(base, exponent);
  }

  private Node atom() {
    if (take('(')) {
      Node inside = sum();
      require(')');
      return inside;
    }
    int start = position;
    String number = match(NUMBER);
    if (!number.isEmpty()) {
      double value = Double.parseDouble(number);
      if (Double.isInfinite(value)) {
        throw error(start, "a number must be finite but is " + number);
      }
      return graph.number(value);
    }
    String word = match(WORD);
    if (word.isEmpty()) {
      throw error(position, "expected a number, a name or '('");
    }
    return next() == '(' ? call(start, word) : named(start, word);
  }

  private String match(Pattern pattern) {
    next();
    Matcher matcher = pattern.matcher(text).region(position, text.length());
    if (!matcher.lookingAt()) {
      return "";
    }
    position = matcher.end();
    return matcher.group();
  }

  private Node named(int start, String word) {
    Double constant = CONSTANTS.get(word);
    Double parameter = parameters.get(word);
    if (constant != null) {
      return graph.number(constant);
    }
    if (!variables.contains(word) && parameter == null) {
      if (!open || !isFree(word)) {
        throw unknown(start, word);
      }
      variables.add(word);
      order.add(word);
    }
    used.add(word);
    return parameter != null ? graph.number(parameter) : graph.variable(order.indexOf(word));
  }

  private FormulaException unknown(int start, String word) {
    if (FUNCTIONS.contains(word)) {
      return error(start, "a function without arguments, '" + word + "',");
    }
    String fault = "unknown name '" + word + "'";
    if (open || !NAME.matcher(word).matches()) {
      String lower = word.toLowerCase(Locale.ROOT);
      boolean small = NAME.matcher(lower).matches();
      return new FormulaException(
          text,
          start,
          fault,
          "; names are in lower case"
              + (small ? ", such as " + lower : " and begin with a letter"));
    }
    Set<String> names = new TreeSet<>(variables);
    names.addAll(parameters.keySet());
    names.addAll(CONSTANTS.keySet());
    String near = near(word, names);
    if (near != null) {
      return new FormulaException(text, start, fault, didYouMean(near));
    }
    String known = order.size() == 1 ? "; the variable is " : "; the variables are ";
    return new FormulaException(
        text,
        start,
        fault,
        known
            + String.join(", ", order)
            + ", and a parameter has its value behind the formula: "
            + word
            + "=1");
  }

  private static String didYouMean(String near) {
    return "; did you mean '" + near + "'?";
  }

  private Node call(int start, String word) {
    if (!FUNCTIONS.contains(word)) {
      String near = ELSEWHERE.getOrDefault(word, near(word, FUNCTIONS));
      throw new FormulaException(
          text,
          start,
          "unknown function '" + word + "'",
          near == null ? "; there are: " + String.join(", ", FUNCTIONS) : didYouMean(near));
    }
    require('(');
    if (word.equals("where")) {
      return where();
    }
    List<Node> x = new ArrayList<>();
    while (next() != ')' || !x.isEmpty()) {
      x.add(sum());
      if (!take(',')) {
        break;
      }
    }
    requireEndOfArguments();
    int count = ARGUMENTS.getOrDefault(word, 1);
    if (x.size() != count && !(count == 2 && x.size() > 2)) {
      String takes = count == 1 ? "1 argument" : count + " arguments";
      throw error(position - 1, word + " takes " + takes + " but is given " + x.size());
    }
    return apply(word, x);
  }

  private void requireEndOfArguments() {
    if (!take(')')) {
      throw error(position, "expected ',' or ')'");
    }
  }

  private Node apply(String word, List<Node> x) {
    return switch (word) {
      case "relu" -> graph.max(x.get(0), graph.number(0));
      case "min" -> x.stream().reduce(graph::min).orElseThrow();
      case "max" -> x.stream().reduce(graph::max).orElseThrow();
      case "clamp" -> graph.min(graph.max(x.get(0), x.get(1)), x.get(2));
      default -> graph.apply(Objects.requireNonNull(Op.FUNCTIONS.get(word)), x.get(0));
    };
  }

  /** Reads what is in the brackets of where: a comparison, and what to choose. */
  private Node where() {
    Node x = sum();
    boolean less = take('<');
    if (!less && !take('>')) {
      throw error(position, "expected '<', '<=', '>' or '>=': where(condition, x, y)");
    }
    boolean orEqual = take('=');
    Node y = sum();
    require(',');
    Node yes = sum();
    require(',');
    Node no = sum();
    requireEndOfArguments();
    Node step = graph.step(less != orEqual ? graph.sub(y, x) : graph.sub(x, y));
    return orEqual ? graph.select(step, no, yes) : graph.select(step, yes, no);
  }

  /** Returns the nearest name whose letters differ in a third of the word at most, or null. */
  private static @Nullable String near(String word, Set<String> names) {
    if (word.length() < 2) {
      return null;
    }
    String best = null;
    int least = Math.max(1, word.length() / 3);
    for (String name : names) {
      int distance = distance(word, name);
      if (distance < least || (distance == least && best == null)) {
        best = name;
        least = distance;
      }
    }
    return best;
  }

  /** Computes the number of insertions, deletions and substitutions between two words. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  private FormulaException error(int at, String fault) {
    return new FormulaException(text, at, fault, "");
  }
}
