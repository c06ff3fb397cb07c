package org.nn4j.formula;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The operations that a {@link Node} may be. */
enum Op {
  /** A number. */
  NUMBER,
  /** One of the formula's variables. */
  VARIABLE,
  /** x + y. */
  ADD,
  /** x − y. */
  SUB,
  /** x·y. */
  MUL,
  /** x/y. */
  DIV,
  /** −x. */
  NEG,
  /** xⁿ for a whole number n above 1, by repeated squaring. */
  POWER,
  /** x^y for x ≥ 0, e^(y·log x). */
  REAL_POWER,
  /** |x|. */
  ABS("abs"),
  /** −1, 0 or 1. */
  SIGN("sign"),
  /** 1 for x &gt; 0, 0 for x ≤ 0, NaN for NaN. */
  STEP,
  /** √x. */
  SQRT("sqrt"),
  /** The lesser of x and y. */
  MIN,
  /** The greater of x and y. */
  MAX,
  /** y where x is a step of 1, z where it is 0, NaN where it is NaN. */
  SELECT,
  /** eˣ. */
  EXP("exp"),
  /** eˣ − 1. */
  EXPM1("expm1"),
  /** The natural logarithm. */
  LOG("log"),
  /** log(1 + x). */
  LOG1P("log1p"),
  /** The sine. */
  SIN("sin"),
  /** The cosine. */
  COS("cos"),
  /** The hyperbolic tangent. */
  TANH("tanh"),
  /** 1/(1 + e⁻ˣ). */
  SIGMOID("sigmoid"),
  /** log(1 + eˣ). */
  SOFTPLUS("softplus"),
  /** The error function. */
  ERF("erf"),
  /** The standard normal distribution function. */
  NORMAL_CDF("normal_cdf");

  /** The operations that users write as a function of one argument, by name. */
  static final Map<String, Op> FUNCTIONS =
      Arrays.stream(values())
          .filter(op -> op.function != null)
          .collect(Collectors.toUnmodifiableMap(Op::function, Function.identity()));

  private final @org.jspecify.annotations.Nullable String function;

  Op() {
    this.function = null;
  }

  Op(String function) {
    this.function = function;
  }

  /** Returns the name of a function of one argument. */
  String function() {
    return Optional.ofNullable(function).orElseThrow();
  }

  boolean isFunction() {
    return function != null;
  }

  /** Whether it takes a loop of its own over a block: an elementary function, or a choice. */
  boolean isStep() {
    return this == SELECT || compareTo(EXP) >= 0;
  }
}
