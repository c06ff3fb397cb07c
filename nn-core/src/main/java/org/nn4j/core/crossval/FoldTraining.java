package org.nn4j.core.crossval;

import java.util.function.LongFunction;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.split.Fold;
import org.nn4j.core.model.Model;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.PreprocessOptions;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.SampleWeights;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;

/** Trains a model for a fold. */
@FunctionalInterface
public interface FoldTraining {

  /**
   * Trains a model on {@link Fold#train()}, including its preprocessing. An implementation that
   * looks at other rows makes the scores worthless.
   *
   * @param table all rows
   * @return a model with preprocessing
   */
  Model train(Table table, Fold fold);

  /** Creates an untrained network. */
  @FunctionalInterface
  interface NetworkFactory {
    /**
     * Creates a network.
     *
     * @param preprocessor defines the number of inputs and of classes
     * @param seed the fold's seed
     */
    Network create(Preprocessor preprocessor, long seed);
  }

  /**
   * Trains a network for every fold, from the start and without validation data.
   *
   * @param options what is predicted from what; weights are fitted on the training rows
   * @param networks makes the network for a fold
   * @param plans makes the plan for a fold's seed
   */
  static FoldTraining of(
      PreprocessOptions options, NetworkFactory networks, LongFunction<TrainingPlan> plans) {
    return (table, fold) -> {
      Preprocessor preprocessor = Preprocessor.fit(table, fold.train(), options);
      Network network = networks.create(preprocessor, fold.seed());
      TrainingPlan plan = plans.apply(fold.seed());
      Model model = new Model(network, plan.loss(), preprocessor);
      SampleWeights weights =
          SampleWeights.fit(table, fold.train(), preprocessor.target(), options.weights());
      Dataset samples =
          preprocessor.dataset(
              table,
              fold.train(),
              network.precision(),
              plan.loss().targetKind(),
              network.outputWidth(),
              weights);
      new Trainer(plan).withDecoder(preprocessor).fit(network, samples);
      return model;
    };
  }
}
