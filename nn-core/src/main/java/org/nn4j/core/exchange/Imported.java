package org.nn4j.core.exchange;

import java.util.List;
import org.nn4j.core.model.Model;

/**
 * A model that another program trained, as nn4j has it.
 *
 * @param model the model; without preprocessing, since such files hold none
 * @param told where each layer's parameters are from and what was done to them, for people
 */
public record Imported(Model model, List<String> told) {

  /** Copies the list. */
  public Imported {
    told = List.copyOf(told);
  }
}
