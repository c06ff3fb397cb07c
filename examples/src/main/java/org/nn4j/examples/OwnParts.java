package org.nn4j.examples;

import org.nn4j.core.data.Dataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;

/** Parts of the program's own beside the built-in ones, by name. */
public final class OwnParts {
  private OwnParts() {}

  /** Trains a network with {@link GaussianNoise} by {@link SignSgd}; returns the last loss. */
  public static double train(Dataset data) {
    // tag::own-parts
    Catalog catalog = Catalog.standard().with(new SignSgd(), new GaussianNoise());
    Network network =
        Network.builder(data.featureWidth())
            .catalog(catalog)
            .layer("acme.gaussian_noise(std=0.05)")
            .dense(8, "tanh")
            .dense(data.targetWidth(), "sigmoid")
            .seed(1)
            .build();
    TrainingPlan plan =
        TrainingPlan.builder()
            .catalog(catalog)
            .loss("mse")
            .optimizer("acme.sign_sgd(lr=0.05)")
            .schedule("cosine")
            .epochs(500)
            .build();
    // end::own-parts
    return new Trainer(plan).fit(network, data).last().loss();
  }
}
