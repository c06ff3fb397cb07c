/** Optimizers and learning-rate schedules. */
module org.nn4j.optim {
  requires static transitive org.jspecify;
  requires transitive org.nn4j.api;

  exports org.nn4j.optim;

  provides org.nn4j.api.Optimizer with
      org.nn4j.optim.AdaBelief,
      org.nn4j.optim.Adadelta,
      org.nn4j.optim.Adafactor,
      org.nn4j.optim.Adagrad,
      org.nn4j.optim.Adam,
      org.nn4j.optim.AdamW,
      org.nn4j.optim.Adamax,
      org.nn4j.optim.Asgd,
      org.nn4j.optim.Ftrl,
      org.nn4j.optim.Lamb,
      org.nn4j.optim.Lbfgs,
      org.nn4j.optim.LevenbergMarquardt,
      org.nn4j.optim.Lion,
      org.nn4j.optim.Lookahead,
      org.nn4j.optim.Muon,
      org.nn4j.optim.Nadam,
      org.nn4j.optim.Radam,
      org.nn4j.optim.Rmsprop,
      org.nn4j.optim.Rprop,
      org.nn4j.optim.ScheduleFreeAdamW,
      org.nn4j.optim.ScheduleFreeSgd,
      org.nn4j.optim.Sgd;
  provides org.nn4j.api.LearningRateSchedule with
      org.nn4j.optim.Constant,
      org.nn4j.optim.Cosine,
      org.nn4j.optim.CosineWarmRestarts,
      org.nn4j.optim.Coslog,
      org.nn4j.optim.Cyclic,
      org.nn4j.optim.Exponential,
      org.nn4j.optim.FlatCosine,
      org.nn4j.optim.InverseTime,
      org.nn4j.optim.Knee,
      org.nn4j.optim.Linear,
      org.nn4j.optim.MultiStep,
      org.nn4j.optim.OneCycle,
      org.nn4j.optim.Piecewise,
      org.nn4j.optim.Polynomial,
      org.nn4j.optim.ReduceOnPlateau,
      org.nn4j.optim.Sequential,
      org.nn4j.optim.Sigmoid,
      org.nn4j.optim.Step,
      org.nn4j.optim.Warmup,
      org.nn4j.optim.Wsd;
}
