package org.nn4j.simd.generator;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes {@code FloatMicroKernels} and {@code DoubleMicroKernels}: the innermost loops of the
 * products, one for each size of tile.
 *
 * <p>A micro-kernel of r rows by v vectors keeps its r·v accumulators c00, c01, … in registers. For
 * that they have to be local variables: in an array, or passed to a method that C2 does not inline,
 * a vector is an object. So the operations of every row and vector are spelled out.
 */
final class MicroKernels {
  private static final String HEADER =
      """
      package org.nn4j.simd;

      import jdk.incubator.vector.FloatVector;
      import jdk.incubator.vector.VectorSpecies;

      /**
       * The micro-kernels, named by the rows and vectors of their tiles; generated. {@link FloatTile}
       * says what they compute and chooses among them.
       */
      final class FloatMicroKernels {
        private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
        private static final int L = S.length();

        private FloatMicroKernels() {}
      """;

  /** What a micro-kernel relies on. */
  private enum Kind {
    /** Nothing. */
    TILE(""),

    /** {@code FloatTile.plain}: then there are no range checks. */
    PLAIN(", without range checks"),

    /** {@code FloatTile.columns}: one address serves for all rows of A. */
    COLUMNS(", of columns");

    final String note;

    Kind(String note) {
      this.note = note;
    }
  }

  /**
   * A micro-kernel.
   *
   * @param kind what it relies on
   * @param rows rows that it computes: if the tile has one less, it computes the last one twice
   * @param vectors vectors in a row
   */
  private record Size(Kind kind, int rows, int vectors) {
    boolean is(Kind other) {
      return kind == other;
    }

    String name() {
      return kind.name().toLowerCase(Locale.ROOT) + rows + "x" + vectors;
    }
  }

  private static final List<Size> SIZES =
      Stream.of(
              sizes(Kind.TILE, 1, 4, 1, 2, 4, 6),
              sizes(Kind.TILE, 1, 2, 8, 10),
              sizes(Kind.PLAIN, 1, 2, 8, 10),
              sizes(Kind.COLUMNS, 1, 2, 8, 10),
              sizes(Kind.PLAIN, 4, 4, 5),
              sizes(Kind.TILE, 8, 8, 1))
          .flatMap(sizes -> sizes)
          .toList();

  private final StringBuilder source = new StringBuilder();

  private MicroKernels() {}

  /** Returns kernels of some numbers of rows with {@code from} to {@code to} vectors. */
  private static Stream<Size> sizes(Kind kind, int from, int to, int... rows) {
    return IntStream.rangeClosed(from, to)
        .boxed()
        .flatMap(vectors -> IntStream.of(rows).mapToObj(r -> new Size(kind, r, vectors)));
  }

  /** Returns the class of one precision's micro-kernels. */
  static String source(Precision precision) {
    MicroKernels kernels = new MicroKernels();
    SIZES.forEach(kernels::add);
    String floats = HEADER + kernels.source + "}\n";
    return floats.replace("Float", precision.realPrefix()).replace("float", precision.real);
  }

  private void add(Size size) {
    int rows = size.rows();
    int vectors = size.vectors();
    line("");
    line("  /** %d by %d%s. */", rows, vectors, size.kind().note);
    line("  static void %s(FloatTile t) {", size.name());
    line("    float[] a = t.a;");
    line("    float[] b = t.b;");
    line("    float[] c = t.c;");
    if (!size.is(Kind.PLAIN)) {
      line("    int aStep = t.aStep;");
      line("    int bStep = t.bStep;");
    }
    for (int r = 0; r < rows && !size.is(Kind.COLUMNS); r++) {
      line("    int a%d = %s;", r, row(size, r, "t.aFrom", "t.aNext"));
    }
    for (int r = 0; r < rows; r++) {
      line("    int s%d = %s;", r, row(size, r, "t.startFrom", "t.startNext"));
      for (int v = 0; v < vectors; v++) {
        String at = vector("s" + r, v);
        line("    FloatVector c%d%d = FloatVector.fromArray(S, t.start, %s);", r, v, at);
      }
    }
    if (size.is(Kind.PLAIN)) {
      line("    int depth = t.depth;");
      line("    for (int k = 0; k < depth; k++) {");
      line("      int bk = k * %s;", vectors == 1 ? "L" : "(" + vectors + " * L)");
    } else {
      line("    int ak = %s;", size.is(Kind.COLUMNS) ? "t.aFrom" : "0");
      line("    int bk = t.bFrom;");
      line("    for (int k = 0; k < t.depth; k++) {");
    }
    for (int v = 0; v < vectors; v++) {
      line("      FloatVector b%d = FloatVector.fromArray(S, b, %s);", v, vector("bk", v));
    }
    for (int r = 0; r < rows; r++) {
      line("      FloatVector x%d = FloatVector.broadcast(S, a[%s]);", r, element(size, r));
      for (int v = 0; v < vectors; v++) {
        line("      c%d%d = x%d.fma(b%d, c%d%d);", r, v, r, v, r, v);
      }
    }
    if (!size.is(Kind.PLAIN)) {
      line("      ak += aStep;");
      line("      bk += bStep;");
    }
    line("    }");
    for (int r = 0; r < rows; r++) {
      line("    int z%d = %s;", r, row(size, r, "t.cFrom", "t.cNext"));
      for (int v = 0; v < vectors; v++) {
        line("    c%d%d.intoArray(c, %s);", r, v, vector("z" + r, v));
      }
    }
    line("  }");
  }

  /** Returns the index of a row's element of A. */
  private static String element(Size size, int r) {
    return switch (size.kind()) {
      case TILE -> "a" + r + " + ak";
      case PLAIN -> "a" + r + " + k";
      case COLUMNS -> "ak + " + r;
    };
  }

  /** Returns the index at which a row begins; rows that a tile may lack are its last row. */
  private static String row(Size size, int r, String from, String next) {
    if (r == 0) {
      return from;
    }
    if (r == 1) {
      return from + " + " + next;
    }
    return from + " + " + (r == size.rows() - 1 ? "t.lastRow" : r) + " * " + next;
  }

  private static String vector(String from, int v) {
    return switch (v) {
      case 0 -> from;
      case 1 -> from + " + L";
      default -> from + " + " + v + " * L";
    };
  }

  private void line(String format, Object... arguments) {
    source.append(format.formatted(arguments)).append('\n');
  }
}
