package org.nn4j.core.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.core.InputException;

/**
 * What must be the same for a run to go on: whatever of the plan and the data moves the parameters.
 * The number of epochs and when to stop may change.
 */
record PlanState(TrainingPlan plan, int samples, boolean weighted, double meanWeight)
    implements Stateful {
  private static final String PREFIX = "training.plan.";
  private static final String MIXUP = "mixup";
  private static final String MEAN_WEIGHT = "mean_weight";
  private static final String UNWEIGHTED = "none";
  private static final String GROUPS = "parameter_groups";
  private static final String DECAY_SCHEDULE = "weight_decay_schedule";
  private static final String AVERAGING = "weight_averaging";
  private static final String NONE = "none";
  private static final String SHARDS = "shards";

  /** The values for a state that was saved before they were recorded. */
  private static final Map<String, String> OLDER =
      Map.of(
          MIXUP,
          String.valueOf(0.0),
          MEAN_WEIGHT,
          UNWEIGHTED,
          GROUPS,
          NONE,
          DECAY_SCHEDULE,
          LearningRateSchedule.CONSTANT.expression(),
          AVERAGING,
          NONE,
          SHARDS,
          String.valueOf(0));

  static PlanState of(TrainingPlan plan, GradientBatches batches) {
    return new PlanState(plan, batches.samples(), batches.weighted(), batches.meanWeight());
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("loss", plan.loss().expression());
    facts.put("optimizer", plan.optimizer().expression());
    facts.put("schedule", plan.schedule().expression());
    facts.put("batch", String.valueOf(plan.batchRows(samples)));
    facts.put("shuffle", String.valueOf(plan.shuffle()));
    facts.put("seed", String.valueOf(plan.seed()));
    facts.put("clipping", plan.clipping().toString());
    facts.put(MIXUP, String.valueOf(plan.mixup()));
    facts.put(
        GROUPS,
        plan.parameterGroups().isEmpty()
            ? NONE
            : plan.parameterGroups().stream()
                .map(ParameterGroup::expression)
                .collect(Collectors.joining(", ")));
    facts.put(DECAY_SCHEDULE, plan.weightDecaySchedule().expression());
    WeightAveraging averaging = plan.averaging();
    facts.put(AVERAGING, averaging == null ? NONE : averaging.expression());
    facts.put("samples", String.valueOf(samples));
    facts.put(SHARDS, String.valueOf(plan.shards()));
    facts.put(MEAN_WEIGHT, weighted ? String.valueOf(meanWeight) : UNWEIGHTED);
    return facts;
  }

  @Override
  public void save(TrainingState state) {
    facts().forEach((key, fact) -> state.put(PREFIX + key, fact));
  }

  @Override
  public void restore(TrainingState state) {
    facts()
        .forEach(
            (key, now) -> {
              String name = PREFIX + key;
              String older = OLDER.get(key);
              String then = older != null && !state.has(name) ? older : state.text(name);
              if (!then.equals(now)) {
                throw new InputException(
                    "resume: the run was started with "
                        + (key + " " + then + " and would go on with " + now)
                        + "; what moves the parameters must be the same");
              }
            });
  }
}
