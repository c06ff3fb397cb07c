package org.nn4j.simd.generator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nn4j.simd.generator.Value.Type;

/**
 * The vector operations of a loop, in order, and the constants that are broadcast before it.
 *
 * <p>Each is one call of the Vector API whose result is kept in a variable. An expression that was
 * computed before is not computed again.
 */
final class LoopBody {
  private final Precision precision;
  private final Map<String, Value> operations = new LinkedHashMap<>();
  private final Map<String, String> broadcasts = new LinkedHashMap<>();
  private final Map<Value, Value> reinterpretations = new HashMap<>();

  LoopBody(Precision precision) {
    this.precision = precision;
  }

  /** Loads a vector of the array whose range starts at {@code <array>From}. */
  Value load(String array) {
    String range = "(S, " + array + ", " + array + "From + i)";
    return operation(Type.REAL, vectorType(Type.REAL) + ".fromArray" + range);
  }

  /** Computes {@code x.method(y)}. */
  Value binary(String method, Value x, Value y) {
    return operation(x.type(), variable(x) + "." + method + "(" + variable(y) + ")");
  }

  /** Returns the sum of two numbers of the whole loop. */
  Value sum(Value x, Value y) {
    return Value.uniform(x.type(), "(" + x.text() + " + " + y.text() + ")");
  }

  Value fma(Value x, Value y, Value z) {
    return operation(Type.REAL, variable(x) + ".fma(" + variable(y) + ", " + variable(z) + ")");
  }

  Value negate(Value x) {
    return x.uniform()
        ? Value.uniform(x.type(), "-" + x.text())
        : operation(x.type(), x.text() + ".neg()");
  }

  Value abs(Value x) {
    return x.uniform()
        ? Value.uniform(x.type(), "Math.abs(" + x.text() + ")")
        : operation(x.type(), x.text() + ".abs()");
  }

  /** Shifts integers by a constant. */
  Value shift(String operator, Value x, String places) {
    return operation(
        x.type(), variable(x) + ".lanewise(VectorOperators." + operator + ", " + places + ")");
  }

  Value compare(String operator, Value x, Value y) {
    return operation(
        Type.MASK, variable(x) + ".compare(VectorOperators." + operator + ", " + variable(y) + ")");
  }

  /** Returns {@code yes} where the mask is set and {@code no} elsewhere. */
  Value blend(Value no, Value yes, Value mask) {
    return operation(
        yes.type(), variable(no) + ".blend(" + variable(yes) + ", " + variable(mask) + ")");
  }

  /**
   * Returns the bits of {@code ones} where the selector's bits are 1, else those of {@code zeros}.
   */
  Value blendBits(Value zeros, Value ones, Value selector) {
    String operands = variable(bits(ones)) + ", " + variable(selector);
    return fromBits(
        operation(
            Type.INTEGER,
            variable(bits(zeros)) + ".lanewise(VectorOperators.BITWISE_BLEND, " + operands + ")"));
  }

  /**
   * Returns the bound where x is beyond it.
   *
   * @param offset lets the bits of NaN overflow to the least integers; those of the numbers on the
   *     other side of 0 come next, then those on the bound's side in the order of their size
   */
  Value limit(Value x, Value bound, Value offset) {
    String steps = ".add(%1$s).min(%2$s).sub(%1$s).reinterpretAs%3$ss()";
    String by = variable(offset);
    String most = variable(sum(bits(bound), offset));
    return operation(
        Type.REAL, variable(bits(x)) + steps.formatted(by, most, precision.realPrefix()));
  }

  /** Returns the bits of numbers. */
  Value bits(Value x) {
    String integer = precision.integerPrefix();
    if (x.uniform()) {
      String method = precision.real + "ToRaw" + integer + "Bits";
      String expression = precision.realPrefix() + "." + method + "(" + x.text() + ")";
      return Value.uniform(Type.INTEGER, expression);
    }
    return reinterpret(x, Type.INTEGER, integer);
  }

  /** Returns the numbers that have the bits. */
  Value fromBits(Value x) {
    return reinterpret(x, Type.REAL, precision.realPrefix());
  }

  private Value reinterpret(Value x, Type type, String prefix) {
    Value known = reinterpretations.get(x);
    if (known == null) {
      known = operation(type, x.text() + ".reinterpretAs" + prefix + "s()");
      reinterpretations.put(x, known);
      reinterpretations.put(known, x);
    }
    return known;
  }

  private Value operation(Type type, String expression) {
    return operations.computeIfAbsent(
        expression, e -> Value.vector(type, type.letter + operations.size()));
  }

  /** Returns the variable of a vector; a number is broadcast to one first. */
  private String variable(Value x) {
    if (!x.uniform()) {
      return x.text();
    }
    String species = x.type() == Type.REAL ? "S" : "I";
    String number =
        x.text().startsWith("(") ? x.text().substring(1, x.text().length() - 1) : x.text();
    String expression = vectorType(x.type()) + ".broadcast(" + species + ", " + number + ")";
    return broadcasts.computeIfAbsent(expression, e -> "c" + broadcasts.size());
  }

  private String vectorType(Type type) {
    return switch (type) {
      case REAL -> precision.realPrefix() + "Vector";
      case INTEGER -> precision.integerPrefix() + "Vector";
      case MASK -> "VectorMask<" + precision.realPrefix() + ">";
    };
  }

  /** Returns the operations, in order, that a result needs. */
  List<Operation> operations(Value result) {
    List<Operation> all =
        operations.entrySet().stream()
            .map(o -> new Operation(o.getValue(), o.getKey()))
            .collect(Collectors.toCollection(ArrayList::new));
    Set<String> needed = new HashSet<>(Set.of(result.text()));
    for (int i = all.size() - 1; i >= 0; i--) {
      if (needed.contains(all.get(i).result().text())) {
        needed.addAll(all.get(i).operands());
      } else {
        all.remove(i);
      }
    }
    return all;
  }

  /** Returns the declarations of the constants that statements use. */
  String constants(String statements) {
    StringBuilder source = new StringBuilder();
    broadcasts.forEach(
        (expression, variable) -> {
          if (statements.matches("(?s).*\\b" + variable + "\\b.*")) {
            String type = expression.substring(0, expression.indexOf('.'));
            source.append("    %s %s = %s;\n".formatted(type, variable, expression));
          }
        });
    return source.toString();
  }

  /** Returns the statement that performs an operation. */
  String statement(Operation operation) {
    Value result = operation.result();
    return "      %s %s = %s;\n"
        .formatted(vectorType(result.type()), result.text(), operation.expression());
  }
}
