package org.nn4j.experiment.cluster;

import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.training.EpochResult;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.search.TrialExecutor;
import org.nn4j.experiment.training.CheckpointedTraining;
import org.nn4j.experiment.training.Training;

/** Machines that train one network together, or run the trials of a search, as Spark's do. */
public interface Cluster {

  /**
   * Returns the cluster that this process can drive, or null if there is none on its class path.
   */
  static @Nullable Cluster find() {
    return ServiceLoader.load(Cluster.class, Cluster.class.getClassLoader())
        .findFirst()
        .orElse(null);
  }

  /** A run that is prepared, which is where mistakes show. */
  interface Run {

    /** Returns the run, which is not to be trained here. */
    Training training();

    /**
     * Trains.
     *
     * @param progress receives epochs in their order, each once, perhaps seconds after its end
     * @throws org.nn4j.core.training.DivergenceException if training diverges
     */
    CheckpointedTraining.Result train(Consumer<EpochResult> progress);
  }

  /**
   * Prepares a run on data that the cluster reads.
   *
   * @param master where the cluster is, or empty for what the process was started with
   * @throws org.nn4j.core.InputException if settings or data are wrong, or have no use there
   */
  Run prepare(Settings settings, String master);

  /**
   * Returns what runs trials.
   *
   * @param master as in {@link #prepare}
   */
  TrialExecutor trials(String master);
}
