package org.nn4j.core.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.AveragingOptimizer;
import org.nn4j.api.FullBatchOptimizer;
import org.nn4j.api.Kernels;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Matrix;
import org.nn4j.api.MatrixOptimizer;
import org.nn4j.api.Optimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.TrainingClock;
import org.nn4j.core.MisfitException;
import org.nn4j.core.MisfitException.Choice;
import org.nn4j.core.parallel.SharedTask;
import org.nn4j.core.parallel.WorkerPool;

/**
 * An optimizer with its schedules and their state, moving one flat range of parameters, or its
 * parts by the factors of each.
 */
final class Updater implements Stateful, SharedTask {
  private static final String SLOT = "training.optimizer.";
  private static final String SCALARS = "training.optimizer_scalars";
  private static final String SCHEDULE = "training.schedule";
  private static final String CONVERGED = "training.converged";
  private static final String DECAY_SCHEDULE = "training.weight_decay_schedule";

  /** The cost of an element in multiply-adds of a product, which do not wait for memory. */
  private static final int COST = 8;

  /** Elements of a cache line; ranges are multiples of it, so that no line is written by two. */
  private static final int LINE = 16;

  private final Optimizer optimizer;
  private final LearningRateSchedule schedule;
  private final OptimizerState state;
  private final double[] scheduleState;
  private final LearningRateSchedule decaySchedule;
  private final double[] decayState;
  private final Matrix parameters;
  private final Matrix gradients;
  private final List<Group> groups;

  /** The parameters that are not frozen, if the optimizer updates them whole. */
  private final List<Whole> wholes = new ArrayList<>();

  private final WorkerPool pool;
  private final int parts;
  private double rate;
  private double decay = 1;
  private long step;
  private FullBatchOptimizer.@Nullable Objective objective;
  private boolean converged;

  /** Neighbouring parameters with equal factors. */
  private record Group(int from, int to, double rate, double decay) {
    boolean plain() {
      return rate == 1 && decay == 1;
    }
  }

  /** A parameter with its factors. */
  private record Whole(MatrixOptimizer.Bound bound, double rate, double decay) {}

  /**
   * Allocates the state.
   *
   * @param decaySchedule factor of the weight decay over the steps
   * @param parameters what is moved, 1×P
   * @param gradients where the gradients are whenever a step is taken, 1×P
   * @param specs the declarations of the parameters, with their factors, and perhaps of statistics
   * @param kernels returns the kernels that an optimizer of whole parameters computes with
   * @param pool the worker pool
   */
  Updater(
      Optimizer optimizer,
      LearningRateSchedule schedule,
      LearningRateSchedule decaySchedule,
      Matrix parameters,
      Matrix gradients,
      List<ParameterSpec> specs,
      Supplier<Kernels> kernels,
      WorkerPool pool) {
    this.optimizer = optimizer;
    this.schedule = schedule;
    this.decaySchedule = decaySchedule;
    this.decayState = new double[decaySchedule.stateSize()];
    decaySchedule.initialise(decayState);
    this.parameters = parameters;
    this.gradients = gradients;
    List<Group> found = groups(specs);
    this.groups = found.stream().allMatch(Group::plain) ? whole(parameters) : found;
    this.pool = pool;
    this.parts = parts(parameters, pool);
    this.state = new OptimizerState(optimizer, parameters.precision(), parameters.size());
    this.scheduleState = new double[schedule.stateSize()];
    schedule.initialise(scheduleState);
    if (optimizer instanceof MatrixOptimizer rule) {
      bind(rule, specs, kernels.get());
    }
  }

  private void bind(MatrixOptimizer rule, List<ParameterSpec> specs, Kernels kernels) {
    int from = 0;
    for (ParameterSpec spec : specs) {
      if (!spec.trainable()) {
        continue;
      }
      if (spec.rateFactor() > 0) {
        MatrixOptimizer.Bound bound = rule.bind(spec, from, parameters, gradients, state, kernels);
        wholes.add(new Whole(bound, spec.rateFactor(), spec.decayFactor()));
      }
      from += spec.rows() * spec.columns();
    }
  }

  private static List<Group> whole(Matrix parameters) {
    return List.of(new Group(0, parameters.size(), 1, 1));
  }

  private static List<Group> groups(List<ParameterSpec> specs) {
    List<Group> groups = new ArrayList<>();
    int from = 0;
    for (ParameterSpec spec : specs) {
      if (!spec.trainable()) {
        continue;
      }
      int to = from + spec.rows() * spec.columns();
      int last = groups.size() - 1;
      double rate = spec.rateFactor();
      double decay = spec.decayFactor();
      if (last >= 0 && groups.get(last).rate == rate && groups.get(last).decay == decay) {
        groups.set(last, new Group(groups.get(last).from, to, rate, decay));
      } else {
        groups.add(new Group(from, to, rate, decay));
      }
      from = to;
    }
    return groups;
  }

  /** Returns into how many parts an update is worth dividing. */
  static int parts(Matrix parameters, WorkerPool pool) {
    return pool.parts((long) parameters.size() * COST);
  }

  /** Sets what an optimizer minimizes that takes no batches. */
  void minimizes(FullBatchOptimizer.Objective newObjective) {
    objective = newObjective;
  }

  /** Returns whether the last step found nothing left to do. */
  boolean converged() {
    return converged;
  }

  private static double rate(
      LearningRateSchedule schedule,
      double base,
      TrainingClock clock,
      double[] state,
      Choice choice) {
    try {
      return schedule.rate(base, clock, state);
    } catch (IllegalArgumentException e) {
      throw new MisfitException(String.valueOf(e.getMessage()), choice, e);
    }
  }

  /**
   * Takes a step and returns its rate.
   *
   * @throws MisfitException if a schedule has no factor for it
   */
  double update(TrainingClock clock) {
    rate = rate(schedule, optimizer.lr(), clock, scheduleState, Choice.SCHEDULE);
    decay = rate(decaySchedule, 1, clock, decayState, Choice.WEIGHT_DECAY_SCHEDULE);
    step = clock.step() + 1;
    if (objective != null) {
      converged = !((FullBatchOptimizer) optimizer).step(objective, state, rate, step);
      return rate;
    }
    optimizer.beginStep(state, rate, step);
    if (optimizer instanceof MatrixOptimizer) {
      for (int i = 0; i < wholes.size(); i++) {
        Whole whole = wholes.get(i);
        whole.bound.update(rate * whole.rate, step, decay * whole.decay);
      }
    } else {
      pool.run(this, parts);
    }
    return rate;
  }

  /** Updates one of the ranges, or what it has of each group that is not frozen. */
  @Override
  public void run(int part) {
    int from = start(part, parts, parameters);
    int to = start(part + 1, parts, parameters);
    if (decay == 1 && groups.size() == 1 && groups.get(0).plain()) {
      optimizer.update(parameters, gradients, state, from, to, rate, step);
      return;
    }
    for (int i = 0; i < groups.size(); i++) {
      Group group = groups.get(i);
      int first = Math.max(from, group.from);
      int end = Math.min(to, group.to);
      if (first < end && group.rate > 0) {
        optimizer.update(
            parameters, gradients, state, first, end, rate * group.rate, step, decay * group.decay);
      }
    }
  }

  /** Returns the share that the last step had in the average of an optimizer that has one. */
  double averageShare() {
    return ((AveragingOptimizer) optimizer).averageShare(state);
  }

  /** Copies the average of an optimizer that has one, but for what is frozen. */
  void copyAverage(Matrix target) {
    Matrix average = state.slot(((AveragingOptimizer) optimizer).averageSlot());
    for (Group group : groups) {
      if (group.rate > 0) {
        target.columns(group.from, group.to).copyFrom(average.columns(group.from, group.to));
      }
    }
  }

  /** Returns the first element of a part; the parts meet between cache lines. */
  static int start(int part, int parts, Matrix parameters) {
    long size = parameters.size();
    return part == parts ? (int) size : (int) (size * part / parts / LINE * LINE);
  }

  /** Notifies the schedules of how an epoch ended. */
  void observe(double loss) {
    decaySchedule.observe(loss, decayState);
    schedule.observe(loss, scheduleState);
  }

  @Override
  public void save(TrainingState saved) {
    for (int i = 0; i < state.slots().size(); i++) {
      saved.put(SLOT + i, state.slot(i));
    }
    saved.put(SCALARS, state.scalars());
    saved.put(SCHEDULE, scheduleState);
    saved.put(DECAY_SCHEDULE, decayState);
    if (objective != null) {
      saved.put(CONVERGED, new double[] {converged ? 1 : 0});
    }
  }

  @Override
  public void restore(TrainingState saved) {
    for (int i = 0; i < state.slots().size(); i++) {
      saved.copy(SLOT + i, state.slot(i));
    }
    copy(saved, SCALARS, state.scalars());
    copy(saved, SCHEDULE, scheduleState);
    copy(saved, DECAY_SCHEDULE, decayState);
    converged = objective != null && saved.numbers(CONVERGED, 1)[0] == 1;
  }

  private static void copy(TrainingState saved, String name, double[] target) {
    System.arraycopy(saved.numbers(name, target.length), 0, target, 0, target.length);
  }
}
