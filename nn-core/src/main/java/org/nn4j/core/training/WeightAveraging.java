package org.nn4j.core.training;

import org.nn4j.api.Checks;
import org.nn4j.api.Component;
import org.nn4j.core.InputException;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.ComponentExpression;
import org.nn4j.core.text.Names;

/**
 * A running average of a network's parameters, which generalizes better than where the last steps
 * happened to lead (Polyak and Juditsky, "Acceleration of stochastic approximation by averaging",
 * 1992).
 *
 * <p>Training goes on from the parameters as they are; epochs are evaluated, the best of them is
 * kept and the run ends with the average. So validation losses and metrics are those of the
 * average, training losses those of the steps. Statistics, batch_norm's say, are averaged in the
 * same way: they are those of the networks that were averaged, not recomputed for the average as
 * PyTorch's {@code update_bn} does.
 */
public sealed interface WeightAveraging extends Component {

  /**
   * The exponential moving average over the steps, with the correction for its start that Adam's
   * moments have: θ̄ ← θ̄ + (1 − d)/(1 − dᵗ)·(θ − θ̄) after step t.
   *
   * @param decay d, in [0, 1); 0.999 by default, an average over about the last thousand steps
   */
  record Ema(double decay) implements WeightAveraging {
    /** Averages over about a thousand steps. */
    public Ema() {
      this(0.999);
    }

    /**
     * Checks the decay.
     *
     * @throws IllegalArgumentException unless it is in [0, 1)
     */
    public Ema {
      Checks.inRange("decay", decay, 0, 1);
    }

    @Override
    public String name() {
      return "ema";
    }

    @Override
    public String description() {
      return "exponential moving average over steps";
    }
  }

  /**
   * Stochastic weight averaging: the mean of the parameters at the ends of the last epochs, θ̄ ← θ̄
   * + (θ − θ̄)/n after the n-th of them (Izmailov et al., "Averaging weights leads to wider optima
   * and better generalization", 2018). Until it starts the parameters are as they are.
   *
   * @param start the part of the planned epochs after which it starts, in [0, 1); 0.75 by default,
   *     as in the paper
   */
  record Swa(double start) implements WeightAveraging {
    /** Averages over the last quarter of the epochs. */
    public Swa() {
      this(0.75);
    }

    /**
     * Checks the start.
     *
     * @throws IllegalArgumentException unless it is in [0, 1)
     */
    public Swa {
      Checks.inRange("start", start, 0, 1);
    }

    @Override
    public String name() {
      return "swa";
    }

    @Override
    public String description() {
      return "mean over the last epochs";
    }
  }

  /**
   * Reads {@code ema(decay=0.999)} or {@code swa(start=0.75)}.
   *
   * @throws InputException if the grammar, the name or a parameter is wrong
   */
  static WeightAveraging parse(String text) {
    ComponentExpression expression = ComponentExpression.parse(text);
    WeightAveraging kind =
        switch (Names.fold(expression.name())) {
          case "ema" -> new Ema();
          case "swa" -> new Swa();
          default ->
              throw new InputException(
                  "weight averaging must be ema or swa but is " + Names.quote(expression.name()));
        };
    return Catalog.of().configure(kind, expression);
  }
}
