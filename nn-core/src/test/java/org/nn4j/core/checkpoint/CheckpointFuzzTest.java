package org.nn4j.core.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import org.nn4j.api.Matrix;
import org.nn4j.core.FuzzTarget;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.io.Safetensors;
import org.nn4j.core.model.ForgedTensors;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;

/**
 * Checkpoints, as {@link ForgedTensors} makes them of an input and with the right checksum, and
 * runs that go on from them.
 */
final class CheckpointFuzzTest implements FuzzTarget {
  private static final long CONSTANT = 4 << 20;
  private static final TrainingPlan PLAN =
      TrainingPlan.builder().loss("mse").optimizer("adam").epochs(4).batch(1).build();

  @Override
  public void read(byte[] input) throws IOException {
    byte[] bytes = ForgedTensors.of(input);
    Path file = FuzzTarget.file("checkpoint-00000001.safetensors", bytes);
    FuzzTarget.check(bytes.length, CONSTANT, () -> Checkpoint.describe(file));
    Path sound = file.resolveSibling("checkpoint-00000002.safetensors");
    if (!FuzzTarget.check(bytes.length, CONSTANT, () -> Safetensors.read(file).write(sound))) {
      return;
    }
    Checkpoint[] checkpoint = new Checkpoint[1];
    if (FuzzTarget.check(bytes.length, CONSTANT, () -> checkpoint[0] = Checkpoint.read(sound))) {
      FuzzTarget.check(bytes.length, CONSTANT, () -> resume(checkpoint[0]));
    }
  }

  private static void resume(Checkpoint checkpoint) {
    Matrix x = Matrix.of(new double[] {1}, new double[] {2}, new double[] {3});
    Network network = Network.builder(1).seed(1).dense(1, "identity").build();
    new Trainer(PLAN).resume(checkpoint.state(), network, new MatrixDataset(x, x), null);
  }
}
