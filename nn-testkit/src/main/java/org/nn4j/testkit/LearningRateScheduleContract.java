package org.nn4j.testkit;

import java.util.List;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.testkit.check.Check;
import org.nn4j.testkit.check.Setting;
import org.nn4j.testkit.check.optimizer.ScheduleChecks;

/** The contract of learning-rate schedules. */
public abstract class LearningRateScheduleContract extends ComponentContract<LearningRateSchedule> {

  /** Called by subclasses. */
  protected LearningRateScheduleContract() {}

  @Override
  final List<Check> checks(LearningRateSchedule part, Setting setting) {
    return ScheduleChecks.of(part, setting);
  }
}
