package org.nn4j.spark.bench;

import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.StageInfo;
import org.apache.spark.storage.RDDInfo;
import scala.jdk.javaapi.CollectionConverters;

/** How long barrier stages take: from getting the rows to the trained network. */
final class BarrierSeconds extends SparkListener {
  private final SparkContext context;
  private volatile double last;

  BarrierSeconds(SparkContext context) {
    this.context = context;
    context.addSparkListener(this);
  }

  @Override
  public void onStageCompleted(SparkListenerStageCompleted completed) {
    StageInfo stage = completed.stageInfo();
    if (CollectionConverters.asJava(stage.rddInfos()).stream().anyMatch(RDDInfo::isBarrier)) {
      last = ((Long) stage.completionTime().get() - (Long) stage.submissionTime().get()) * 1e-3;
    }
  }

  /** Returns the seconds of the one since the last call, or 0. */
  double last() throws TimeoutException {
    context.listenerBus().waitUntilEmpty();
    double seconds = last;
    last = 0;
    return seconds;
  }
}
