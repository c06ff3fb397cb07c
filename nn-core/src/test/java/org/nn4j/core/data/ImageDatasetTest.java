package org.nn4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nn4j.api.KernelsProvider;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

class ImageDatasetTest {
  private static final ImageDataset IMAGES =
      new ImageDataset(
          new byte[] {0, 51, (byte) 255, 1, (byte) 128, 2}, new byte[] {(byte) 200, 0, 7}, 1, 2);

  @ParameterizedTest
  @EnumSource(Precision.class)
  void gathersScaledPixelsAndLabelsInOrder(Precision precision) {
    Matrix memory = Matrix.zeros(precision, 2, 5);
    memory.fill(9);
    int[] order = {0, 2, 1};
    IMAGES.features(order, 1, 3, memory.columns(1, 3));
    assertThat(memory.toRows()[0])
        .containsExactly(9, precision.round(128 / 255.0), precision.round(2 / 255.0), 9, 9);
    assertThat(memory.toRows()[1]).containsExactly(9, 1, precision.round(1 / 255.0), 9, 9);
    IMAGES.targets(order, 0, 2, memory.columns(4, 5));
    assertThat(memory.get(0, 4)).isEqualTo(200);
    assertThat(memory.get(1, 4)).isEqualTo(7);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void kernelsConvertEveryPixelToTheSameNumber(Precision precision) {
    byte[] pixels = new byte[2 * 263]; // two vectors' remainders after all bytes
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    ImageDataset images = new ImageDataset(pixels, new byte[2], 1, 263);
    int[] order = {1, 0};
    Matrix expected = Matrix.zeros(precision, 2, 263);
    images.features(order, 0, 2, expected);
    for (KernelsProvider provider : ServiceLoader.load(KernelsProvider.class)) {
      if (provider.unavailable().isEmpty()) {
        Matrix memory = Matrix.zeros(precision, 2, 265);
        memory.fill(9);
        Matrix x = memory.columns(1, 264);
        images.features(order, 0, 2, x, provider.create());
        assertThat(x.toRows()).as(provider.name()).isDeepEqualTo(expected.toRows());
        assertThat(memory.get(1, 0)).isEqualTo(9);
        assertThat(memory.get(0, 264)).isEqualTo(9);
      }
    }
  }

  @Test
  void describesItself() {
    assertThat(IMAGES.size()).isEqualTo(3);
    assertThat(IMAGES.featureWidth()).isEqualTo(2);
    assertThat(IMAGES.targetWidth()).isEqualTo(1);
    assertThat(IMAGES.classes()).isEqualTo(201);
    assertThat(IMAGES.weighted()).isFalse();
  }

  @Test
  void selectsSamples() {
    ImageDataset selected = IMAGES.select(new int[] {2, 0});
    assertThat(selected.size()).isEqualTo(2);
    assertThat(selected.label(0)).isEqualTo(7);
    Matrix x = Matrix.zeros(Precision.FLOAT64, 1, 2);
    selected.features(new int[] {1}, 0, 1, x);
    assertThat(x.get(0, 1)).isEqualTo(51 / 255.0);
  }

  @Test
  void refusesSizesThatDoNotFit() {
    assertThatThrownBy(() -> new ImageDataset(new byte[5], new byte[2], 1, 2))
        .hasMessage("2 labels need as many images of 1×2 pixels, but there are 5 pixels");
    assertThatThrownBy(
            () -> IMAGES.features(new int[3], 0, 2, Matrix.zeros(Precision.FLOAT32, 3, 2)))
        .hasMessage("gather: the batch must be 2×2 but is 3×2");
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void gathersWithoutAllocating(Precision precision) {
    ImageDataset images = new ImageDataset(new byte[1000 * 64], new byte[1000], 8, 8);
    Matrix x = Matrix.zeros(precision, 32, 64);
    Matrix y = Matrix.zeros(precision, 32, 1);
    int[] order = new int[1000];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int batch = 0; batch < 30; batch++) {
        images.features(order, 32 * batch, 32 * batch + 32, x);
        images.targets(order, 32 * batch, 32 * batch + 32, y);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isZero();
  }
}
