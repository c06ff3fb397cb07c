package org.nn4j.experiment.config;

import static org.nn4j.experiment.config.Setting.Group.RUN;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.nn4j.core.checkpoint.Every;

/**
 * The settings of a run that, except for the seed, do not change what it learns: where it computes
 * and what it writes.
 */
public final class RunSettings {
  /** The seed. */
  public static final Setting<Long> SEED =
      Setting.of(
          "seed",
          RUN,
          NumberFormats.seed(),
          0L,
          "seed of the split, the weights and the order; same seed, same bytes");

  /** The kernels. */
  public static final Setting<String> KERNELS =
      Setting.of(
          "kernels",
          RUN,
          WordFormats.text("NAME"),
          "auto",
          "kernels to compute with, see nn doctor");

  /** The number of threads. */
  public static final Setting<Integer> THREADS =
      Setting.auto(
          "threads",
          RUN,
          NumberFormats.whole(1),
          "most threads to use, auto for one a processor; same bytes for any number");

  /** Where the model goes. */
  public static final Setting<Path> MODEL =
      Setting.auto("model", RUN, PathFormats.path("FILE"), "where to write the model");

  /** What the model is for. */
  public static final Setting<String> DESCRIPTION =
      Setting.optional(
          "description",
          RUN,
          WordFormats.text("TEXT"),
          "what the model is for, its licence, where the data are from: kept in its card, see nn"
              + " inspect --card");

  /** Where checkpoints go. */
  public static final Setting<Path> CHECKPOINT =
      Setting.optional(
          "checkpoint",
          RUN,
          PathFormats.path("DIR"),
          "folder to write checkpoints to, from which training can go on");

  /** How often checkpoints are written. */
  public static final Setting<Every> EVERY =
      Setting.of(
          "every",
          RUN,
          TimeFormats.every(),
          Every.time(Duration.ofMinutes(5)),
          "how often to write a checkpoint; one is written at the end and at Ctrl-C too");

  /** How many checkpoints are kept. */
  public static final Setting<Integer> KEEP =
      Setting.of(
          "keep",
          RUN,
          NumberFormats.whole(1),
          3,
          "newest checkpoints to keep, besides the best model");

  /** The checkpoint to resume from. */
  public static final Setting<Path> RESUME =
      Setting.optional(
          "resume",
          RUN,
          PathFormats.path("DIR|FILE"),
          "go on from a checkpoint, or the newest good one in a folder, with its settings; further"
              + " checkpoints go to the same folder");

  /** Where a report goes. */
  public static final Setting<Path> REPORT =
      Setting.optional(
          "report",
          RUN,
          PathFormats.path("DIR"),
          "folder for a report: an HTML page, and its figures as SVG and PNG");

  /** Where event files go. */
  public static final Setting<Path> TENSORBOARD =
      Setting.optional(
          "tensorboard",
          RUN,
          PathFormats.path("DIR"),
          "folder for event files that TensorBoard reads");

  /** The help text of {@link #MEMORY_BUDGET}. */
  public static final String BUDGET_HELP =
      "most text of data files to read into memory, such as 512MB, auto for a quarter of the"
          + " greatest heap; what exceeds it is kept in a cache file that is mapped into memory,"
          + " with the same results";

  /** The help text of {@link #CACHE}. */
  public static final String CACHE_HELP =
      "folder for the caches of data that exceed the memory budget, which are beside the data"
          + " otherwise";

  /** How much text is read into memory. */
  public static final Setting<Long> MEMORY_BUDGET =
      Setting.auto("memory_budget", RUN, NumberFormats.size(), BUDGET_HELP);

  /** Where caches of large data go. */
  public static final Setting<Path> CACHE =
      Setting.optional("cache", RUN, PathFormats.path("DIR"), CACHE_HELP);

  /** Folders of plug-ins. */
  public static final Setting<List<Path>> PLUGINS =
      Setting.of(
          "plugins",
          RUN,
          PathFormats.paths("PATH"),
          List.of(),
          "folder of plug-ins, a jar or a Java source file; may be given several times; besides"
              + " those in"
              + " ~/.nn4j/plugins and NN4J_PLUGINS");

  /** All of them, in the order in which they are listed and printed. */
  static final List<Setting<?>> ALL =
      List.of(
          SEED,
          KERNELS,
          THREADS,
          MODEL,
          DESCRIPTION,
          CHECKPOINT,
          EVERY,
          KEEP,
          RESUME,
          REPORT,
          TENSORBOARD,
          MEMORY_BUDGET,
          CACHE,
          PLUGINS);

  private RunSettings() {}
}
