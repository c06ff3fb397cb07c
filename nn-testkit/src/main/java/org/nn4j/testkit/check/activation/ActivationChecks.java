package org.nn4j.testkit.check.activation;

import java.lang.reflect.Method;
import java.util.List;
import org.nn4j.api.Activation;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.Kernels;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.TrainableActivation;
import org.nn4j.core.layer.ActivationLayer;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Kind;
import org.nn4j.testkit.check.Check;
import org.nn4j.testkit.check.Setting;
import org.nn4j.testkit.check.layer.LayerChecks;
import org.nn4j.testkit.check.support.CallChecks;
import org.nn4j.testkit.check.support.CheckList;
import org.nn4j.testkit.check.support.ComponentChecks;
import org.nn4j.testkit.check.support.Expect;
import org.nn4j.testkit.check.support.LinearLoss;
import org.nn4j.testkit.check.support.MatrixCall;
import org.nn4j.testkit.check.support.ModelFiles;
import org.nn4j.testkit.check.support.TestMatrices;

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
    CheckList list = new CheckList(activation);
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
                new LinearLoss()));
    new ActivationDerivative(activation, setting.kernels()).addTo(list);
    new ActivationValues(activation, setting.kernels()).addTo(list);
    if (activation instanceof ElementwiseActivation elementwise) {
      new ElementwiseRanges(elementwise, setting.kernels()).addTo(list);
    }
    ActivationChecks checks = new ActivationChecks(activation, setting.kernels());
    checks.addCalls(list, !hasMemory(activation));
    if (hasMemory(activation)) {
      LayerChecks.addBehaviour(list, new ActivationLayer(activation), setting);
    }
    if (hasMemory(activation) && !(activation instanceof TrainableActivation)) {
      list.add("what bind returns predicts what forward computes", checks::boundPredictsTheSame);
    }
    return list.toList();
  }

  /** Whether the activation allocates memory of its own when it is bound, and not in its calls. */
  private static boolean hasMemory(Activation activation) {
    try {
      Method bind = activation.getClass().getMethod("bind", LayerContext.class);
      return bind.getDeclaringClass() != Activation.class;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(activation.getClass() + " has lost a method", e);
    }
  }

  private void boundPredictsTheSame() {
    for (Precision precision : Precision.values()) {
      MatrixCall.Result called = forward(precision, 7, 1).run();
      Network network =
          new Network(List.of(new ActivationLayer(activation)), WIDTH, precision, 1, kernels);
      Expect.bits(
          "a bound activation predicts the bits of forward",
          precision.id() + ", 7 rows, seed 1",
          called.operands().get(1),
          network.predict(called.operands().get(0)));
    }
  }

  private void addCalls(CheckList list, boolean allocationCounts) {
    CallChecks forward = new CallChecks("forward", this::forward);
    forward.addTo(list, allocationCounts);
    forward.addRows(list);
    forward.addPrecision(list, TOLERANCE);
    CallChecks backward = new CallChecks("backward", this::backward);
    backward.addTo(list, allocationCounts);
    backward.addRows(list);
    backward.addPrecision(list, TOLERANCE);
  }

  private MatrixCall forward(Precision precision, int rows, long seed) {
    Matrix z = TestMatrices.normal(precision, rows, WIDTH, 3, seed);
    return new MatrixCall(
        List.of(MatrixCall.input("z", z), MatrixCall.output("a", z)),
        m -> {
          activation.forward(m.get(0), m.get(1), kernels);
          return 0;
        });
  }

  private MatrixCall backward(Precision precision, int rows, long seed) {
    MatrixCall forward = forward(precision, rows, seed);
    List<Matrix> done = forward.run().operands();
    return new MatrixCall(
        List.of(
            MatrixCall.input("z", done.get(0)),
            MatrixCall.input("a", done.get(1)),
            MatrixCall.changed(
                "gradient", TestMatrices.normal(precision, rows, WIDTH, 1, seed + 1000))),
        m -> {
          activation.backward(m.get(0), m.get(1), m.get(2), kernels);
          return 0;
        });
  }
}
