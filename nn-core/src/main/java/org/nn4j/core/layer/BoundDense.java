package org.nn4j.core.layer;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Kernels;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.api.Parameter;

/** {@link Dense} with its memory. */
final class BoundDense implements BoundLayer, BoundLayer.LinkedOutput {
  private final Kernels kernels;
  private final Parameter weight;
  private final Parameter bias;
  private final ActivationUnit activation;
  private final BatchBuffer preActivations;
  private final BatchBuffer outputs;
  private final @Nullable BatchBuffer inputGradients;
  private Matrix input;
  private Matrix z;
  private Matrix a;

  BoundDense(Dense definition, LayerContext context) {
    this.kernels = context.kernels();
    this.weight = context.parameter("weight");
    this.bias = context.parameter("bias");
    this.activation = new ActivationUnit(definition.activation(), context, definition.units());
    this.preActivations = Buffers.batch(context, definition.units());
    this.outputs =
        activation.isIdentity() ? preActivations : Buffers.batch(context, definition.units());
    this.inputGradients = Buffers.inputGradient(context);
    this.input = Matrix.zeros(context.precision(), 0, context.inputWidth());
    this.z = preActivations.rows(0);
    this.a = outputs.rows(0);
  }

  @Override
  public Matrix forward(Matrix newInput, boolean training) {
    input = newInput;
    z = preActivations.rows(newInput.rows());
    a = outputs.rows(newInput.rows());
    kernels.affine(newInput, weight.value(), bias.value(), z);
    activation.forward(z, a);
    return a;
  }

  @Override
  public @Nullable Matrix backward(Matrix gradient) {
    activation.backward(z, a, gradient);
    return backwardFromPreActivation(gradient);
  }

  private @Nullable Matrix backwardFromPreActivation(Matrix delta) {
    kernels.weightGradient(input, delta, weight.gradient(), bias.gradient()); // (E2), (E3)
    if (inputGradients == null) {
      return null;
    }
    Matrix inputGradient = inputGradients.rows(delta.rows());
    kernels.inputGradient(delta, weight.value(), inputGradient); // (E4), the product
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
