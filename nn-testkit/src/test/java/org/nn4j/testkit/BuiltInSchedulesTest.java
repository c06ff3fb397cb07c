package org.nn4j.testkit;

import java.util.stream.Stream;
import org.nn4j.api.LearningRateSchedule;

class BuiltInSchedulesTest extends LearningRateScheduleContract {

  @Override
  protected LearningRateSchedule instance() {
    return BuiltIn.first(LearningRateSchedule.class);
  }

  @Override
  protected Stream<LearningRateSchedule> variants() {
    return BuiltIn.others(
        LearningRateSchedule.class,
        "cyclic(mode=exp_range, gamma=0.999)",
        "cyclic(mode=triangular2, step_size_up=20)",
        "cosine_warm_restarts(t_0=3, t_mult=2)");
  }
}
