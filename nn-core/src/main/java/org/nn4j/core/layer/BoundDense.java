package org.nn4j.core.layer;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.DataDrivenInitializer;
import org.nn4j.api.Kernels;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.api.Parameter;
import org.nn4j.core.activation.KernelActivation;

/**
 * {@link Dense} with its memory.
 *
 * <p>Where σ is the kernels' own, they compute it together with the product before it, and its
 * derivative together with the products of the dense layer that follows directly: while what they
 * have just computed is near, and in one go among threads.
 */
final class BoundDense implements BoundLayer, BoundLayer.LinkedOutput {
  private final Kernels kernels;
  private final Parameter weight;
  private final boolean useBias;
  private final @Nullable DataDrivenInitializer initializer;
  private final @Nullable RandomGenerator random;

  /** b, or zeros for a layer without. */
  private final Matrix bias;

  private final Matrix biasGradient;
  private final ActivationUnit activation;
  private final @Nullable KernelActivation ofKernels;
  private final BatchBuffer preActivations;
  private final BatchBuffer outputs;
  private final @Nullable BatchBuffer inputGradients;
  private Matrix input;
  private Matrix z;
  private Matrix a;
  private @Nullable BoundDense previous;
  private boolean followed;

  BoundDense(Dense definition, LayerContext context) {
    this.kernels = context.kernels();
    this.weight = context.parameter("weight");
    this.useBias = definition.useBias();
    this.initializer =
        definition.initializer() instanceof DataDrivenInitializer driven ? driven : null;
    this.random = initializer == null ? null : context.random();
    if (useBias) {
      Parameter own = context.parameter("bias");
      this.bias = own.value();
      this.biasGradient =
          context.training() ? own.gradient() : Matrix.zeros(context.precision(), 0, 0);
    } else {
      this.bias = Matrix.zeros(context.precision(), 1, definition.units());
      this.biasGradient = Matrix.zeros(context.precision(), 1, definition.units());
    }
    this.activation = new ActivationUnit(definition.activation(), context, definition.units());
    this.ofKernels = activation.ofKernels();
    this.preActivations = Buffers.batch(context, definition.units());
    this.outputs =
        activation.isIdentity() ? preActivations : Buffers.batch(context, definition.units());
    this.inputGradients = Buffers.inputGradient(context);
    this.input = Matrix.zeros(context.precision(), 0, context.inputWidth());
    this.z = preActivations.rows(0);
    this.a = outputs.rows(0);
  }

  /**
   * Takes over the layer before, whose output is this one's input and goes nowhere else: from now
   * on this layer's backward pass returns ∂L/∂Z of that one, if the kernels can do so.
   */
  void follow(BoundDense before) {
    if (before.ofKernels != null && inputGradients != null) {
      previous = before;
      before.followed = true;
    }
  }

  @Override
  public boolean adapts() {
    return initializer != null;
  }

  @Override
  public void adapt(Matrix sample) {
    if (initializer != null && random != null) {
      initializer.adapt(
          sample,
          weight.value(),
          useBias ? bias : null,
          preActivations.rows(sample.rows()),
          kernels,
          random);
    }
  }

  @Override
  public Matrix forward(Matrix newInput, boolean training) {
    use(newInput);
    KernelActivation sigma = ofKernels;
    if (sigma != null) {
      kernels.affine(newInput, weight.value(), bias, sigma.function(), sigma.alpha(), z, a);
    } else {
      kernels.affine(newInput, weight.value(), bias, z);
      activation.forward(z, a, training);
    }
    return a;
  }

  @Override
  public void forwardToLink(Matrix newInput, boolean training) {
    use(newInput);
    kernels.affine(newInput, weight.value(), bias, z);
  }

  private void use(Matrix newInput) {
    input = newInput;
    z = preActivations.rows(newInput.rows());
    a = outputs.rows(newInput.rows());
  }

  @Override
  public @Nullable Matrix backward(Matrix gradient) {
    if (!followed) {
      activation.backward(z, a, gradient);
    }
    return backwardFromPreActivation(gradient);
  }

  /** Computes (E2) and (E3), and (E4) where it is needed. */
  private @Nullable Matrix backwardFromPreActivation(Matrix delta) {
    if (inputGradients == null) {
      kernels.weightGradient(input, delta, weight.gradient(), biasGradient);
      return null;
    }
    Matrix inputGradient = inputGradients.rows(delta.rows());
    BoundDense before = previous;
    KernelActivation sigma = before == null ? null : before.ofKernels;
    if (before != null && sigma != null) {
      kernels.affineGradient(
          input,
          delta,
          weight.value(),
          weight.gradient(),
          biasGradient,
          sigma.function(),
          sigma.alpha(),
          before.z,
          inputGradient);
    } else {
      kernels.affineGradient(
          input, delta, weight.value(), weight.gradient(), biasGradient, inputGradient);
    }
    return inputGradient;
  }

  @Override
  public LinkedOutput linkedOutput() {
    return this;
  }

  @Override
  public OutputLink link() {
    return activation.link();
  }

  @Override
  public Matrix preActivation() {
    return z;
  }

  @Override
  public @Nullable Matrix backwardFromLink(Matrix gradient) {
    return backwardFromPreActivation(gradient);
  }
}
