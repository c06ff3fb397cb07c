package org.nn4j.api;

import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** A rule for the initial values of a parameter. */
public interface Initializer extends Component {

  /**
   * Fills a parameter.
   *
   * @param weights n_in×n_out, overwritten in row order
   * @param fanIn the number of inputs that feed one output
   * @param fanOut the number of outputs that one input feeds
   * @param random the stream to draw from; its {@code nextDouble} and {@code nextGaussian} are the
   *     same on every JVM
   */
  void fill(Matrix weights, int fanIn, int fanOut, RandomGenerator random);

  /**
   * Returns one of nn4j's own initializers with its defaults, for layers of plug-ins, which see
   * nn-api alone: {@code Initializer.named("glorot_uniform")}. {@link #with} gives it other
   * parameters.
   *
   * @param name its name, such as {@code zeros}
   * @throws IllegalArgumentException if nn4j has no initializer of that name
   */
  static Initializer named(String name) {
    TreeMap<String, Initializer> own = new TreeMap<>();
    ServiceLoader.load(Initializer.class, Initializer.class.getClassLoader()).stream()
        .filter(provider -> provider.type().getName().startsWith("org.nn4j."))
        .map(ServiceLoader.Provider::get)
        .forEach(initializer -> own.put(initializer.name(), initializer));
    Initializer found = own.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "nn4j has no initializer '"
              + name
              + "'; "
              + (own.isEmpty()
                  ? "none is on the path, add nn-core"
                  : "there are: " + String.join(", ", own.keySet())));
    }
    return found;
  }

  @Override
  default Initializer with(Parameters changes) {
    return (Initializer) RecordParameters.rebuild(this, changes);
  }
}
