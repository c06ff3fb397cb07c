package org.nn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Optimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;

/**
 * The optimizers against the formulas of their Javadoc, one parameter in float64, with every
 * hyper-parameter far enough from its default to matter.
 */
class OptimizerFormulaTest {
  private static final double[] GRADIENTS = {
    0, 0.5, -2, 0.1, 0.1, 0, 3, -0.7, 0.01, -4, 0.25, 0.75
  };

  /** One step: returns the next θ and overwrites the slots. */
  private interface Formula {
    double step(double theta, double g, double[] slots, int t);
  }

  static Stream<Arguments> formulas() {
    return Stream.of(
        of("sgd(lr=0.1,weight_decay=0.3)", (theta, g, s, t) -> theta - 0.1 * (g + 0.3 * theta)),
        of(
            "sgd(lr=0.1,momentum=0.6,dampening=0.25,weight_decay=0.3)",
            (theta, g, s, t) -> {
              double d = g + 0.3 * theta;
              s[0] = t == 1 ? d : 0.6 * s[0] + 0.75 * d;
              return theta - 0.1 * s[0];
            }),
        of(
            "sgd(lr=0.1,momentum=0.6,nesterov=true,weight_decay=0.3)",
            (theta, g, s, t) -> {
              double d = g + 0.3 * theta;
              s[0] = 0.6 * s[0] + d;
              return theta - 0.1 * (d + 0.6 * s[0]);
            }),
        of(
            "adagrad(lr=0.1,lr_decay=0.2,weight_decay=0.3,initial_accumulator=0.5,eps=0.05)",
            (theta, g, s, t) -> {
              double d = g + 0.3 * theta;
              s[0] = (t == 1 ? 0.5 : s[0]) + d * d;
              return theta - 0.1 / (1 + (t - 1) * 0.2) * d / (Math.sqrt(s[0]) + 0.05);
            }),
        of("rmsprop(lr=0.1,alpha=0.8,eps=0.05,weight_decay=0.3)", rmsprop(0, false)),
        of("rmsprop(lr=0.1,alpha=0.8,eps=0.05,weight_decay=0.3,momentum=0.6)", rmsprop(0.6, false)),
        of("rmsprop(lr=0.1,alpha=0.8,eps=0.05,weight_decay=0.3,centered=true)", rmsprop(0, true)),
        of(
            "rmsprop(lr=0.1,alpha=0.8,eps=0.05,weight_decay=0.3,momentum=0.6,centered=true)",
            rmsprop(0.6, true)),
        of(
            "adadelta(lr=0.5,rho=0.8,eps=0.05,weight_decay=0.3)",
            (theta, g, s, t) -> {
              double d = g + 0.3 * theta;
              s[0] = 0.8 * s[0] + 0.2 * d * d;
              double x = Math.sqrt(s[1] + 0.05) / Math.sqrt(s[0] + 0.05) * d;
              s[1] = 0.8 * s[1] + 0.2 * x * x;
              return theta - 0.5 * x;
            }),
        of("adam(lr=0.1,beta1=0.6,beta2=0.8,eps=0.05,weight_decay=0.3)", adam(0.3, 0, false)),
        of(
            "adam(lr=0.1,beta1=0.6,beta2=0.8,eps=0.05,weight_decay=0.3,amsgrad=true)",
            adam(0.3, 0, true)),
        of("adamw(lr=0.1,beta1=0.6,beta2=0.8,eps=0.05,weight_decay=0.3)", adam(0, 0.3, false)),
        of(
            "adamw(lr=0.1,beta1=0.6,beta2=0.8,eps=0.05,weight_decay=0.3,amsgrad=true)",
            adam(0, 0.3, true)),
        of(
            "adamax(lr=0.1,beta1=0.6,beta2=0.8,eps=0.05,weight_decay=0.3)",
            (theta, g, s, t) -> {
              double d = g + 0.3 * theta;
              s[0] = 0.6 * s[0] + 0.4 * d;
              s[1] = Math.max(0.8 * s[1], Math.abs(d) + 0.05);
              return theta - 0.1 / (1 - Math.pow(0.6, t)) * s[0] / s[1];
            }),
        of(
            "nadam(lr=0.1,beta1=0.6,beta2=0.8,eps=0.05,weight_decay=0.3,momentum_decay=0.7)",
            (theta, g, s, t) -> {
              moments(theta, g, s, 0.3);
              double product = 1;
              for (int i = 1; i <= t; i++) {
                product *= mu(i);
              }
              double direction =
                  (1 - mu(t)) / (1 - product) * (g + 0.3 * theta)
                      + mu(t + 1) / (1 - product * mu(t) * mu(t + 1)) * s[0];
              return theta - 0.1 * direction / (Math.sqrt(s[1] / (1 - Math.pow(0.8, t))) + 0.05);
            }),
        of(
            "radam(lr=0.1,beta1=0.6,beta2=0.8,eps=0.05,weight_decay=0.3)",
            (theta, g, s, t) -> {
              moments(theta, g, s, 0.3);
              double change = 0.1 * s[0] / (1 - Math.pow(0.6, t));
              double limit = 2 / (1 - 0.8) - 1; // 9: trusted from the seventh step on
              double rho = limit - 2 * t * Math.pow(0.8, t) / (1 - Math.pow(0.8, t));
              if (rho <= 5) {
                return theta - change;
              }
              double r =
                  Math.sqrt((rho - 4) * (rho - 2) * limit / ((limit - 4) * (limit - 2) * rho));
              return theta
                  - change * r * Math.sqrt(1 - Math.pow(0.8, t)) / (Math.sqrt(s[1]) + 0.05);
            }),
        of(
            "rprop(lr=0.1,eta_minus=0.4,eta_plus=1.5,step_min=0.05,step_max=0.2)",
            (theta, g, s, t) -> {
              double size = t == 1 ? 0.1 : s[1];
              double d = g;
              if (g * s[0] > 0) {
                size = Math.min(size * 1.5, 0.2);
              } else if (g * s[0] < 0) {
                size = Math.max(size * 0.4, 0.05);
                d = 0;
              }
              s[0] = d;
              s[1] = size;
              return theta - Math.signum(d) * size;
            }),
        of(
            "adabelief(lr=0.1,beta1=0.6,beta2=0.8,eps=0.05,weight_decay=0.3)",
            (theta, g, s, t) -> {
              s[0] = 0.6 * s[0] + 0.4 * g;
              s[1] = 0.8 * s[1] + 0.2 * (g - s[0]) * (g - s[0]) + 0.05;
              double root = Math.sqrt(s[1] / (1 - Math.pow(0.8, t)));
              return (1 - 0.1 * 0.3) * theta - 0.1 * s[0] / (1 - Math.pow(0.6, t)) / (root + 0.05);
            }),
        of(
            "ftrl(lr=0.1,beta=0.4,l1=0.5,l2=0.3,initial_accumulator=0.2)",
            (theta, g, s, t) -> {
              double n = t == 1 ? 0.2 : s[0];
              double z =
                  t == 1
                      ? -theta * ((0.4 + Math.sqrt(n)) / 0.1 + 0.3) - 0.5 * Math.signum(theta)
                      : s[1];
              s[0] = n + g * g;
              s[1] = z + g - (Math.sqrt(s[0]) - Math.sqrt(n)) / 0.1 * theta;
              if (g == 0) {
                return theta;
              }
              return Math.abs(s[1]) <= 0.5
                  ? 0
                  : -(s[1] - 0.5 * Math.signum(s[1])) / ((0.4 + Math.sqrt(s[0])) / 0.1 + 0.3);
            }),
        of(
            "lookahead(k=3,alpha=0.25)",
            (theta, g, s, t) -> {
              double start = t == 1 ? theta : s[2];
              moments(s, g, 0.9, 0.999);
              double root = Math.sqrt(s[1] / (1 - Math.pow(0.999, t)));
              double fast = theta - 0.001 * s[0] / (1 - Math.pow(0.9, t)) / (root + 1e-8);
              s[2] = t % 3 == 0 ? start + 0.25 * (fast - start) : start;
              return t % 3 == 0 ? s[2] : fast;
            }),
        of(
            "lion(lr=0.1,beta1=0.6,beta2=0.8,weight_decay=0.3)",
            (theta, g, s, t) -> {
              double c = 0.6 * s[0] + 0.4 * g;
              s[0] = 0.8 * s[0] + 0.2 * g;
              return theta - 0.1 * (Math.signum(c) + 0.3 * theta);
            }));
  }

  private static Arguments of(String expression, Formula formula) {
    return arguments(expression, formula);
  }

  private static Formula rmsprop(double momentum, boolean centered) {
    return (theta, g, s, t) -> {
      double d = g + 0.3 * theta;
      s[0] = 0.8 * s[0] + 0.2 * d * d;
      double square = s[0];
      if (centered) {
        s[1] = 0.8 * s[1] + 0.2 * d;
        square -= s[1] * s[1];
      }
      double step = d / (Math.sqrt(square) + 0.05);
      if (momentum == 0) {
        return theta - 0.1 * step;
      }
      int b = centered ? 2 : 1;
      s[b] = momentum * s[b] + step;
      return theta - 0.1 * s[b];
    };
  }

  private static Formula adam(double coupled, double decoupled, boolean amsgrad) {
    return (theta, g, s, t) -> {
      moments(theta, g, s, coupled);
      double square = s[1];
      if (amsgrad) {
        s[2] = Math.max(s[2], square);
        square = s[2];
      }
      double root = Math.sqrt(square / (1 - Math.pow(0.8, t)));
      return (1 - 0.1 * decoupled) * theta - 0.1 * s[0] / (1 - Math.pow(0.6, t)) / (root + 0.05);
    };
  }

  /** The running means with β₁ = 0.6 and β₂ = 0.8. */
  private static void moments(double theta, double g, double[] s, double weightDecay) {
    double d = g + weightDecay * theta;
    s[0] = 0.6 * s[0] + 0.4 * d;
    s[1] = 0.8 * s[1] + 0.2 * d * d;
  }

  private static void moments(double[] s, double g, double beta1, double beta2) {
    s[0] = beta1 * s[0] + (1 - beta1) * g;
    s[1] = beta2 * s[1] + (1 - beta2) * g * g;
  }

  /** Nadam's μ with β₁ = 0.6 and a momentum decay of 0.7. */
  private static double mu(int t) {
    return 0.6 * (1 - 0.5 * Math.pow(0.96, t * 0.7));
  }

  @ParameterizedTest
  @MethodSource("formulas")
  void followsItsFormula(String expression, Formula formula) {
    Optimizer optimizer = Parts.optimizer(expression);
    for (Precision precision : Precision.values()) {
      double tolerance = precision == Precision.FLOAT32 ? 3e-6 : 1e-14;
      Matrix parameter = Matrix.zeros(precision, 1, 1);
      parameter.fill(1.5);
      Matrix gradient = Matrix.zeros(precision, 1, 1);
      OptimizerState state = new OptimizerState(optimizer, precision, 1);
      double theta = 1.5;
      double[] slots = new double[optimizer.stateSlots()];
      for (int t = 1; t <= GRADIENTS.length; t++) {
        theta = formula.step(theta, GRADIENTS[t - 1], slots, t);
        gradient.fill(GRADIENTS[t - 1]);
        optimizer.beginStep(state, optimizer.lr(), t);
        optimizer.update(parameter, gradient, state, 0, 1, optimizer.lr(), t);
        assertThat(parameter.get(0, 0))
            .as("θ after step %d", t)
            .isCloseTo(theta, within(tolerance));
        for (int slot = 0; slot < slots.length; slot++) {
          assertThat(state.slot(slot).get(0, 0))
              .as("slot %d after step %d", slot, t)
              .isCloseTo(slots[slot], within(tolerance * Math.max(1, Math.abs(slots[slot]))));
        }
      }
    }
  }
}
