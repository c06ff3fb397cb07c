package org.nn4j.simd.generator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nn4j.simd.generator.Value.Sign;
import org.nn4j.simd.generator.Value.Type;

/**
 * The vector operations of a loop, in order, and the constants that are broadcast before it.
 *
 * <p>Each is a method of the Vector API: in a long loop C2 inlines nothing else, and a vector that
 * is passed to a call is an object. What is there already is not computed again.
 */
final class LoopBody {
  private final Precision precision;
  private final Map<String, Value> vectors = new LinkedHashMap<>();
  private final Map<String, String> broadcasts = new LinkedHashMap<>();
  private final Map<Value, Value> negations = new HashMap<>();
  private final Map<String, Value> sameBits = new HashMap<>();

  LoopBody(Precision precision) {
    this.precision = precision;
  }

  /** Loads a vector of the array whose range starts at {@code <array>From}. */
  Value load(String array) {
    return vector(Type.REAL, vectorType(Type.REAL) + ".fromArray(S, " + array + ", " + array + "From + i)");
  }

  /** Computes {@code x.method(y)}. */
  Value binary(String method, Value x, Value y) {
    return vector(x.type(), name(x) + "." + method + "(" + name(y) + ")");
  }

  Value multiply(Value x, Value y) {
    Sign sign = x.equals(y) ? Sign.PLUS : x.sign().times(y.sign());
    return binary("mul", x, y).withSign(sign);
  }

  Value fma(Value x, Value y, Value z) {
    return vector(Type.REAL, name(x) + ".fma(" + name(y) + ", " + name(z) + ")");
  }

  Value negate(Value x) {
    if (x.uniform()) {
      String text = x.text().startsWith("-") ? x.text().substring(1) : "-" + x.text();
      return Value.uniform(x.type(), text).withSign(x.sign().negated());
    }
    Value known = negations.get(x);
    if (known == null) {
      known = vector(x.type(), x.text() + ".neg()").withSign(x.sign().negated());
      negations.put(known, x);
    }
    return known;
  }

  Value abs(Value x) {
    return switch (x.sign()) {
      case PLUS -> x;
      case MINUS -> negate(x);
      case ANY -> (x.uniform()
              ? Value.uniform(x.type(), "Math.abs(" + x.text() + ")")
              : vector(x.type(), x.text() + ".abs()"))
          .withSign(Sign.PLUS);
    };
  }

  /** Shifts integers by a constant. */
  Value shift(String operator, Value x, String places) {
    return vector(
        x.type(), x.text() + ".lanewise(VectorOperators." + operator + ", " + places + ")");
  }

  Value compare(String operator, Value x, Value y) {
    return vector(
        Type.MASK, name(x) + ".compare(VectorOperators." + operator + ", " + name(y) + ")");
  }

  Value blend(Value no, Value yes, Value mask) {
    return vector(yes.type(), name(no) + ".blend(" + name(yes) + ", " + mask.text() + ")");
  }

  /** Computes one where the bits are 0 and the other where they are 1. */
  Value blendBits(Value zeros, Value ones, Value bits) {
    String operands = "VectorOperators.BITWISE_BLEND, " + name(ones) + ", " + bits.text();
    return vector(Type.INTEGER, name(zeros) + ".lanewise(" + operands + ")");
  }

  Value bits(Value x) {
    String method = capital(precision.integer);
    return x.uniform()
        ? Value.uniform(
            Type.INTEGER,
            precision.realBox + "." + precision.real + "ToRaw" + method + "Bits(" + x.text() + ")")
        : reinterpret(x, Type.INTEGER, "reinterpretAs" + method + "s");
  }

  Value fromBits(Value x) {
    return reinterpret(x, Type.REAL, "reinterpretAs" + precision.prefix + "s");
  }

  private Value reinterpret(Value x, Type type, String method) {
    Value known = sameBits.get(x.text());
    if (known == null) {
      known = vector(type, x.text() + "." + method + "()");
      sameBits.put(known.text(), x);
      sameBits.put(x.text(), known);
    }
    return known;
  }

  private Value vector(Type type, String expression) {
    return vectors.computeIfAbsent(
        expression, e -> Value.vector(type, type.letter + vectors.size()));
  }

  private String name(Value x) {
    if (!x.uniform()) {
      return x.text();
    }
    String species = x.type() == Type.REAL ? "S" : "I";
    String expression = vectorType(x.type()) + ".broadcast(" + species + ", " + x.text() + ")";
    return broadcasts.computeIfAbsent(expression, e -> "c" + broadcasts.size());
  }

  private String vectorType(Type type) {
    return switch (type) {
      case REAL -> precision.prefix + "Vector";
      case INTEGER -> capital(precision.integer) + "Vector";
      case MASK -> "VectorMask<" + precision.realBox + ">";
    };
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  /** Returns the statements before the loop. */
  String constants() {
    StringBuilder source = new StringBuilder();
    broadcasts.forEach(
        (expression, variable) -> {
          String type = expression.substring(0, expression.indexOf('.'));
          source.append("    %s %s = %s;%n".formatted(type, variable, expression));
        });
    return source.toString();
  }

  /** Returns the statements inside, but for those that the result does not need. */
  String statements(Value result) {
    StringBuilder source = new StringBuilder();
    Set<String> needed = new HashSet<>(Set.of(result.text()));
    List<Map.Entry<String, Value>> operations = new ArrayList<>(vectors.entrySet());
    Collections.reverse(operations);
    for (Map.Entry<String, Value> operation : operations) {
      String expression = operation.getKey();
      Value v = operation.getValue();
      if (needed.contains(v.text())) {
        needed.addAll(List.of(expression.split("\\W+")));
        String type = vectorType(v.type());
        source.insert(0, "      %s %s = %s;%n".formatted(type, v.text(), expression));
      }
    }
    return source.toString();
  }
}
