package org.nn4j.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An author writes two scalar functions; the loops around them are the framework's. */
class ElementwiseActivationTest {
  private static final Kernels KERNELS =
      (Kernels)
          Proxy.newProxyInstance(
              Kernels.class.getClassLoader(),
              new Class<?>[] {Kernels.class},
              (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
              });

  /** σ(z) = z³ − z, whose derivative uses both of its arguments: 2z² + a/z for z ≠ 0. */
  record Cubic() implements ElementwiseActivation {
    @Override
    public String name() {
      return "acme.cubic";
    }

    @Override
    public double value(double z) {
      return z * z * z - z;
    }

    @Override
    public double derivative(double z, double a) {
      return 2 * z * z + a / z;
    }
  }

  record Scaled(double factor) implements ElementwiseActivation {
    @Override
    public String name() {
      return "acme.scaled";
    }

    @Override
    public double value(double z) {
      return factor * z;
    }

    @Override
    public double derivative(double z, double a) {
      return factor;
    }
  }

  private static Matrix strided(Precision precision, int rows, int columns, double from) {
    Matrix whole = Matrix.zeros(precision, rows, columns + 3);
    whole.fill(99);
    Matrix part = whole.columns(1, columns + 1);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        part.set(r, c, from + 0.3 * r - 0.7 * c);
      }
    }
    return part;
  }

  @ParameterizedTest
  @EnumSource
  void rowsWithGapsAreComputedInDoubleAndRoundedOnce(Precision precision) {
    Cubic cubic = new Cubic();
    Matrix z = strided(precision, 3, 4, 1.1);
    Matrix a = strided(precision, 3, 4, 0);
    Matrix g = strided(precision, 3, 4, 2);
    Matrix before = strided(precision, 3, 4, 2);
    cubic.forward(z, a, KERNELS);
    cubic.backward(z, a, g, KERNELS);
    for (int r = 0; r < 3; r++) {
      for (int c = 0; c < 4; c++) {
        double zrc = z.get(r, c);
        assertThat(a.get(r, c)).isEqualTo(precision.round(cubic.value(zrc)));
        assertThat(g.get(r, c))
            .isEqualTo(precision.round(before.get(r, c) * cubic.derivative(zrc, a.get(r, c))));
      }
    }
    assertThat(z.toRows()).isDeepEqualTo(strided(precision, 3, 4, 1.1).toRows());
  }

  @ParameterizedTest
  @EnumSource
  void anyOfTheMatricesMayHaveGaps(Precision precision) {
    double[][] z = strided(precision, 3, 4, 1.1).toRows();
    Cubic cubic = new Cubic();
    for (int gaps = 0; gaps < 8; gaps++) {
      Matrix[] matrices = new Matrix[3];
      for (int i = 0; i < 3; i++) {
        Matrix part = strided(precision, 3, 4, 1.1);
        matrices[i] = (gaps >> i & 1) == 1 ? part : Matrix.of(precision, part.toRows());
      }
      cubic.forward(matrices[0], matrices[1], KERNELS);
      cubic.backward(matrices[0], matrices[1], matrices[2], KERNELS);
      for (int r = 0; r < 3; r++) {
        for (int c = 0; c < 4; c++) {
          double a = precision.round(cubic.value(z[r][c]));
          assertThat(matrices[1].get(r, c)).as("gaps %d", gaps).isEqualTo(a);
          assertThat(matrices[2].get(r, c))
              .as("gaps %d", gaps)
              .isEqualTo(precision.round(z[r][c] * cubic.derivative(z[r][c], a)));
        }
      }
    }
  }

  /** What native images run, where no copy can be made. */
  @Test
  void theSharedLoopComputesTheSame() {
    FloatElementwiseLoops narrow = new FloatElementwiseLoop();
    DoubleElementwiseLoops wide = new DoubleElementwiseLoop();
    Cubic cubic = new Cubic();
    for (int[] from : new int[][] {{1, 1, 1}, {1, 2, 1}, {2, 2, 1}, {0, 1, 2}}) {
      double[] z = {0.75, 0.5, 2, 3, 0.25};
      double[] a = {0.5, 0.5, 0.5, 0.5, 0.5};
      double[] g = {2, 3, 4, 5, 6};
      float[] narrowA = floats(a);
      float[] narrowG = floats(g);
      wide.forward(cubic, z, from[0], a, from[1], 2);
      narrow.forward(cubic, floats(z), from[0], narrowA, from[1], 2);
      double[] expectedA = {0.5, 0.5, 0.5, 0.5, 0.5};
      double[] expectedG = {2, 3, 4, 5, 6};
      for (int i = 0; i < 2; i++) {
        double zi = z[from[0] + i];
        expectedA[from[1] + i] = cubic.value(zi);
        expectedG[from[2] + i] *= cubic.derivative(zi, expectedA[from[1] + i]);
      }
      wide.backward(cubic, z, from[0], a, from[1], g, from[2], 2);
      narrow.backward(cubic, floats(z), from[0], narrowA, from[1], narrowG, from[2], 2);
      assertThat(a).containsExactly(expectedA);
      assertThat(g).containsExactly(expectedG);
      assertThat(narrowA).containsExactly(floats(expectedA));
      assertThat(narrowG).containsExactly(floats(expectedG));
    }
  }

  private static float[] floats(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  @ParameterizedTest
  @EnumSource
  void gapsBetweenRowsAreLeftAlone(Precision precision) {
    Matrix memory = Matrix.zeros(precision, 2, 5);
    memory.fill(99);
    Matrix z = Matrix.of(precision, new double[] {1, 2}, new double[] {3, 4});
    new Scaled(2).forward(z, memory.columns(1, 3), KERNELS);
    assertThat(memory.toRows())
        .isDeepEqualTo(new double[][] {{99, 2, 4, 99, 99}, {99, 6, 8, 99, 99}});
    Matrix gradient = Matrix.zeros(precision, 2, 5);
    gradient.fill(1);
    new Scaled(3).backward(z, memory.columns(1, 3), gradient.columns(2, 4), KERNELS);
    assertThat(gradient.toRows()).isDeepEqualTo(new double[][] {{1, 1, 3, 3, 1}, {1, 1, 3, 3, 1}});
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsDoneForNoRows(Precision precision) {
    Matrix none = Matrix.zeros(precision, 0, 4);
    new Cubic().forward(none, none, KERNELS);
    new Cubic().backward(none, none, none, KERNELS);
    assertThat(none.rows()).isZero();
  }

  @Test
  void rangesStartWhereTheyAreTold() {
    float[] z = {9, 1, 2, 9};
    float[] a = {0, 0, 0};
    new Scaled(2).forward(z, 1, a, 1, 2);
    assertThat(a).containsExactly(0, 2, 4);
    float[] g = {5, 6, 7, 8};
    new Scaled(2).backward(z, 1, a, 1, g, 2, 2);
    assertThat(g).containsExactly(5, 6, 14, 16);
    double[] zd = {9, 1, 2, 9};
    double[] ad = {0, 0, 0};
    new Scaled(2).forward(zd, 1, ad, 1, 2);
    assertThat(ad).containsExactly(0, 2, 4);
    double[] gd = {5, 6, 7, 8};
    new Scaled(2).backward(zd, 1, ad, 1, gd, 2, 2);
    assertThat(gd).containsExactly(5, 6, 14, 16);
  }

  @Test
  void twoInstancesOfOneClassKeepTheirParameters() {
    Matrix z = Matrix.of(new double[] {1});
    Matrix a = Matrix.zeros(Precision.FLOAT64, 1, 1);
    new Scaled(2).forward(z, a, KERNELS);
    assertThat(a.get(0, 0)).isEqualTo(2);
    new Scaled(3).forward(z, a, KERNELS);
    assertThat(a.get(0, 0)).isEqualTo(3);
  }

  @Test
  void everyClassHasItsOwnLoop() {
    FloatElementwiseLoops floats = FloatElementwiseLoops.of(Cubic.class);
    assertThat(FloatElementwiseLoops.of(Cubic.class)).isSameAs(floats);
    assertThat(FloatElementwiseLoops.of(Scaled.class).getClass()).isNotEqualTo(floats.getClass());
    assertThat(floats.getClass().isHidden()).isTrue();
    DoubleElementwiseLoops doubles = DoubleElementwiseLoops.of(Cubic.class);
    assertThat(DoubleElementwiseLoops.of(Cubic.class)).isSameAs(doubles);
    assertThat(DoubleElementwiseLoops.of(Scaled.class).getClass()).isNotEqualTo(doubles.getClass());
    assertThat(doubles.getClass().isHidden()).isTrue();
  }

  /** Defines classes again, as a plug-in's own loader does. */
  private static final class PluginLoader extends ClassLoader {
    PluginLoader() {
      super(ElementwiseActivationTest.class.getClassLoader());
    }

    ElementwiseActivation scaled(double factor) throws Exception {
      Constructor<?> constructor =
          define(Scaled.class.getName()).getDeclaredConstructor(double.class);
      constructor.setAccessible(true);
      return (ElementwiseActivation) constructor.newInstance(factor);
    }

    private Class<?> define(String name) throws IOException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      }
    }
  }

  @Test
  void anActivationOfAnotherLoaderWorksAndItsLoaderCanBeUnloaded() throws Exception {
    WeakReference<ClassLoader> loader = useFromAnotherLoader();
    for (int i = 0; i < 1000 && loader.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(loader.get()).isNull();
  }

  private static WeakReference<ClassLoader> useFromAnotherLoader() throws Exception {
    PluginLoader loader = new PluginLoader();
    ElementwiseActivation scaled = loader.scaled(4);
    assertThat(scaled.getClass()).isNotEqualTo(Scaled.class);
    Matrix z = Matrix.of(new double[] {2});
    Matrix a = Matrix.zeros(Precision.FLOAT64, 1, 1);
    scaled.forward(z, a, KERNELS);
    assertThat(a.get(0, 0)).isEqualTo(8);
    return new WeakReference<>(loader);
  }

  @ParameterizedTest
  @EnumSource
  void manyLoadedClassesAllocateNothing(Precision precision) throws Exception {
    ElementwiseActivation[] loaded = new ElementwiseActivation[20];
    for (int i = 0; i < loaded.length; i++) {
      loaded[i] = new PluginLoader().scaled(1 + i / 64.0);
    }
    Matrix z = strided(precision, 7, 9, 1);
    Matrix a = strided(precision, 7, 9, 1);
    Matrix g = strided(precision, 7, 9, 1);
    for (int i = 0; i < 500; i++) {
      passes(loaded, z, a, g);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 5; attempt++) {
      long before = threads.getThreadAllocatedBytes(id);
      for (int i = 0; i < 100; i++) {
        passes(loaded, z, a, g);
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
    }
    assertThat(least).as("bytes allocated by 4000 passes").isZero();
    assertThat(a.get(0, 0)).isEqualTo(loaded[loaded.length - 1].value(1));
  }

  private static void passes(ElementwiseActivation[] loaded, Matrix z, Matrix a, Matrix g) {
    for (ElementwiseActivation activation : loaded) {
      activation.forward(z, a, KERNELS);
      activation.backward(z, a, g, KERNELS);
    }
  }
}
