package org.nn4j.core.layer;

import org.nn4j.api.BatchBuffer;
import org.nn4j.api.Matrix;

/**
 * A batch buffer whose columns belong to branches, with cached views: switching between the full
 * and one shorter number of rows allocates nothing.
 */
final class ColumnViews {
  private final BatchBuffer buffer;
  private final int[] ends;
  private Matrix[] current = new Matrix[0];
  private Matrix[] other = new Matrix[0];
  private int currentRows = -1;
  private int otherRows = -1;

  ColumnViews(BatchBuffer buffer, int[] ends) {
    this.buffer = buffer;
    this.ends = ends.clone();
  }

  /** Chooses the number of rows. */
  void select(int rows) {
    if (rows == currentRows) {
      return;
    }
    Matrix[] views = otherRows == rows ? other : split(buffer.rows(rows));
    other = current;
    otherRows = currentRows;
    current = views;
    currentRows = rows;
  }

  private Matrix[] split(Matrix whole) {
    Matrix[] views = new Matrix[ends.length];
    int from = 0;
    for (int i = 0; i < ends.length; i++) {
      views[i] = whole.columns(from, ends[i]);
      from = ends[i];
    }
    return views;
  }

  Matrix whole() {
    return buffer.rows(currentRows);
  }

  Matrix view(int branch) {
    return current[branch];
  }
}
