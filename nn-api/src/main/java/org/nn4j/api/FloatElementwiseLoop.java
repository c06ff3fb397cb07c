package org.nn4j.api;

/**
 * The template of the element-wise loops; {@link FloatElementwiseLoops} says why it is copied.
 *
 * <p>C2 vectorises a loop only where all its arrays have one index. So there is a loop for that
 * case, which is the usual one, and a loop for the others.
 */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
final class FloatElementwiseLoop extends FloatElementwiseLoops {
  @Override
  void forward(ElementwiseActivation f, float[] z, int zFrom, float[] a, int aFrom, int length) {
    if (zFrom == aFrom) {
      for (int i = zFrom; i < zFrom + length; i++) {
        a[i] = (float) f.value(z[i]);
      }
      return;
    }
    for (int i = 0; i < length; i++) {
      a[aFrom + i] = (float) f.value(z[zFrom + i]);
    }
  }

  @Override
  void backward(
      ElementwiseActivation f,
      float[] z,
      int zFrom,
      float[] a,
      int aFrom,
      float[] g,
      int gFrom,
      int length) {
    if (zFrom == aFrom && zFrom == gFrom) {
      for (int i = zFrom; i < zFrom + length; i++) {
        g[i] = (float) (g[i] * f.derivative(z[i], a[i]));
      }
      return;
    }
    for (int i = 0; i < length; i++) {
      g[gFrom + i] = (float) (g[gFrom + i] * f.derivative(z[zFrom + i], a[aFrom + i]));
    }
  }
}
