package org.nn4j.core.data.cache;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.nn4j.core.data.NumericValues;

/** How the rows of a block lie in a cache: one after the other, so that a row is read at once. */
final class BlockLayout {
  private final BlockColumn[] columns;
  private final int[] offsets;
  private final int stride;

  private BlockLayout(BlockColumn[] columns) {
    this.columns = columns;
    this.offsets = new int[columns.length];
    int offset = 0;
    for (int c = 0; c < columns.length; c++) {
      offsets[c] = offset;
      offset += columns[c].form().bytes();
    }
    this.stride = offset;
  }

  /**
   * Chooses the layout of a block.
   *
   * @param columns how its numbers are kept in memory
   * @param numbers the same
   */
  static BlockLayout of(List<NumericValues> columns, double[][] numbers) {
    BlockColumn[] forms = new BlockColumn[numbers.length];
    for (int c = 0; c < forms.length; c++) {
      forms[c] = BlockColumn.of(columns.get(c), numbers[c]);
    }
    return new BlockLayout(forms);
  }

  /** Returns the bytes of a row. */
  int stride() {
    return stride;
  }

  /** Returns the number of columns. */
  int columns() {
    return columns.length;
  }

  /** Writes a block that starts at the buffer's beginning. */
  void put(double[][] numbers, ByteBuffer block) {
    for (int c = 0; c < columns.length; c++) {
      columns[c].put(numbers[c], block, offsets[c], stride);
    }
  }

  /**
   * Returns a column's number in a row.
   *
   * @param row where the row starts in the buffer
   */
  double get(int column, ByteBuffer block, int row) {
    return columns[column].get(block, row + offsets[column]);
  }

  void write(DataOutputStream out) throws IOException {
    for (BlockColumn column : columns) {
      out.writeByte(Arrays.asList(BlockColumn.Form.values()).indexOf(column.form()));
      out.writeDouble(column.parameter());
    }
  }

  static BlockLayout read(DataInputStream in, int count) throws IOException {
    BlockColumn.Form[] forms = BlockColumn.Form.values();
    BlockColumn[] columns = new BlockColumn[count];
    for (int c = 0; c < count; c++) {
      columns[c] = new BlockColumn(forms[in.readUnsignedByte()], in.readDouble());
    }
    return new BlockLayout(columns);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlockLayout layout && Arrays.equals(columns, layout.columns);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(columns);
  }
}
