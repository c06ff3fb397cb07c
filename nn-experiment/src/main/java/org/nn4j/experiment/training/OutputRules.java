package org.nn4j.experiment.training;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Activation;
import org.nn4j.api.Layer;
import org.nn4j.api.Loss;
import org.nn4j.api.OutputLink;
import org.nn4j.api.TargetKind;
import org.nn4j.api.Task;
import org.nn4j.core.layer.ActivationLayer;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.network.Network;
import org.nn4j.experiment.config.NetworkSettings;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;

/**
 * Refuses combinations of output and loss that train without an error and learn nothing, or far
 * less than they could, which the numbers alone do not show.
 */
final class OutputRules {
  private OutputRules() {}

  /**
   * Checks that what a network ends in is what the loss reads.
   *
   * @throws org.nn4j.core.InputException if it is not, with the place of the setting at fault
   */
  static void check(Settings settings, Task task, Network network, Loss loss) {
    if (task == Task.REGRESSION
        && loss.targetKind() == TargetKind.DISTRIBUTION
        && network.outputWidth() == 1) {
      throw settings.fault(
          TrainingSettings.LOSS,
          loss.name()
              + " compares classes, but the task is the regression of one value; use mse, or set"
              + " the task to classification");
    }
    if (task == Task.MULTI_LABEL && loss.targetKind() == TargetKind.DISTRIBUTION) {
      throw settings.fault(
          TrainingSettings.LOSS,
          loss.name()
              + " compares classes that exclude one another, but the task is multi_label; use"
              + " binary_cross_entropy");
    }
    OutputLink link = link(network.layers());
    if (link != OutputLink.NONE && loss.appliedLink() != OutputLink.NONE) {
      throw settings.fault(
          NetworkSettings.OUTPUT,
          loss.name()
              + (loss.appliedLink() == OutputLink.EXPONENTIAL
                  ? " reads logarithms"
                  : " applies " + function(loss.appliedLink()) + " itself")
              + ", so the network must not end in "
              + function(link)
              + "; end it in "
              + (loss.appliedLink() == OutputLink.EXPONENTIAL ? "log_softmax" : "identity")
              + ", or use a loss that reads probabilities");
    }
    if (link == OutputLink.SOFTMAX && task == Task.MULTI_LABEL) {
      throw settings.fault(
          NetworkSettings.OUTPUT,
          "softmax shares a probability of 1 among the labels, which do not exclude one another;"
              + " use sigmoid");
    }
    if (link == OutputLink.SOFTMAX && network.outputWidth() == 1) {
      throw settings.fault(
          NetworkSettings.OUTPUT,
          "softmax of a single output is always 1; use sigmoid or identity");
    }
  }

  private static OutputLink link(List<Layer> layers) {
    Layer last = layers.get(layers.size() - 1);
    @Nullable Activation activation =
        last instanceof Dense dense
            ? dense.activation()
            : last instanceof ActivationLayer layer ? layer.function() : null;
    return activation == null ? OutputLink.NONE : activation.link();
  }

  private static String function(OutputLink link) {
    return switch (link) {
      case NONE -> "identity";
      case LOGISTIC -> "sigmoid";
      case SOFTMAX -> "softmax";
      case EXPONENTIAL -> "an exponential function";
    };
  }
}
