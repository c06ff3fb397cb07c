package org.nn4j.experiment.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.checkpoint.Checkpoint;
import org.nn4j.core.checkpoint.CheckpointFolder;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Provenance;
import org.nn4j.core.network.Network;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.training.Cancellation;
import org.nn4j.core.training.CancelledException;
import org.nn4j.core.training.History;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;
import org.nn4j.experiment.config.Variants;
import org.nn4j.experiment.data.Notices;

/**
 * Trains the members of a bagged ensemble and joins them to one network: each member learns all
 * training rows but one part of them, on which its best epoch is chosen.
 *
 * <p>Every row is thus predicted by a member that did not see it, if there are as many members as
 * parts: what these predictions tell about the network is honest, though a little pessimistic, as
 * the members together do better than one.
 *
 * <p>Members train side by side, one on each thread, with the same bytes as one after the other.
 * Source: Breiman, "Bagging predictors", 1996, with folds in place of bootstrap samples.
 *
 * @param experiment what the ensemble learns
 * @param composer builds networks and plans
 * @param metadata what checkpoints hold besides the state
 * @param resumed whether members go on from checkpoints that they wrote before
 * @param budget how they keep to the time that settings give, if it is known by now, else null
 * @param cancellation stops it
 * @param notices where warnings go
 */
record Bagging(
    PreparedExperiment experiment,
    Composer composer,
    Map<String, String> metadata,
    boolean resumed,
    @Nullable EnsembleBudget budget,
    Cancellation cancellation,
    Notices notices) {

  /** Returns the folder, in that of an ensemble's checkpoints, of those of a member, from 1. */
  static Path folder(Path checkpoints, int member) {
    return checkpoints.resolve("member-" + member);
  }

  /**
   * Trains all members.
   *
   * @return the joined network, and the means of the members' epochs
   * @throws CancelledException if the user stopped it
   * @throws org.nn4j.core.training.DivergenceException if a member diverges
   */
  CheckpointedTraining.Result run(List<TrainingListener> listeners) {
    List<Settings> kinds = kinds();
    int each = experiment.settings().get(TrainingSettings.ENSEMBLE);
    int count = each * kinds.size();
    List<int[]> parts = parts(each);
    EnsembleBudget time = time();
    if (time != null) {
      time.start(kinds, each);
    }
    Cancellation failure = new Cancellation();
    ExecutorService workers = Executors.newFixedThreadPool(parallel());
    try {
      List<Future<Member>> members = new ArrayList<>();
      for (int m = 0; m < count; m++) {
        int number = m + 1;
        int kind = m / each;
        int[] held = parts.get(m % each);
        List<TrainingListener> own = new ArrayList<>(List.of(failure));
        if (time != null) {
          own.add(time.of(number));
        }
        listeners.forEach(listener -> own.add(listener.ofMember(number, count)));
        members.add(workers.submit(() -> train(number, kind, kinds.get(kind), held, own, failure)));
      }
      return join(finished(members), kinds.size());
    } finally {
      workers.shutdown();
    }
  }

  /** Returns how members keep to the time that settings give, or null if they give none. */
  private @Nullable EnsembleBudget time() {
    Duration given = experiment.settings().find(TrainingSettings.TIME_BUDGET);
    return budget != null || given == null ? budget : EnsembleBudget.rehearsed(this, given);
  }

  /** Returns how many members train side by side. */
  int parallel() {
    Settings settings = experiment.settings();
    return Math.min(
        Composer.threads(settings), settings.get(TrainingSettings.ENSEMBLE) * kinds().size());
  }

  /**
   * Trains as many networks of a kind side by side as do in the training, for a small part of a
   * time, and returns what one takes, on the average.
   */
  EnsembleBudget.Cost rehearse(int kind, double seconds) {
    Settings settings = kinds().get(kind).without(RunSettings.CHECKPOINT);
    int count = parallel();
    List<int[]> parts = parts(count);
    ExecutorService workers = Executors.newFixedThreadPool(count);
    try {
      List<Future<EnsembleBudget.Cost>> costs = new ArrayList<>();
      for (int[] held : parts.subList(0, count)) {
        costs.add(
            workers.submit(
                () -> {
                  long begin = System.nanoTime();
                  PreparedExperiment member = member(1, settings, held);
                  TrainingPlan plan = composer.plan(member, member.validation());
                  double start = (System.nanoTime() - begin) * 1e-9;
                  return new EnsembleBudget.Cost(
                      start, EpochBudget.secondsPerEpoch(member, plan, seconds));
                }));
      }
      List<EnsembleBudget.Cost> taken = finished(costs);
      return new EnsembleBudget.Cost(
          taken.stream().mapToDouble(EnsembleBudget.Cost::start).sum() / count,
          taken.stream().mapToDouble(EnsembleBudget.Cost::epoch).sum() / count);
    } finally {
      workers.shutdown();
    }
  }

  /** Returns the settings of each kind of network. */
  List<Settings> kinds() {
    return kinds(experiment.settings());
  }

  /** Returns the settings of each kind of network: those given, and those with a variant's. */
  static List<Settings> kinds(Settings settings) {
    List<Settings> kinds = new ArrayList<>(List.of(settings));
    for (String variant : settings.get(TrainingSettings.VARIANTS)) {
      kinds.add(settings.overriddenBy(Variants.parse(variant)));
    }
    return kinds;
  }

  /** Returns the rows that each member of a kind does not learn. */
  private List<int[]> parts(int count) {
    Settings settings = experiment.settings();
    List<int[]> parts = new ArrayList<>();
    for (int division = 0; parts.size() < count; division++) {
      RandomStream random = new RandomStream(settings.get(RunSettings.SEED) + division, "members");
      parts.addAll(
          settings.using(
              TrainingSettings.ENSEMBLE,
              () ->
                  experiment
                      .trainingRows()
                      .divide(settings.get(TrainingSettings.ENSEMBLE_FOLDS), random)));
    }
    return parts;
  }

  /** A trained member. */
  private static final class Member {
    private final int kind;
    private final Network network;
    private final int[] held;
    private final CheckpointedTraining.Result run;

    /**
     * Creates a member.
     *
     * @param kind the number, from 0, of its kind
     * @param network the network with the parameters of its best epoch
     * @param held the training rows that it did not learn, in order
     * @param run its epochs and checkpoints
     */
    Member(int kind, Network network, int[] held, CheckpointedTraining.Result run) {
      this.kind = kind;
      this.network = network;
      this.held = held;
      this.run = run;
    }
  }

  private Member train(
      int number,
      int kind,
      Settings settings,
      int[] held,
      List<TrainingListener> own,
      Cancellation failure) {
    try {
      return train(number, kind, settings, held, own);
    } catch (RuntimeException | Error e) {
      failure.cancel(); // the others need not go on
      throw e;
    }
  }

  private Member train(
      int number, int kind, Settings settings, int[] held, List<TrainingListener> own) {
    PreparedExperiment member = member(number, settings, held);
    Path checkpoints = member.settings().find(RunSettings.CHECKPOINT);
    Checkpoint checkpoint =
        resumed && checkpoints != null && Files.isDirectory(checkpoints)
            ? CheckpointFolder.read(checkpoints, notices::warn)
            : null;
    TrainingPlan plan = composer.plan(member, member.validation());
    Model model =
        new Model(member.network(), experiment.loss(), experiment.preprocessor(), Provenance.NONE);
    return new Member(
        kind,
        member.network(),
        held,
        new CheckpointedTraining(member, plan, model, checkpoint, metadata, cancellation, notices)
            .run(own));
  }

  /**
   * Prepares a member.
   *
   * @param number its number, from 1
   * @param settings those of its kind
   * @param held the training rows that it does not learn, but watches
   */
  private PreparedExperiment member(int number, Settings settings, int[] held) {
    long seed = new RandomStream(settings.get(RunSettings.SEED), "member " + number).nextLong();
    Settings own =
        settings
            .with(RunSettings.SEED, seed)
            .with(RunSettings.THREADS, Composer.threads(settings) / parallel())
            .without(TrainingSettings.TIME_BUDGET);
    Path checkpoints = settings.find(RunSettings.CHECKPOINT);
    if (checkpoints != null) {
      own = own.with(RunSettings.CHECKPOINT, folder(checkpoints, number));
    }
    TrainingRows rows = experiment.trainingRows();
    Network network =
        composer.network(
            own, experiment.preprocessor().features(), experiment.network().outputWidth());
    return experiment.member(
        own, network, rows.learnt(settings, rows.without(held)), rows.watched(held));
  }

  /** Waits for all members; of several failures the first member's that is no consequence. */
  private <T> List<T> finished(List<Future<T>> futures) {
    List<T> members = new ArrayList<>();
    RuntimeException first = null;
    boolean interrupted = false;
    for (Future<T> future : futures) {
      while (true) {
        try {
          members.add(future.get());
          break;
        } catch (InterruptedException e) {
          interrupted = true;
          cancellation.cancel();
        } catch (ExecutionException e) {
          if (e.getCause() instanceof Error error) {
            throw error;
          }
          RuntimeException cause = (RuntimeException) e.getCause();
          if (first == null || first instanceof CancelledException) {
            first = cause;
          }
          break;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (first instanceof CancelledException cancelled) {
      throw ofEnsemble(cancelled);
    } else if (first != null) {
      throw first;
    }
    return members;
  }

  /** Returns the exception with the folder of all members' checkpoints in place of one's. */
  private CancelledException ofEnsemble(CancelledException e) {
    Path checkpoints = experiment.settings().find(RunSettings.CHECKPOINT);
    return checkpoints == null || e.checkpoint() == null
        ? e
        : new CancelledException(
            "interrupted while networks were trained",
            checkpoints.resolve(String.valueOf(e.checkpoint().getFileName())),
            e.current());
  }

  private CheckpointedTraining.Result join(List<Member> members, int kinds) {
    TrainingRows rows = experiment.trainingRows();
    OutOfFold honest = new OutOfFold(members.get(0).network.outputLink(), kinds, rows.size());
    for (Member member : members) {
      honest.add(
          member.kind,
          JoinedNetwork.scores(member.network),
          member.held,
          rows.watched(member.held));
    }
    double[] factors = honest.factors();
    OutOfFold.Range range = honest.range(factors);
    int each = members.size() / kinds;
    List<Network> networks = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (Member member : members) {
      if (factors[member.kind] > 0) {
        networks.add(member.network);
        weights.add(factors[member.kind] / each);
      }
    }
    return new CheckpointedTraining.Result(
        networks.size() == 1 && weights.get(0) == 1 && range == null
            ? networks.get(0)
            : JoinedNetwork.of(networks, weights, range),
        History.mean(members.stream().map(member -> member.run.history()).toList()),
        members.stream().allMatch(member -> member.run.checkpoint() != null)
            ? members.get(0).run.checkpoint()
            : null,
        members.stream().flatMap(member -> member.run.unwritten().stream()).distinct().toList());
  }
}
