package org.nn4j.bench.optimizer;

/** A plain copy that moves about as many bytes as an update: half are read, half written. */
final class Copy implements Runnable {
  private final float[] source;
  private final float[] target;

  Copy(long bytes) {
    int elements = Math.toIntExact(bytes / (2 * Float.BYTES));
    source = new float[elements];
    target = new float[elements];
  }

  @Override
  public void run() {
    System.arraycopy(source, 0, target, 0, source.length);
  }
}
