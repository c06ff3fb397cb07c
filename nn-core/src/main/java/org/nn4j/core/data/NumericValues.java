package org.nn4j.core.data;

/** The numbers of a column in the narrowest form that holds them all exactly. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public interface NumericValues {

  /** Returns the number of rows. */
  int size();

  /** Returns a number, NaN where it is missing. */
  double get(int row);

  /** Returns the numbers of the rows with these indices, in their order. */
  NumericValues select(int[] rows);

  /** Any numbers. */
  record Doubles(double[] values) implements NumericValues {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public double get(int row) {
      return values[row];
    }

    @Override
    public Doubles select(int[] rows) {
      double[] selected = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        selected[i] = values[rows[i]];
      }
      return new Doubles(selected);
    }
  }

  /** Numbers that float32 holds, such as whole ones up to 2²⁴, and NaN. */
  record Floats(float[] values) implements NumericValues {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public double get(int row) {
      return values[row];
    }

    @Override
    public Floats select(int[] rows) {
      float[] selected = new float[rows.length];
      for (int i = 0; i < rows.length; i++) {
        selected[i] = values[rows[i]];
      }
      return new Floats(selected);
    }
  }

  /**
   * Whole numbers from 0 to 255, none missing.
   *
   * @param data the bytes, unsigned, which columns may share
   * @param from index of row 0
   * @param stride distance from one row to the next
   * @param size number of rows
   */
  record Bytes(byte[] data, int from, int stride, int size) implements NumericValues {
    @Override
    public double get(int row) {
      return Byte.toUnsignedInt(data[from + row * stride]);
    }

    @Override
    public Bytes select(int[] rows) {
      byte[] selected = new byte[rows.length];
      for (int i = 0; i < rows.length; i++) {
        selected[i] = data[from + rows[i] * stride];
      }
      return new Bytes(selected, 0, 1, rows.length);
    }
  }

  /**
   * A view of some rows of others.
   *
   * @param rows their indices
   */
  record Chosen(NumericValues all, int[] rows) implements NumericValues {
    @Override
    public int size() {
      return rows.length;
    }

    @Override
    public double get(int row) {
      return all.get(rows[row]);
    }

    @Override
    public NumericValues select(int[] chosen) {
      int[] selected = new int[chosen.length];
      for (int i = 0; i < chosen.length; i++) {
        selected[i] = rows[chosen[i]];
      }
      return all.select(selected);
    }
  }
}
