package org.nn4j.core.training.objective;

import org.nn4j.api.Loss;
import org.nn4j.core.MisfitException;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.network.Network;

/** Checks that a data set, a network and a loss fit one another, before anything is computed. */
public final class DataFit {
  private DataFit() {}

  /**
   * Requires samples, and widths that are equal where data and network meet.
   *
   * @param operation what is about to be done, for the message
   * @throws MisfitException otherwise
   */
  public static void require(String operation, Network network, Loss loss, Dataset data) {
    require(operation, network, loss, data, true);
  }

  /**
   * Requires the same, but samples only if asked to.
   *
   * @param filled whether there must be a sample
   * @throws MisfitException otherwise
   */
  public static void require(
      String operation, Network network, Loss loss, Dataset data, boolean filled) {
    if (filled && data.size() == 0) {
      throw new MisfitException(operation + ": the data set is empty; it must have a sample");
    }
    if (data.featureWidth() != network.inputWidth()) {
      throw new MisfitException(
          operation
              + ": the data have "
              + data.featureWidth()
              + " features but the network has "
              + network.inputWidth()
              + " inputs; they must be equal");
    }
    try {
      loss.requireShapes(network.outputWidth(), data.targetWidth());
    } catch (IllegalArgumentException e) {
      throw new MisfitException(String.valueOf(e.getMessage()), e);
    }
  }
}
