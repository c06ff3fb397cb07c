package org.nn4j.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nn4j.simd.Matrices.assertSameBits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/** Products from packed blocks, whichever the kernels would choose, against the scalar kernels. */
class BlockedProductsTest {
  private final ScalarKernels scalar = new ScalarKernels();

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "14, 32, 16",
    "29, 96, 300",
    "27, 95, 33",
    "13, 65, 700",
    "70, 1100, 20",
    "1100, 70, 9"
  })
  void theChainsAreThoseOfTheScalarKernels(int rows, int columns, int depth) {
    for (Precision precision : Precision.values()) {
      Matrices make = new Matrices(precision, new Random(20260101));
      Matrix a = make.random(depth, rows);
      Matrix b = make.random(depth, columns);
      Matrix c = make.blank(rows, columns);
      Matrix expected = make.blank(rows, columns);
      if (c instanceof FloatMatrix floats) {
        FloatBlockedProducts.multiply((FloatMatrix) a, (FloatMatrix) b, floats);
      } else {
        DoubleBlockedProducts.multiply((DoubleMatrix) a, (DoubleMatrix) b, (DoubleMatrix) c);
      }
      scalar.weightGradient(a, b, expected, make.blank(1, columns));
      assertSameBits(c, expected, precision + " Aᵀ·B");
    }
  }

  @Test
  void cacheSizesAreThoseOfDataAtTheLevel(@TempDir Path directory) throws IOException {
    describe(directory, 0, "Instruction", "1", "64K");
    describe(directory, 1, "Data", "1", "48K");
    describe(directory, 2, "Unified", "2", "2048K");
    describe(directory, 3, "Unified", "3", "much");
    assertThat(CacheSizes.size(directory, "1", 7)).isEqualTo(48 * 1024);
    assertThat(CacheSizes.size(directory, "2", 7)).isEqualTo(2048 * 1024);
    assertThat(CacheSizes.size(directory, "3", 7)).isEqualTo(7);
    assertThat(CacheSizes.size(directory.resolve("none"), "1", 7)).isEqualTo(7);
    Files.delete(directory.resolve("index1/type"));
    assertThat(CacheSizes.size(directory, "2", 7)).isEqualTo(7);
  }

  private static void describe(Path directory, int i, String type, String level, String size)
      throws IOException {
    Path cache = Files.createDirectory(directory.resolve("index" + i));
    Files.writeString(cache.resolve("type"), type + "\n");
    Files.writeString(cache.resolve("level"), level + "\n");
    Files.writeString(cache.resolve("size"), size + "\n");
  }
}
