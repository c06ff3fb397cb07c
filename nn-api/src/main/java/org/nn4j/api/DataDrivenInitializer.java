package org.nn4j.api;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An initializer of a layer's weights that looks at data before training begins, and may set the
 * bias too. {@link #fill} gives values that will do where there are no data, in a gradient check
 * say.
 */
public interface DataDrivenInitializer extends Initializer {

  /**
   * Sets the weights and the bias of a layer Z = X·W + 1·bᵀ by a sample of its inputs. Called once,
   * after {@link #fill}; may allocate. It must give the same bits for all kernels, so it computes
   * sums in a fixed order.
   *
   * @param sample X, the layer's inputs of some training rows, N×n_in; not changed
   * @param weights W, n_in×n_out as {@link #fill} left it, changed in place
   * @param bias b, 1×n_out, changed in place, or null for a layer without
   * @param preActivations memory for Z, N×n_out, overwritten
   * @param kernels what to compute products with
   * @param random the layer's stream
   */
  void adapt(
      Matrix sample,
      Matrix weights,
      @Nullable Matrix bias,
      Matrix preActivations,
      Kernels kernels,
      RandomGenerator random);
}
