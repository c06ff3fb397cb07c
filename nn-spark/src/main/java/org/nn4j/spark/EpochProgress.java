package org.nn4j.spark;

import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.util.CollectionAccumulator;
import org.nn4j.core.training.EpochResult;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Tells the driver of epochs while executors train: they come with the executors' heartbeats
 * ({@code spark.executor.heartbeatInterval}).
 */
final class EpochProgress extends SparkListener implements AutoCloseable {
  private final SparkContext context;
  private final Consumer<EpochResult> consumer;
  private final CollectionAccumulator<EpochResult> accumulator = new CollectionAccumulator<>();
  private int told;

  EpochProgress(SparkContext context, Consumer<EpochResult> consumer) {
    this.context = context;
    this.consumer = consumer;
    context.register(accumulator, "epochs");
    context.addSparkListener(this);
  }

  /** Returns what the first task adds epochs to. */
  CollectionAccumulator<EpochResult> accumulator() {
    return accumulator;
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    CollectionConverters.asJava(update.accumUpdates())
        .forEach(task -> CollectionConverters.asJava(task._4()).forEach(this::tell));
  }

  private void tell(AccumulableInfo info) {
    if (info.id() == accumulator.id()
        && info.update().isDefined()
        && info.update().get() instanceof List<?> list) {
      tell(list.stream().map(EpochResult.class::cast).toList());
    }
  }

  /** Tells those epochs that have not been told, of all up to now. */
  synchronized void tell(List<EpochResult> epochs) {
    for (EpochResult epoch : epochs) {
      if (epoch.epoch() > told) {
        told = epoch.epoch();
        consumer.accept(epoch);
      }
    }
  }

  @Override
  public void close() {
    context.removeSparkListener(this);
  }
}
