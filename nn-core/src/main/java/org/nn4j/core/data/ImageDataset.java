package org.nn4j.core.data;

import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;

/**
 * Grey images of unsigned bytes with one class label each.
 *
 * <p>Bytes stay bytes: a pixel p becomes p/255, in [0, 1], when a batch is gathered. The target is
 * the class index, one column.
 */
public final class ImageDataset implements Dataset {
  /** The size of a cache line in bytes, on most processors. */
  private static final int LINE = 64;

  private static final float[] FLOATS = new float[256];
  private static final double[] DOUBLES = new double[256];

  static {
    for (int pixel = 0; pixel < 256; pixel++) {
      FLOATS[pixel] = pixel / 255f;
      DOUBLES[pixel] = pixel / 255.0;
    }
  }

  private final byte[] pixels;
  private final byte[] labels;
  private final int height;
  private final int width;

  /**
   * Holds images; the arrays are kept by reference.
   *
   * @param pixels N·height·width unsigned bytes, image by image, row by row
   * @param labels N unsigned bytes
   * @param height rows of an image
   * @param width columns of an image
   * @throws IllegalArgumentException if the sizes do not agree
   */
  public ImageDataset(byte[] pixels, byte[] labels, int height, int width) {
    if (height < 1 || width < 1 || pixels.length != (long) labels.length * height * width) {
      throw new IllegalArgumentException(
          labels.length
              + " labels need as many images of "
              + height
              + "×"
              + width
              + " pixels, but there are "
              + pixels.length
              + " pixels");
    }
    this.pixels = pixels;
    this.labels = labels;
    this.height = height;
    this.width = width;
  }

  /** Returns the rows of an image. */
  public int height() {
    return height;
  }

  /** Returns the columns of an image. */
  public int width() {
    return width;
  }

  /** Returns the label of an image, 0 to 255. */
  public int label(int sample) {
    return Byte.toUnsignedInt(labels[sample]);
  }

  /** Returns one more than the greatest label. */
  public int classes() {
    int greatest = -1;
    for (byte label : labels) {
      greatest = Math.max(greatest, Byte.toUnsignedInt(label));
    }
    return greatest + 1;
  }

  /** Returns a data set of copies of these samples, in their order. */
  public ImageDataset select(int[] samples) {
    int size = featureWidth();
    byte[] selected = new byte[Math.multiplyExact(samples.length, size)];
    byte[] selectedLabels = new byte[samples.length];
    for (int i = 0; i < samples.length; i++) {
      System.arraycopy(pixels, samples[i] * size, selected, i * size, size);
      selectedLabels[i] = labels[samples[i]];
    }
    return new ImageDataset(selected, selectedLabels, height, width);
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public int featureWidth() {
    return height * width;
  }

  @Override
  public int targetWidth() {
    return 1;
  }

  @Override
  public void features(int[] order, int from, int to, Matrix x) {
    requireShape(x, to - from, featureWidth());
    fetch(order, from, to);
    for (int i = from; i < to; i++) {
      int start = x.offset() + (i - from) * x.stride();
      if (x instanceof FloatMatrix floats) {
        gather(order[i], floats.array(), start);
      } else if (x instanceof DoubleMatrix doubles) {
        gather(order[i], doubles.array(), start);
      }
    }
  }

  @Override
  public void features(int[] order, int from, int to, Matrix x, Kernels kernels) {
    int size = featureWidth();
    requireShape(x, to - from, size);
    fetch(order, from, to);
    for (int i = from; i < to; i++) {
      kernels.unitBytes(pixels, order[i] * size, x, i - from);
    }
  }

  /**
   * Reads a byte of every cache line of images that lie anywhere in memory, so that it delivers
   * them side by side. The conversion alone would wait for one image after the other, which doubles
   * the time of gathering.
   */
  private void fetch(int[] order, int from, int to) {
    int size = featureWidth();
    int seen = 0;
    for (int i = from; i < to; i++) {
      int start = order[i] * size;
      for (int p = start; p < start + size; p += LINE) {
        seen |= pixels[p];
      }
    }
    if (seen > Byte.MAX_VALUE) { // never true; without a use, the compiler would remove the reads
      throw new AssertionError("bytes have no bits beyond " + Byte.MAX_VALUE);
    }
  }

  private void gather(int sample, float[] target, int start) {
    int size = featureWidth();
    int source = sample * size;
    for (int p = 0; p < size; p++) {
      target[start + p] = FLOATS[pixels[source + p] & 0xff];
    }
  }

  private void gather(int sample, double[] target, int start) {
    int size = featureWidth();
    int source = sample * size;
    for (int p = 0; p < size; p++) {
      target[start + p] = DOUBLES[pixels[source + p] & 0xff];
    }
  }

  @Override
  public void targets(int[] order, int from, int to, Matrix y) {
    requireShape(y, to - from, 1);
    for (int i = from; i < to; i++) {
      y.set(i - from, 0, label(order[i]));
    }
  }

  private static void requireShape(Matrix batch, int rows, int columns) {
    if (batch.rows() != rows || batch.columns() != columns) {
      throw new IllegalArgumentException(
          "gather: the batch must be " + rows + "×" + columns + " but is " + batch.shape());
    }
  }
}
