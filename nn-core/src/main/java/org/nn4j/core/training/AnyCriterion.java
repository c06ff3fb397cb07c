package org.nn4j.core.training;

import java.util.List;

/** Stops when one of several criteria does. */
record AnyCriterion(List<StopCriterion> criteria) implements StopCriterion {

  @Override
  public boolean reached(History history) {
    return criteria.stream().anyMatch(criterion -> criterion.reached(history));
  }

  @Override
  public String reason(History history) {
    return criteria.stream()
        .filter(criterion -> criterion.reached(history))
        .map(criterion -> criterion.reason(history))
        .findFirst()
        .orElseGet(() -> StopCriterion.super.reason(history));
  }

  @Override
  public void requireFit(EpochMetrics epochs) {
    criteria.forEach(criterion -> criterion.requireFit(epochs));
  }
}
