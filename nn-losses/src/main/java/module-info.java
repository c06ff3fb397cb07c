/** Losses with their fused forms. */
module org.nn4j.losses {
  requires static transitive org.jspecify;
  requires transitive org.nn4j.api;

  exports org.nn4j.losses;

  provides org.nn4j.api.Loss with
      org.nn4j.losses.BinaryCrossEntropy,
      org.nn4j.losses.BinaryCrossEntropyWithLogits,
      org.nn4j.losses.BinaryFocal,
      org.nn4j.losses.CategoricalCrossEntropy,
      org.nn4j.losses.CategoricalFocal,
      org.nn4j.losses.CategoricalHinge,
      org.nn4j.losses.CosineSimilarity,
      org.nn4j.losses.Gamma,
      org.nn4j.losses.GaussianNll,
      org.nn4j.losses.HalfSquaredError,
      org.nn4j.losses.Hinge,
      org.nn4j.losses.Huber,
      org.nn4j.losses.KlDivergence,
      org.nn4j.losses.LogCosh,
      org.nn4j.losses.MeanAbsoluteError,
      org.nn4j.losses.MeanAbsolutePercentageError,
      org.nn4j.losses.MeanSquaredError,
      org.nn4j.losses.MeanSquaredLogarithmicError,
      org.nn4j.losses.MixtureDensity,
      org.nn4j.losses.NegativeLogLikelihood,
      org.nn4j.losses.Pinball,
      org.nn4j.losses.Poisson,
      org.nn4j.losses.SoftmaxCrossEntropy,
      org.nn4j.losses.SquaredHinge,
      org.nn4j.losses.Tversky,
      org.nn4j.losses.Tweedie;
}
