package org.nn4j.api;

/** The template of the element-wise loops; see {@link ElementwiseLoops} for why it is copied. */
final class ElementwiseLoop extends ElementwiseLoops {
  @Override
  void forward(ElementwiseActivation f, float[] z, int zFrom, float[] a, int aFrom, int length) {
    for (int i = 0; i < length; i++) {
      a[aFrom + i] = (float) f.value(z[zFrom + i]);
    }
  }

  @Override
  void forward(ElementwiseActivation f, double[] z, int zFrom, double[] a, int aFrom, int length) {
    for (int i = 0; i < length; i++) {
      a[aFrom + i] = f.value(z[zFrom + i]);
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
    for (int i = 0; i < length; i++) {
      g[gFrom + i] = (float) (g[gFrom + i] * f.derivative(z[zFrom + i], a[aFrom + i]));
    }
  }

  @Override
  void backward(
      ElementwiseActivation f,
      double[] z,
      int zFrom,
      double[] a,
      int aFrom,
      double[] g,
      int gFrom,
      int length) {
    for (int i = 0; i < length; i++) {
      g[gFrom + i] *= f.derivative(z[zFrom + i], a[aFrom + i]);
    }
  }
}
