package org.nn4j.testkit.check;

import java.util.List;
import org.nn4j.api.Activation;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.TrainableActivation;
import org.nn4j.core.layer.ActivationLayer;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.registry.Kind;

/** What every {@link Activation} promises. */
public final class ActivationChecks {
  private static final int WIDTH = 5;
  private static final double TOLERANCE = 1e-5;

  private final Activation activation;
  private final Kernels kernels;

  private ActivationChecks(Activation activation, Kernels kernels) {
    this.activation = activation;
    this.kernels = kernels;
  }

  /** Returns the checks of an activation. */
  public static List<Check> of(Activation activation, Setting setting) {
    CheckList list = new CheckList(Verifier.subject(activation));
    ComponentChecks.addTo(list, activation, Kind.ACTIVATION, setting);
    list.add(
        "comes back from a model file",
        () ->
            ModelFiles.check(
                Kind.ACTIVATION,
                activation,
                setting,
                List.of(new Dense(4, activation)),
                3,
                new Projection()));
    new ActivationDerivative(activation, setting.kernels()).addTo(list);
    new ActivationValues(activation, setting.kernels()).addTo(list);
    if (activation instanceof ElementwiseActivation elementwise) {
      new ElementwiseRanges(elementwise, setting.kernels()).addTo(list);
    }
    new ActivationChecks(activation, setting.kernels()).addCalls(list);
    if (activation instanceof TrainableActivation) {
      LayerChecks.addBehaviour(list, new ActivationLayer(activation), setting);
    }
    return list.toList();
  }

  private void addCalls(CheckList list) {
    CallChecks forward = new CallChecks("forward", this::forward);
    forward.addTo(list, true);
    forward.addRows(list);
    forward.addPrecision(list, TOLERANCE);
    CallChecks backward = new CallChecks("backward", this::backward);
    backward.addTo(list, true);
    backward.addRows(list);
    backward.addPrecision(list, TOLERANCE);
  }

  private Call forward(Precision precision, int rows, long seed) {
    Matrix z = Samples.normal(precision, rows, WIDTH, 3, seed);
    return new Call(
        List.of(Call.input("z", z), Call.output("a", z)),
        m -> {
          activation.forward(m.get(0), m.get(1), kernels);
          return 0;
        });
  }

  private Call backward(Precision precision, int rows, long seed) {
    Call forward = forward(precision, rows, seed);
    List<Matrix> done = forward.run().operands();
    return new Call(
        List.of(
            Call.input("z", done.get(0)),
            Call.input("a", done.get(1)),
            Call.changed("gradient", Samples.normal(precision, rows, WIDTH, 1, seed + 1000))),
        m -> {
          activation.backward(m.get(0), m.get(1), m.get(2), kernels);
          return 0;
        });
  }
}
