package org.nn4j.experiment.training;

import java.util.List;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.experiment.data.Notices;

/** Receives messages, and provides listeners for the runs of folds and trials. */
public interface Reporter extends Notices {

  /** Returns new listeners for a run. */
  List<TrainingListener> listeners();
}
