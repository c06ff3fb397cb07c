package org.nn4j.core.network;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Kernels;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.Parameter;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;

/** Binds layers to a store; bound parameters are made once, so that looking one up is cheap. */
final class BindingContext implements LayerContext {
  private final Shared shared;
  private final String prefix;
  private final int inputWidth;
  private final boolean needsInputGradient;
  private final Map<String, Parameter> parameters = new HashMap<>();

  /** What all contexts of one bound network have in common. */
  record Shared(
      ParameterStore store,
      @Nullable Matrix gradients,
      Kernels kernels,
      int maxRows,
      RandomStreams streams) {}

  BindingContext(Shared shared, String prefix, int inputWidth, boolean needsInputGradient) {
    this.shared = shared;
    this.prefix = prefix;
    this.inputWidth = inputWidth;
    this.needsInputGradient = needsInputGradient;
  }

  @Override
  public int inputWidth() {
    return inputWidth;
  }

  @Override
  public int maxRows() {
    return shared.maxRows();
  }

  @Override
  public Precision precision() {
    return shared.store().precision();
  }

  @Override
  public Kernels kernels() {
    return shared.kernels();
  }

  @Override
  public boolean training() {
    return shared.gradients() != null;
  }

  @Override
  public boolean needsInputGradient() {
    return needsInputGradient;
  }

  @Override
  public Parameter parameter(String name) {
    Parameter known = parameters.get(name);
    if (known == null) {
      known = bind(prefix + name);
      parameters.put(name, known);
    }
    return known;
  }

  private Parameter bind(String name) {
    ParameterStore store = shared.store();
    ParameterSpec spec = store.spec(name);
    Matrix gradients = shared.gradients();
    return new Parameter(
        spec,
        store.value(name),
        gradients == null || !spec.trainable() ? null : store.part(gradients, name));
  }

  @Override
  public RandomGenerator random() {
    return shared.streams().stream(prefix);
  }

  @Override
  public LayerContext child(String childPrefix, int childWidth, boolean childNeedsGradient) {
    return new BindingContext(shared, prefix + childPrefix, childWidth, childNeedsGradient);
  }
}
