package org.nn4j.core.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nn4j.core.diagnosis.Finding.Kind;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.History;

/**
 * Tells from the epochs of a run whether the network went on to learn its training rows by heart:
 * the loss on the validation rows was least long before the end and has risen since, while the loss
 * on the training rows kept falling.
 */
public final class OverfittingDiagnosis {
  /** Epochs below which nothing is told. */
  private static final int LEAST_EPOCHS = 10;

  /**
   * Share of the epochs, at the end, whose mean loss is compared with the least: a single one
   * jumps.
   */
  private static final int LAST = 10;

  /**
   * The share by which the loss must have risen: less is a matter of which rows are held out, and
   * happens to networks whose decisions go on improving.
   */
  private static final double RISEN = 0.2;

  private OverfittingDiagnosis() {}

  /**
   * Looks at a run that has ended.
   *
   * @return what to do, or nothing: also of runs that were not validated, or that ended with the
   *     parameters of their best epoch
   */
  public static Optional<Finding> of(History history) {
    List<EpochResult> epochs = history.epochs();
    int count = epochs.size();
    if (count < LEAST_EPOCHS || history.restored() > 0) {
      return Optional.empty();
    }
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (epochs.get(i).validationLoss() < epochs.get(best).validationLoss()) {
        best = i;
      }
    }
    List<EpochResult> last = epochs.subList(count - Math.max(1, count / LAST), count);
    double least = epochs.get(best).validationLoss();
    double end = last.stream().mapToDouble(EpochResult::validationLoss).average().orElseThrow();
    double rise = end / least - 1;
    boolean falling = last.get(last.size() - 1).loss() < epochs.get(best).loss();
    // NaN where there are no validation rows, or a loss that may be negative: nothing is told.
    if (!(least > 0 && rise >= RISEN && falling)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Kind.OVERFITTING,
            "the training",
            String.format(
                Locale.ROOT,
                "overfits: the validation loss was least in epoch %d of %d (%s) and is %.0f %%"
                    + " above it at the end (%s), while the training loss went on falling; stop at"
                    + " the best epoch (--early-stopping \"validation_loss(patience=%d)\"), or use"
                    + " a smaller network, more weight decay or dropout",
                epochs.get(best).epoch(),
                epochs.get(count - 1).epoch(),
                Wording.number(least),
                100 * rise,
                Wording.number(end),
                Math.max(5, count / LAST))));
  }
}
