package org.nn4j.api;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;

/**
 * The loops of the element-wise activations, one copy for each class.
 *
 * <p>A loop shared by several activation classes has a megamorphic call in its body and costs 4.5
 * to 11 ns an element; a copy per class costs 0.2 to 0.4 ns. So the one template, {@link
 * FloatElementwiseLoop}, is defined again as a hidden class for every activation class. Where that
 * is impossible (native images), all classes share the template: slower, with the same results.
 */
abstract class FloatElementwiseLoops {
  private static final String TEMPLATE = FloatElementwiseLoop.class.getSimpleName() + ".class";

  private static final ClassValue<FloatElementwiseLoops> COPIES =
      new ClassValue<>() {
        @Override
        protected FloatElementwiseLoops computeValue(Class<?> type) {
          return copy();
        }
      };

  /** Returns the loops of an activation class. */
  static FloatElementwiseLoops of(Class<?> activation) {
    return COPIES.get(activation);
  }

  private static FloatElementwiseLoops copy() {
    try (InputStream template = FloatElementwiseLoops.class.getResourceAsStream(TEMPLATE)) {
      if (template == null) {
        return new FloatElementwiseLoop();
      }
      Class<?> copy =
          MethodHandles.lookup().defineHiddenClass(template.readAllBytes(), true).lookupClass();
      return (FloatElementwiseLoops) copy.getDeclaredConstructor().newInstance();
    } catch (IOException | ReflectiveOperationException | UnsupportedOperationException e) {
      return new FloatElementwiseLoop();
    }
  }

  /** Computes {@code a[aFrom+i] = σ(z[zFrom+i])}. */
  abstract void forward(
      ElementwiseActivation f, float[] z, int zFrom, float[] a, int aFrom, int length);

  /** Multiplies {@code g[gFrom+i]} by σ'(z[zFrom+i]). */
  abstract void backward(
      ElementwiseActivation f,
      float[] z,
      int zFrom,
      float[] a,
      int aFrom,
      float[] g,
      int gFrom,
      int length);
}
