package org.nn4j.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.checkpoint.Checkpoint;
import org.nn4j.core.model.Model;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingRun;
import org.nn4j.core.training.TrainingState;

/**
 * The checkpoints of a training in the folder that {@link SparkContext#setCheckpointDir} names, on
 * any file system of Hadoop's: the first task writes them, and if an executor dies all tasks go on
 * from the newest one that can be read.
 *
 * @param folder a folder of this training's own
 * @param every the number of epochs from one to the next
 * @param hadoop how file systems are reached
 */
record SharedCheckpoints(String folder, int every, SerializableConfiguration hadoop)
    implements Serializable {
  private static final String NAME = "checkpoint-";

  /** As many are kept: the newest, and the one before it in case that cannot be read. */
  private static final int KEPT = 2;

  /**
   * Returns where a training keeps checkpoints, or null if the context has no folder for them.
   *
   * @param every the number of epochs from one to the next, or −1 for none
   */
  static @Nullable SharedCheckpoints of(SparkContext context, int every) {
    return every < 0 || context.getCheckpointDir().isEmpty()
        ? null
        : new SharedCheckpoints(
            context.getCheckpointDir().get() + "/nn4j-" + UUID.randomUUID(),
            every,
            new SerializableConfiguration(context.hadoopConfiguration()));
  }

  private FileSystem files() throws IOException {
    return new Path(folder).getFileSystem(hadoop.value());
  }

  /**
   * Returns the name of the newest checkpoint that can be read, or an empty text if there is none;
   * those that are damaged are told of and left where they are.
   */
  String newest() {
    for (String name : newestFirst()) {
      try {
        state(name);
        return name;
      } catch (InputException | IOException e) {
        Parts.NOTICES.warn(
            "the checkpoint " + folder + "/" + name + " is passed over: " + e.getMessage());
      }
    }
    return "";
  }

  private List<String> newestFirst() {
    try {
      FileSystem files = files();
      Path path = new Path(folder);
      FileStatus[] found = files.exists(path) ? files.listStatus(path) : new FileStatus[0];
      return Arrays.stream(found)
          .map(status -> status.getPath().getName())
          .filter(name -> name.startsWith(NAME))
          .sorted(Comparator.reverseOrder()) // numbers of equally many digits
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the checkpoints in " + folder + " cannot be listed", e);
    }
  }

  /**
   * Reads a checkpoint.
   *
   * @throws InputException if it is damaged
   */
  TrainingState read(String name) {
    try {
      return state(name);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the checkpoint " + folder + "/" + name + " cannot be read", e);
    }
  }

  private TrainingState state(String name) throws IOException {
    try (InputStream in = files().open(new Path(folder, name))) {
      return Checkpoint.read(in);
    }
  }

  /** Removes all. */
  void delete() {
    try {
      files().delete(new Path(folder), true);
    } catch (IOException e) {
      throw new UncheckedIOException("the checkpoints in " + folder + " cannot be removed", e);
    }
  }

  /** Returns what writes checkpoints of a model while it is trained. */
  TrainingListener writing(Model model) {
    return new TrainingListener() {
      private @Nullable TrainingRun run;

      @Override
      public void started(TrainingRun started) {
        run = started;
      }

      @Override
      public void epochDone(EpochResult result) {
        if (run != null && result.epoch() % every == 0) {
          write(result.epoch(), model, run.state());
        }
      }
    };
  }

  private Path path(int epoch) {
    return new Path(folder, String.format(Locale.ROOT, "%s%010d", NAME, epoch));
  }

  /** Writes a checkpoint under another name, and gives it its own when it is whole. */
  private void write(int epoch, Model model, TrainingState state) {
    Path path = path(epoch);
    Path partial = new Path(folder, "." + path.getName() + "-" + UUID.randomUUID());
    try {
      FileSystem files = files();
      try (OutputStream out = files.create(partial)) {
        Checkpoint.write(model, state, out);
      }
      files.delete(path, false); // of an attempt that came as far
      if (!files.rename(partial, path)) {
        throw new IOException("it cannot be given its name");
      }
      files.delete(path(epoch - KEPT * every), false); // if it is there
    } catch (IOException e) {
      throw new UncheckedIOException("the checkpoint " + path + " cannot be written", e);
    }
  }
}
