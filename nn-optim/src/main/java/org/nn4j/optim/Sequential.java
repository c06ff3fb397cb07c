package org.nn4j.optim;

import java.util.List;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;

/**
 * Schedules one after the other, each from its own start: in epochs from milestone k on, schedule k
 * + 1 as if training had begun there and ended at the next milestone, as SequentialLR in PyTorch
 * does. Steps are counted from there too.
 *
 * @param schedules the schedules, at least one, of those that depend on time alone
 * @param milestones epochs in which the second and further schedules start; increasing, one fewer
 *     than schedules
 */
public record Sequential(List<LearningRateSchedule> schedules, List<Integer> milestones)
    implements LearningRateSchedule {
  private static final ThreadLocal<Shifted> OF_THREAD = ThreadLocal.withInitial(Shifted::new);

  /** Creates a rise in the first five epochs and a cosine down to 0 over all that follow. */
  public Sequential() {
    this(List.of(new Linear(), new Cosine()), List.of(5));
  }

  /**
   * Creates the schedule.
   *
   * @throws IllegalArgumentException if there is no schedule, one depends on losses, or milestones
   *     do not increase or have the wrong number
   */
  public Sequential {
    if (schedules.isEmpty()) {
      throw new IllegalArgumentException("schedules must not be empty");
    }
    schedules = List.copyOf(schedules);
    for (LearningRateSchedule schedule : schedules) {
      if (schedule.stateSize() > 0) {
        throw new IllegalArgumentException(
            "schedules must depend on time alone, but "
                + schedule.shortExpression()
                + " watches losses, those of the whole run; use it alone or in warmup");
      }
    }
    milestones = Epochs.increasing("milestones", milestones);
    if (milestones.size() != schedules.size() - 1) {
      throw new IllegalArgumentException(
          "milestones must be one fewer than schedules, but there are "
              + milestones.size()
              + " milestones and "
              + schedules.size()
              + " schedules");
    }
  }

  @Override
  public String name() {
    return "sequential";
  }

  @Override
  public String description() {
    return "schedules one after the other";
  }

  @Override
  public double rate(double baseRate, TrainingClock clock, double[] state) {
    int index = Epochs.reached(milestones, clock);
    long start = index == 0 ? 0 : milestones.get(index - 1);
    long end = index < milestones.size() ? milestones.get(index) : clock.totalEpochs();
    Shifted shifted = OF_THREAD.get();
    shifted.set(clock, start, Math.max(1, end - start));
    return schedules.get(index).rate(baseRate, shifted, state);
  }

  /**
   * A clock that starts at a milestone; one a thread, because rates are asked for in every step.
   */
  private static final class Shifted implements TrainingClock {
    private long step;
    private long epoch;
    private long stepsPerEpoch;
    private long totalEpochs;

    /** Copies the numbers, for the clock given may be this one: schedules nest. */
    void set(TrainingClock clock, long start, long epochs) {
      stepsPerEpoch = clock.stepsPerEpoch();
      step = clock.step() - start * stepsPerEpoch;
      epoch = clock.epoch() - start;
      totalEpochs = epochs;
    }

    @Override
    public long step() {
      return step;
    }

    @Override
    public long epoch() {
      return epoch;
    }

    @Override
    public long stepsPerEpoch() {
      return stepsPerEpoch;
    }

    @Override
    public long totalEpochs() {
      return totalEpochs;
    }
  }
}
