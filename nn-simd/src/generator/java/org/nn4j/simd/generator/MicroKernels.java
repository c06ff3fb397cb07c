package org.nn4j.simd.generator;

import java.util.List;
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

  /**
   * A micro-kernel.
   *
   * @param rows rows that it computes
   * @param vectors vectors in a row
   * @param least minimum number of rows of a tile; in place of missing rows the kernel computes the
   *     tile's last row
   * @param plain whether it relies on {@code FloatTile.plain}
   */
  private record Size(int rows, int vectors, int least, boolean plain) {
    static Size of(int rows, int vectors, int least) {
      return new Size(rows, vectors, least, false);
    }

    static Size plain(int rows, int vectors, int least) {
      return new Size(rows, vectors, least, true);
    }

    String name() {
      return (plain ? "plain" : "tile") + rows + "x" + vectors;
    }
  }

  private static final List<Size> SIZES =
      Stream.concat(
              IntStream.rangeClosed(1, 4)
                  .boxed()
                  .flatMap(
                      vectors ->
                          Stream.of(
                              Size.of(1, vectors, 1),
                              Size.of(2, vectors, 2),
                              Size.of(4, vectors, 3),
                              Size.of(6, vectors, 5))),
              Stream.of(Size.plain(10, 1, 7), Size.of(10, 2, 7), Size.plain(5, 4, 5)))
          .toList();

  private final StringBuilder source = new StringBuilder();

  private MicroKernels() {}

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
    line("  /** %d by %d%s. */", rows, vectors, size.plain() ? ", without range checks" : "");
    line("  static void %s(FloatTile t) {", size.name());
    line("    float[] a = t.a;");
    line("    float[] b = t.b;");
    line("    float[] c = t.c;");
    if (!size.plain()) {
      line("    int aStep = t.aStep;");
      line("    int bStep = t.bStep;");
    }
    for (int r = size.least(); r < rows - 1; r++) {
      line("    int row%d = Math.min(%d, t.lastRow);", r, r);
    }
    for (int r = 0; r < rows; r++) {
      line("    int a%d = %s;", r, row(size, r, "t.aFrom", "t.aNext"));
    }
    for (int r = 0; r < rows; r++) {
      line("    int s%d = %s;", r, row(size, r, "t.startFrom", "t.startNext"));
      for (int v = 0; v < vectors; v++) {
        String at = vector("s" + r, v);
        line("    FloatVector c%d%d = FloatVector.fromArray(S, t.start, %s);", r, v, at);
      }
    }
    if (size.plain()) {
      line("    int depth = t.depth;");
      line("    for (int k = 0; k < depth; k++) {");
      line("      int bk = k * %s;", vectors == 1 ? "L" : "(" + vectors + " * L)");
    } else {
      line("    int ak = 0;");
      line("    int bk = t.bFrom;");
      line("    for (int k = 0; k < t.depth; k++) {");
    }
    for (int v = 0; v < vectors; v++) {
      line("      FloatVector b%d = FloatVector.fromArray(S, b, %s);", v, vector("bk", v));
    }
    for (int r = 0; r < rows; r++) {
      String step = size.plain() ? "k" : "ak";
      line("      FloatVector x%d = FloatVector.broadcast(S, a[a%d + %s]);", r, r, step);
      for (int v = 0; v < vectors; v++) {
        line("      c%d%d = x%d.fma(b%d, c%d%d);", r, v, r, v, r, v);
      }
    }
    if (!size.plain()) {
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

  /** Returns the index at which a row begins; rows that a tile may lack are its last row. */
  private static String row(Size size, int r, String from, String next) {
    if (r == 0) {
      return from;
    }
    if (r == 1) {
      return from + " + " + next;
    }
    String row = Integer.toString(r);
    if (r == size.rows() - 1) {
      row = "t.lastRow";
    } else if (r >= size.least()) {
      row = "row" + r;
    }
    return from + " + " + row + " * " + next;
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
