package org.nn4j.core.diagnosis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Precision;
import org.nn4j.core.MisfitException;
import org.nn4j.core.diagnosis.Finding.Kind;
import org.nn4j.core.log.Logs;
import org.nn4j.core.preprocess.FeatureEncoder;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingRun;
import org.slf4j.Logger;

/**
 * Examines data and network during training and warns, through SLF4J, of what is likely wrong, once
 * for each kind of trouble and place. Training computes the same with and without it.
 *
 * <p>It examines up to 1024 samples before the first step, and what the network computes from up to
 * 256 of them then, after epochs 1, 2, 4, 8, … and at the end, which costs little beside the
 * training. An object serves one run at a time.
 */
public final class TrainingDiagnosis implements TrainingListener {
  private static final Logger LOG = Logs.of(TrainingDiagnosis.class);

  /** The number of samples whose scale is examined, once. */
  private static final int SAMPLES = 1024;

  /**
   * The number of samples on which the network is examined: a unit without slope on any of them is
   * as good as dead, and examining a large network costs as much as eight batches of 32, on one
   * thread.
   */
  private static final int NETWORK_SAMPLES = 256;

  private final List<String> inputs;
  private final int codes;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<Place> told = new LinkedHashSet<>();
  private @Nullable TrainingRun run;
  private @Nullable DataSample samples;
  private long looked;

  private record Place(Kind kind, String subject) {}

  /** Creates a listener that calls inputs by their numbers, from 1. */
  public TrainingDiagnosis() {
    this(List.of());
  }

  /**
   * Creates a listener for one run.
   *
   * @param inputs what the inputs are called, such as {@link
   *     org.nn4j.core.preprocess.FeatureEncoder#inputs()}
   */
  public TrainingDiagnosis(List<String> inputs) {
    this(inputs, 0);
  }

  /**
   * Creates a listener for one run.
   *
   * @param features what the inputs are
   */
  public TrainingDiagnosis(FeatureEncoder features) {
    this(features.inputs(), features.categories().size());
  }

  private TrainingDiagnosis(List<String> inputs, int codes) {
    this.inputs = List.copyOf(inputs);
    this.codes = codes;
  }

  /** Returns what was found so far, an unmodifiable view. */
  public List<Finding> findings() {
    return Collections.unmodifiableList(findings);
  }

  /** Warns of something, unless that was done before, for this kind and place. */
  public void tell(Finding finding) {
    if (told.add(new Place(finding.kind(), finding.subject()))) {
      findings.add(finding);
      LOG.warn(finding.message());
    }
  }

  @Override
  public void started(TrainingRun newRun) {
    run = newRun;
    Precision precision = newRun.network().precision();
    samples = DataSample.of(newRun.data(), NETWORK_SAMPLES, precision);
    SampleDiagnosis.of(
            newRun.network(),
            newRun.plan().loss(),
            DataSample.of(newRun.data(), SAMPLES, precision),
            codes,
            this::input)
        .forEach(this::tell);
    look();
  }

  private String input(int index) {
    return index < inputs.size() ? inputs.get(index) : "input " + (index + 1);
  }

  @Override
  public void epochDone(EpochResult result) {
    if (Integer.bitCount(result.epoch()) == 1) {
      look();
    }
  }

  @Override
  public void ending() {
    if (looked != run().steps()) {
      look();
    }
  }

  private TrainingRun run() {
    return Objects.requireNonNull(run, "training has not started");
  }

  private void look() {
    TrainingRun now = run();
    DataSample some = Objects.requireNonNull(samples, "training has not started");
    looked = now.steps();
    try {
      NetworkDiagnosis.of(now.network(), now.plan().loss(), some.x(), some.y(), now.steps() == 0)
          .forEach(this::tell);
    } catch (MisfitException e) {
      // An output or target outside the loss' domain: the next batch fails with it, in training.
      LOG.debug("the loss cannot be computed: {}", e.getMessage());
    }
  }
}
