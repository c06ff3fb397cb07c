package org.nn4j.spark;

import java.io.Externalizable;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import org.apache.spark.Partitioner;

/**
 * Where a row goes when rows are shuffled: to a partition, and in it behind those that are less, by
 * two unsigned numbers of 64 bits; rows that watch training behind those that are learnt.
 */
public final class RowKey implements Externalizable, Comparable<RowKey> {
  private static final long serialVersionUID = 1;

  private int partition;
  private boolean validation;
  private long first;
  private long second;

  /** Creates a key to be read. */
  public RowKey() {}

  RowKey(int partition, boolean validation, long first, long second) {
    this.partition = partition;
    this.validation = validation;
    this.first = first;
    this.second = second;
  }

  int partition() {
    return partition;
  }

  boolean validation() {
    return validation;
  }

  @Override
  public int compareTo(RowKey other) {
    int flags = Boolean.compare(validation, other.validation);
    int firsts = flags == 0 ? Long.compareUnsigned(first, other.first) : flags;
    return firsts == 0 ? Long.compareUnsigned(second, other.second) : firsts;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowKey key && compareTo(key) == 0 && partition == key.partition;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(first);
  }

  @Override
  public void writeExternal(ObjectOutput out) throws java.io.IOException {
    out.writeInt(validation ? ~partition : partition);
    out.writeLong(first);
    out.writeLong(second);
  }

  @Override
  public void readExternal(ObjectInput in) throws java.io.IOException {
    int sign = in.readInt();
    validation = sign < 0;
    partition = validation ? ~sign : sign;
    first = in.readLong();
    second = in.readLong();
  }

  /** Takes each row to the partition that its key names. */
  static final class Named extends Partitioner {
    private static final long serialVersionUID = 1;

    private final int partitions;

    Named(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object key) {
      return ((RowKey) key).partition;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Named named && partitions == named.partitions;
    }

    @Override
    public int hashCode() {
      return partitions;
    }
  }
}
