package org.nn4j.core.training;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Loss;
import org.nn4j.api.OutputLink;
import org.nn4j.api.TargetKind;
import org.nn4j.api.Task;
import org.nn4j.core.MisfitException;
import org.nn4j.core.network.Network;

/**
 * Finds outputs that train without an error but learn nothing, or far less than they could, which
 * the numbers alone do not reveal.
 */
public final class OutputCheck {
  private OutputCheck() {}

  /**
   * What is wrong, and what to do.
   *
   * @param ofLoss whether the loss is to be changed; else it is the network's last activation
   * @param message what to tell, without a place
   */
  public record Fault(boolean ofLoss, String message) {}

  /**
   * Returns what is wrong with the output of a network, for a loss and a task: an activation that
   * the loss applies itself; a softmax of one output, which is always 1, or of labels, which do not
   * exclude one another; or a loss over classes for a task without classes. Empty if all is well.
   *
   * @param task what the network is asked for, or null if nobody knows
   */
  public static Optional<Fault> fault(Network network, Loss loss, @Nullable Task task) {
    boolean distribution = loss.targetKind() == TargetKind.DISTRIBUTION;
    if (task == Task.REGRESSION && distribution && network.outputWidth() == 1) {
      return ofLoss(
          loss.shortExpression()
              + " compares classes, but the task is the regression of one value; use mse, or set"
              + " the task to classification");
    }
    if (task == Task.MULTI_LABEL && distribution) {
      return ofLoss(
          loss.shortExpression()
              + " compares classes that exclude one another, but the task is multi_label; use"
              + " binary_cross_entropy");
    }
    OutputLink link = network.outputLink();
    if (link != OutputLink.NONE && loss.appliedLink() != OutputLink.NONE) {
      boolean logarithms = loss.appliedLink() == OutputLink.EXPONENTIAL;
      return ofOutput(
          loss.shortExpression()
              + (logarithms
                  ? " reads logarithms"
                  : " applies " + function(loss.appliedLink()) + " itself")
              + ", so the network must not end in "
              + function(link)
              + "; end it in "
              + (logarithms ? "log_softmax" : "identity")
              + ", or use a loss that reads probabilities");
    }
    if (link == OutputLink.SOFTMAX && task == Task.MULTI_LABEL) {
      return ofOutput(
          "softmax shares a probability of 1 among the labels, which do not exclude one another;"
              + " use sigmoid");
    }
    if (link == OutputLink.SOFTMAX && network.outputWidth() == 1) {
      return ofOutput("softmax of a single output is always 1; use sigmoid or identity");
    }
    return Optional.empty();
  }

  private static Optional<Fault> ofLoss(String message) {
    return Optional.of(new Fault(true, message));
  }

  private static Optional<Fault> ofOutput(String message) {
    return Optional.of(new Fault(false, message));
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
   * @param task the task of the network, or null if unknown @throws MisfitException otherwise
   */
  public static void require(String operation, Network network, Loss loss, @Nullable Task task) {
    fault(network, loss, task)
        .ifPresent(
            fault -> {
              throw new MisfitException(operation + ": " + fault.message());
            });
  }
}
