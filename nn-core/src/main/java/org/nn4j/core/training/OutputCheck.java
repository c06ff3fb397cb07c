package org.nn4j.core.training;

import java.util.Optional;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Loss;
import org.nn4j.api.OutputLink;
import org.nn4j.core.network.Network;

/**
 * Finds outputs that train without an error and learn nothing, or far less than they could: what
 * numbers alone do not give away.
 */
public final class OutputCheck {
  private OutputCheck() {}

  /**
   * Returns what is wrong with a network's last activation for a loss, and what to do: it is
   * applied twice, or is a softmax of one output, which is always 1. Nothing if all is well.
   */
  public static Optional<String> fault(Network network, Loss loss) {
    BoundLayer.LinkedOutput linked = network.bindForPrediction(1).linkedOutput();
    OutputLink link = linked == null ? OutputLink.NONE : linked.link();
    if (link != OutputLink.NONE && loss.appliedLink() != OutputLink.NONE) {
      boolean logarithms = loss.appliedLink() == OutputLink.EXPONENTIAL;
      return Optional.of(
          loss.name()
              + (logarithms
                  ? " reads logarithms"
                  : " applies " + function(loss.appliedLink()) + " itself")
              + ", so the network must not end in "
              + function(link)
              + "; end it in "
              + (logarithms ? "log_softmax" : "identity")
              + ", or use a loss that reads probabilities");
    }
    if (link == OutputLink.SOFTMAX && network.outputWidth() == 1) {
      return Optional.of("softmax of a single output is always 1; use sigmoid or identity");
    }
    return Optional.empty();
  }

  private static String function(OutputLink link) {
    return switch (link) {
      case NONE -> "identity";
      case LOGISTIC -> "sigmoid";
      case SOFTMAX -> "softmax";
      case EXPONENTIAL -> "an exponential function";
    };
  }

  /**
   * Requires that nothing is wrong.
   *
   * @param operation what is about to be done, for the message
   * @throws MisfitException otherwise
   */
  static void require(String operation, Network network, Loss loss) {
    fault(network, loss)
        .ifPresent(
            fault -> {
              throw new MisfitException(operation + ": " + fault);
            });
  }
}
