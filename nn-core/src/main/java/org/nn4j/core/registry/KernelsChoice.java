package org.nn4j.core.registry;

import java.util.List;
import org.nn4j.api.Kernels;

/**
 * The kernels of this run.
 *
 * @param kernels the kernels
 * @param name the name by which they are asked for
 * @param reasons why they were taken and the others not, a line each
 */
public record KernelsChoice(Kernels kernels, String name, List<String> reasons) {
  /** Copies the list. */
  public KernelsChoice {
    reasons = List.copyOf(reasons);
  }
}
