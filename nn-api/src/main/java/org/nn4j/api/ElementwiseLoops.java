package org.nn4j.api;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;

/**
 * The loops of the element-wise activations, one copy a class.
 *
 * <p>A loop shared by several activation classes has a megamorphic call in its body and costs 4.5
 * to 11 ns an element; a copy per class costs 0.2 to 0.4 ns. So the one template, {@link
 * ElementwiseLoop}, is defined again as a hidden class for every activation class. Where that
 * cannot be done (native images), all classes share the template, slower and equal.
 */
abstract class ElementwiseLoops {
  private static final String TEMPLATE = ElementwiseLoop.class.getSimpleName() + ".class";

  private static final ClassValue<ElementwiseLoops> COPIES =
      new ClassValue<>() {
        @Override
        protected ElementwiseLoops computeValue(Class<?> type) {
          return copy();
        }
      };

  static ElementwiseLoops of(Class<?> activation) {
    return COPIES.get(activation);
  }

  private static ElementwiseLoops copy() {
    try (InputStream template = ElementwiseLoops.class.getResourceAsStream(TEMPLATE)) {
      if (template == null) {
        return new ElementwiseLoop();
      }
      Class<?> copy =
          MethodHandles.lookup().defineHiddenClass(template.readAllBytes(), true).lookupClass();
      return (ElementwiseLoops) copy.getDeclaredConstructor().newInstance();
    } catch (IOException | ReflectiveOperationException | UnsupportedOperationException e) {
      return new ElementwiseLoop();
    }
  }

  abstract void forward(
      ElementwiseActivation f, float[] z, int zFrom, float[] a, int aFrom, int length);

  abstract void forward(
      ElementwiseActivation f, double[] z, int zFrom, double[] a, int aFrom, int length);

  abstract void backward(
      ElementwiseActivation f,
      float[] z,
      int zFrom,
      float[] a,
      int aFrom,
      float[] g,
      int gFrom,
      int length);

  abstract void backward(
      ElementwiseActivation f,
      double[] z,
      int zFrom,
      double[] a,
      int aFrom,
      double[] g,
      int gFrom,
      int length);
}
