package org.nn4j.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a model; parts that were not asked for are empty.
 *
 * @param model what the model is, in a line
 * @param output what is explained
 * @param importance which columns matter, or null
 * @param dependences how predictions follow columns
 * @param interactions which columns act together
 * @param pairs how predictions follow two columns
 * @param attributions what columns add in single rows
 */
public record Explanation(
    String model,
    ExplainedOutput output,
    @Nullable PermutationImportance importance,
    List<PartialDependence> dependences,
    List<Interaction> interactions,
    List<PairDependence> pairs,
    List<Attribution> attributions) {

  /** Copies the lists. */
  public Explanation {
    dependences = List.copyOf(dependences);
    interactions = List.copyOf(interactions);
    pairs = List.copyOf(pairs);
    attributions = List.copyOf(attributions);
  }
}
