package org.nn4j.report.tensorboard;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.CRC32C;
import org.nn4j.core.io.ProtoWriter;

/**
 * A file of TensorBoard events, which are appended one by one: TensorBoard reads along.
 *
 * <p>Each record is its length (64 bits), the masked CRC of that, the bytes, the masked CRC of
 * these, all little-endian; the bytes are a protocol buffer {@code tensorflow.Event}. Source:
 * tensorflow/core/lib/io/record_writer.h and tensorflow/core/util/event.proto.
 */
final class EventFile implements Closeable {
  /** Fields of {@code Event}. */
  private static final int WALL_TIME = 1;

  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;

  /** Fields of {@code Summary} and {@code Summary.Value}. */
  private static final int VALUE = 1;

  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;

  private static final int MASK = 0xa282ead8;

  private final FileChannel channel;

  /** Creates a file, which must not be there, and writes the event that every file starts with. */
  EventFile(Path file, double wallTime) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      append(new ProtoWriter().fixed64(WALL_TIME, wallTime).text(FILE_VERSION, "brain.Event:2"));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Appends scalars of one step. */
  void scalars(double wallTime, long step, Map<String, Double> values) throws IOException {
    ProtoWriter summary = new ProtoWriter();
    values.forEach(
        (tag, value) ->
            summary.message(
                VALUE, new ProtoWriter().text(TAG, tag).fixed32(SIMPLE_VALUE, value.floatValue())));
    append(
        new ProtoWriter()
            .fixed64(WALL_TIME, wallTime)
            .varint(STEP, step)
            .message(SUMMARY, summary));
  }

  private void append(ProtoWriter event) throws IOException {
    byte[] data = event.toBytes();
    ByteBuffer record =
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES + data.length + Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length);
    record.putInt(maskedCrc(record.array(), 0, Long.BYTES));
    record.put(data);
    record.putInt(maskedCrc(data, 0, data.length));
    record.flip();
    while (record.hasRemaining()) {
      channel.write(record);
    }
  }

  /** Returns the CRC32C, rotated and shifted: a CRC over data with CRCs in it is weak. */
  static int maskedCrc(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
