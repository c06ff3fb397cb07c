package org.nn4j.core.layer;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.Parameter;

/** {@link Embedding} with its memory. The build makes the float64 twin of this class. */
final class FloatEmbedding implements BoundLayer {
  private final int plain;
  private final int size;
  private final Parameter[] tables;
  private final BatchBuffer outputs;
  private final @Nullable BatchBuffer inputGradients;
  private FloatMatrix input;

  FloatEmbedding(Embedding definition, LayerContext context) {
    this.tables = new Parameter[definition.categories().size()];
    for (int i = 0; i < tables.length; i++) {
      tables[i] = context.parameter(Embedding.table(i));
    }
    this.plain = context.inputWidth() - tables.length;
    this.size = definition.size();
    this.outputs = Buffers.batch(context, definition.outputWidth(context.inputWidth()));
    this.inputGradients = Buffers.inputGradient(context);
    this.input = (FloatMatrix) outputs.rows(0);
  }

  @Override
  public Matrix forward(Matrix newInput, boolean training) {
    input = (FloatMatrix) newInput;
    FloatMatrix output = (FloatMatrix) outputs.rows(newInput.rows());
    FloatColumns.copy(input, 0, output, 0, plain);
    for (int i = 0; i < tables.length; i++) {
      FloatMatrix table = (FloatMatrix) tables[i].value();
      for (int r = 0; r < output.rows(); r++) {
        System.arraycopy(
            table.array(),
            FloatColumns.at(table, code(r, i, table), 0),
            output.array(),
            FloatColumns.at(output, r, plain + i * size),
            size);
      }
    }
    return output;
  }

  @Override
  public @Nullable Matrix backward(Matrix gradient) {
    FloatMatrix g = (FloatMatrix) gradient;
    for (int i = 0; i < tables.length; i++) {
      FloatMatrix sums = (FloatMatrix) tables[i].gradient();
      sums.fill(0);
      for (int r = 0; r < g.rows(); r++) {
        int from = FloatColumns.at(g, r, plain + i * size);
        int to = FloatColumns.at(sums, code(r, i, sums), 0);
        for (int j = 0; j < size; j++) {
          sums.array()[to + j] += g.array()[from + j];
        }
      }
    }
    if (inputGradients == null) {
      return null;
    }
    FloatMatrix inputGradient = (FloatMatrix) inputGradients.rows(g.rows());
    inputGradient.fill(0);
    FloatColumns.copy(g, 0, inputGradient, 0, plain);
    return inputGradient;
  }

  /** Returns the row of a table that a code of the input stands for, 0 for what is no code. */
  private int code(int row, int table, FloatMatrix rows) {
    float value = input.array()[FloatColumns.at(input, row, plain + table)];
    int code = (int) value;
    return code > 0 && code < rows.rows() && code == value ? code : 0;
  }
}
