package org.nn4j.simd.generator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the source of a function's loop, or of its passes' loops and the loop over blocks. */
final class LoopWriter {
  private static final String LOOP =
      """

        /** {@link %1$sFunctions#%2$s}%3$s. */
        static void %4$s(%5$s) {
      %6$s    for (int i = 0; i < n; i += L) {
      %7$s    }
        }
      """;

  private static final String BLOCKS =
      """

        /** {@link %1$sFunctions#%2$s}. */
        static void %2$s(%3$s) {
          %4$s[][] kept = %1$sLanes.ofThread().kept;
          for (int from = 0; from < n; from += %1$sLanes.KEPT) {
            int length = Math.min(%1$sLanes.KEPT, n - from);
      %5$s    }
        }
      """;

  private final Precision precision;
  private final LoopBody body;
  private final ScalarFunction function;
  private final Value result;
  private final Passes passes;

  /** The arrays in which results are kept for later passes. */
  private final Map<String, String> places = new LinkedHashMap<>();

  LoopWriter(Precision precision, LoopBody body, ScalarFunction function, Value result) {
    this.precision = precision;
    this.body = body;
    this.function = function;
    this.result = result;
    this.passes = new Passes(body.operations(result));
  }

  /** Returns the source of the loop that stores the result. */
  String write() {
    String target = function.target();
    String last = store(result.text(), target + ", " + target + "From + i");
    if (passes.count() == 1) {
      return loop("", function.name(), statements(passes.pass(0)) + last);
    }
    StringBuilder loops = new StringBuilder();
    StringBuilder calls = new StringBuilder();
    for (int i = 0; i < passes.count(); i++) {
      String statements = statements(passes.pass(i)) + (i < passes.count() - 1 ? keep(i) : last);
      String name = function.name() + (i + 1);
      loops.append(loop(", pass " + (i + 1), name, statements));
      calls.append("      %s(%s);\n".formatted(name, arguments(statements)));
    }
    String parameters =
        parameters(function.arrays().stream(), function.numbers().stream(), Stream.of());
    return BLOCKS.formatted(
            precision.realPrefix(), function.name(), parameters, precision.real, calls)
        + loops;
  }

  /** Returns how many results are kept. */
  int kept() {
    return places.size();
  }

  private String keep(int pass) {
    StringBuilder source = new StringBuilder();
    for (Value value : passes.kept(pass)) {
      String place = "kept" + places.size();
      places.put(value.text(), place);
      source.append(store(value.text(), place + ", i"));
    }
    return source.toString();
  }

  /** Returns the statement that stores a vector; the cast gives C2 its exact class. */
  private String store(String variable, String where) {
    return "      ((%sVector) CLASS.cast(%s)).intoArray(%s);\n"
        .formatted(precision.realPrefix(), variable, where);
  }

  private String statements(List<Operation> operations) {
    StringBuilder source = new StringBuilder();
    Set<String> known = new HashSet<>();
    operations.forEach(operation -> append(operation, known, source));
    return source.toString();
  }

  /** Appends an operation, preceded by those that compute its operands, unless they are known. */
  private void append(Operation operation, Set<String> known, StringBuilder source) {
    for (String operand : operation.operands()) {
      if (known.contains(operand)) {
        continue;
      }
      Operation repeated = passes.repeated(operand);
      if (repeated != null) {
        append(repeated, known, source);
      } else {
        source.append(load(operand));
        known.add(operand);
      }
    }
    source.append(body.statement(operation));
    known.add(operation.result().text());
  }

  private String load(String kept) {
    return "      %1$sVector %2$s = %1$sVector.fromArray(S, %3$s, i);\n"
        .formatted(precision.realPrefix(), kept, places.get(kept));
  }

  private String loop(String pass, String name, String statements) {
    String constants = body.constants(statements);
    String parameters =
        parameters(
            used(function.arrays(), statements),
            used(function.numbers(), constants),
            used(new ArrayList<>(places.values()), statements));
    return LOOP.formatted(
        precision.realPrefix(), function.name(), pass, name, parameters, constants, statements);
  }

  private static Stream<String> used(List<String> names, String source) {
    return names.stream().filter(name -> source.matches("(?s).*\\b" + name + "\\b.*"));
  }

  private String parameters(
      Stream<String> arrayNames, Stream<String> numberNames, Stream<String> placeNames) {
    Stream<String> ranges =
        arrayNames.map(array -> precision.real + "[] " + array + ", int " + array + "From");
    return Stream.of(
            ranges,
            Stream.of("int n"),
            numberNames.map(number -> precision.real + " " + number),
            placeNames.map(place -> precision.real + "[] " + place))
        .flatMap(s -> s)
        .collect(Collectors.joining(", "));
  }

  /** Returns the arguments with which the loop over blocks calls a pass. */
  private String arguments(String statements) {
    return Stream.of(
            used(function.arrays(), statements).map(array -> array + ", " + array + "From + from"),
            Stream.of("length"),
            used(function.numbers(), body.constants(statements)),
            used(new ArrayList<>(places.values()), statements)
                .map(place -> "kept[" + place.substring("kept".length()) + "]"))
        .flatMap(s -> s)
        .collect(Collectors.joining(", "));
  }
}
