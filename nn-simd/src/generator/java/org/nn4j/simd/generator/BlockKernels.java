package org.nn4j.simd.generator;

/**
 * Writes {@code FloatBlockKernels} and {@code DoubleBlockKernels}: the innermost loops of products
 * both of whose factors are packed.
 *
 * <p>As in {@link MicroKernels} every accumulator is a local variable. All elements of A that a
 * step broadcasts lie side by side, so they take one address, and JDK 17 loads each just before it
 * is used: with an address for each row it loads all of them first, for which there are not
 * registers enough. The distance of steps is a power of two, since C2 leaves range checks where it
 * has made shifts of a multiplication.
 */
final class BlockKernels {
  private static final String HEADER =
      """
      package org.nn4j.simd;

      import jdk.incubator.vector.FloatVector;
      import jdk.incubator.vector.VectorSpecies;

      /**
       * The micro-kernels of {@link FloatBlockedProducts}, named by the rows and vectors of
       * their tiles; generated.
       */
      final class FloatBlockKernels {
        private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
        private static final int L = S.length();
        private static final int STEP = FloatBlocks.STEP;

        private FloatBlockKernels() {}
      """;

  /** Rows of the tiles; the tallest first. */
  private static final int[] ROWS = {14, 8, 4, 2, 1};

  private static final int VECTORS = 2;

  private final StringBuilder source = new StringBuilder();

  private BlockKernels() {}

  /** Returns the class of one precision's kernels. */
  static String source(Precision precision) {
    BlockKernels kernels = new BlockKernels();
    for (int rows : ROWS) {
      kernels.add(rows);
    }
    kernels.line("}");
    return (HEADER + kernels.source)
        .replace("Float", precision.realPrefix())
        .replace("float", precision.real);
  }

  private void add(int rows) {
    line("");
    line("  static void tile%dx%d(FloatTile t) {", rows, VECTORS);
    line("    float[] a = t.a;");
    line("    float[] b = t.b;");
    line("    float[] c = t.c;");
    line("    int aFrom = t.aFrom;");
    line("    int bFrom = t.bFrom;");
    for (int r = 0; r < rows; r++) {
      line("    int s%d = t.startFrom + %d * t.startNext;", r, r);
      line("    FloatVector c%d0 = FloatVector.fromArray(S, t.start, s%d);", r, r);
      line("    FloatVector c%d1 = FloatVector.fromArray(S, t.start, s%d + L);", r, r);
    }
    line("    int depth = t.depth;");
    line("    for (int k = 0; k < depth; k++) {");
    line("      int ak = aFrom + k * STEP;");
    line("      int bk = bFrom + k * (%d * L);", VECTORS);
    line("      FloatVector b0 = FloatVector.fromArray(S, b, bk);");
    line("      FloatVector b1 = FloatVector.fromArray(S, b, bk + L);");
    for (int r = 0; r < rows; r++) {
      line("      FloatVector x%d = FloatVector.broadcast(S, a[ak + %d]);", r, r);
      line("      c%d0 = x%d.fma(b0, c%d0);", r, r, r);
      line("      c%d1 = x%d.fma(b1, c%d1);", r, r, r);
    }
    line("    }");
    for (int r = 0; r < rows; r++) {
      line("    int z%d = t.cFrom + %d * t.cNext;", r, r);
      line("    c%d0.intoArray(c, z%d);", r, r);
      line("    c%d1.intoArray(c, z%d + L);", r, r);
    }
    line("  }");
  }

  private void line(String format, Object... arguments) {
    source.append(format.formatted(arguments)).append('\n');
  }
}
