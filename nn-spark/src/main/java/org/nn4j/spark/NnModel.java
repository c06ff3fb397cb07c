package org.nn4j.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.model.Prediction;

/**
 * A network that was trained on rows of Spark, and predicts others, in each executor many at a
 * time. What it predicts are the bits that {@code nn predict} and {@link
 * org.nn4j.core.model.Model#predict(java.util.Map)} compute of the same values.
 *
 * <p>A folder that it is saved to holds, beside Spark's metadata, the file {@value #FILE}, which is
 * a model of nn4j as any other: {@code nn predict --model FOLDER/model.safetensors}.
 *
 * @param <M> the model's own class
 */
public abstract sealed class NnModel<M extends NnModel<M>> extends Model<M> implements MLWritable
    permits NnClassificationModel, NnRegressionModel {
  private static final long serialVersionUID = 1;

  /** The name of the model's file in the folder that it is saved to. */
  public static final String FILE = "model.safetensors";

  /** Rows that are predicted at a time. */
  private static final int BLOCK = 1024;

  private final String uid;
  private final ModelBytes bytes;
  private final Param<String> featuresCol;
  private final StringArrayParam featuresCols;
  private final StringArrayParam vectorNames;
  private final Param<String> labelCol;
  private final Param<String> predictionCol;

  NnModel(String uid, ModelBytes bytes) {
    this.uid = uid;
    this.bytes = bytes;
    featuresCol = ColumnParams.featuresCol(this);
    featuresCols = ColumnParams.featuresCols(this);
    vectorNames =
        new StringArrayParam(this, "vectorNames", "the model's names of the vector's elements");
    labelCol = ColumnParams.labelCol(this);
    predictionCol = ColumnParams.predictionCol(this);
    ColumnParams.setDefault(this, featuresCol, "features");
    ColumnParams.setDefault(this, labelCol, "label");
    ColumnParams.setDefault(this, predictionCol, "prediction");
  }

  @Override
  public String uid() {
    return uid;
  }

  /** Returns the parameter of the column with vectors of features. */
  public Param<String> featuresCol() {
    return featuresCol;
  }

  /** Returns the parameter of the columns of features, where they are no vector. */
  public StringArrayParam featuresCols() {
    return featuresCols;
  }

  /** Returns the parameter of the names that the elements of the vector have in the model. */
  public StringArrayParam vectorNames() {
    return vectorNames;
  }

  /** Returns the parameter of the column that was learnt, which predicting does not need. */
  public Param<String> labelCol() {
    return labelCol;
  }

  /** Returns the parameter of the column with predictions. */
  public Param<String> predictionCol() {
    return predictionCol;
  }

  /** Sets the column with vectors of features. */
  public M setFeaturesCol(String value) {
    return with(featuresCol, value);
  }

  /** Sets the column that predictions are written to; by default {@code prediction}. */
  public M setPredictionCol(String value) {
    return with(predictionCol, value);
  }

  @SuppressWarnings("unchecked") // M is the model's own class
  final <T> M with(Param<T> param, T value) {
    set(param, value);
    return (M) this;
  }

  /** Returns the column's name that a parameter has, or null for none. */
  final @Nullable String column(Param<String> param) {
    String name = isDefined(param) ? getOrDefault(param) : "";
    return name.isEmpty() ? null : name;
  }

  /**
   * Returns the model as nn4j has it: with it single rows are predicted, and it tells what it is
   * made of.
   */
  public org.nn4j.core.model.Model model() {
    return bytes.model();
  }

  /** Returns how many features a vector has, or how many columns there are. */
  public int numFeatures() {
    return (isSet(featuresCols) ? getOrDefault(featuresCols) : getOrDefault(vectorNames)).length;
  }

  final ModelBytes bytes() {
    return bytes;
  }

  /** Returns the columns that predictions are written to, by the schema of the rows. */
  abstract List<StructField> outputs();

  /** Returns what makes the values of these columns of predictions. */
  abstract Outputs writer();

  /** Makes values of predictions. */
  interface Outputs extends Serializable {
    /** Sets a row's values from one on. */
    void set(Prediction prediction, int row, @Nullable Object[] values, int from);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    cells(schema, ZoneOffset.UTC);
    return ColumnParams.append(schema, outputs());
  }

  private RowCells cells(StructType schema, ZoneId zone) {
    List<String> columns = bytes.model().columns();
    if (isSet(featuresCols)) {
      return RowCells.none(zone).and(schema, columns);
    }
    return RowCells.none(zone)
        .andVector(schema, getOrDefault(featuresCol), Arrays.asList(getOrDefault(vectorNames)))
        .only(columns);
  }

  @Override
  public Dataset<Row> transform(Dataset<?> data) {
    StructType schema = data.schema();
    StructType all = transformSchema(schema);
    RowCells cells = cells(schema, RowCells.zone(data.sparkSession()));
    Blocks blocks = new Blocks(bytes, cells, writer(), all.length() - schema.length());
    Dataset<Row> predicted = data.toDF().mapPartitions(blocks, Encoders.row(all));
    // Which tells, of each column, what Spark ML knows of it: rows do not.
    for (StructField field : all.fields()) {
      if (!field.metadata().equals(Metadata.empty())) {
        predicted = predicted.withMetadata(field.name(), field.metadata());
      }
    }
    return predicted;
  }

  /** Predicts the rows of a partition, a block at a time. */
  private record Blocks(ModelBytes bytes, RowCells cells, Outputs writer, int added)
      implements MapPartitionsFunction<Row, Row> {

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
      org.nn4j.core.model.Model model = bytes.model();
      RowCells.Cells own = cells.cells();
      RowCells.TableBuilder table = cells.table();
      List<Row> block = new ArrayList<>(BLOCK);
      return new Iterator<>() {
        private Iterator<Row> done = block.iterator();

        @Override
        public boolean hasNext() {
          return done.hasNext() || rows.hasNext();
        }

        @Override
        public Row next() {
          if (!done.hasNext()) {
            predict();
          }
          return done.next();
        }

        private void predict() {
          block.clear();
          table.clear();
          while (block.size() < BLOCK && rows.hasNext()) {
            Row row = rows.next();
            cells.read(row, own);
            table.add(own);
            block.add(row);
          }
          Prediction prediction = model.predict(table.build());
          for (int i = 0; i < block.size(); i++) {
            block.set(i, longer(block.get(i), prediction, i));
          }
          done = block.iterator();
        }
      };
    }

    private Row longer(Row row, Prediction prediction, int index) {
      @Nullable Object[] values = new @Nullable Object[row.length() + added];
      for (int i = 0; i < row.length(); i++) {
        values[i] = row.get(i);
      }
      writer.set(prediction, index, values, row.length());
      return RowFactory.create(values);
    }
  }

  @Override
  public final Param<?>[] params() {
    List<Param<?>> all =
        new ArrayList<>(List.of(featuresCol, featuresCols, vectorNames, labelCol, predictionCol));
    all.addAll(more());
    return all.stream().sorted(Comparator.comparing(Param::name)).toArray(Param[]::new);
  }

  /** Returns the further parameters of a kind of models. */
  List<Param<?>> more() {
    return List.of();
  }

  abstract M create(String newUid, ModelBytes of);

  @Override
  public M copy(ParamMap extra) {
    M copy = create(uid, bytes);
    copyValues(copy, extra);
    copy.setParent(parent());
    return copy;
  }

  @Override
  public MLWriter write() {
    return new Writer(this);
  }

  /** Writes the metadata, and the model's file. */
  private static final class Writer extends MLWriter {
    private final NnModel<?> model;

    Writer(NnModel<?> model) {
      this.model = model;
    }

    @Override
    public void saveImpl(String folder) {
      DefaultParamsWriter.saveMetadata(model, folder, sparkSession());
      Path file = new Path(folder, FILE);
      Path written = new Path(folder, "." + FILE + ".tmp");
      try {
        FileSystem files = file.getFileSystem(configuration());
        try (OutputStream out = files.create(written, true)) {
          out.write(model.bytes().bytes());
        }
        if (!files.rename(written, file)) {
          throw new IOException("cannot rename " + written + " to " + file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("the model cannot be written to " + folder, e);
      }
    }

    private Configuration configuration() {
      return sparkSession().sparkContext().hadoopConfiguration();
    }
  }

  /** Reads what was written. */
  static final class Reader<M extends NnModel<M>> extends MLReader<M> {
    private final Class<M> type;
    private final java.util.function.BiFunction<String, ModelBytes, M> create;

    Reader(Class<M> type, java.util.function.BiFunction<String, ModelBytes, M> create) {
      this.type = type;
      this.create = create;
    }

    @Override
    public M load(String folder) {
      DefaultParamsReader.Metadata metadata =
          DefaultParamsReader.loadMetadata(folder, sparkSession(), type.getName());
      Path file = new Path(folder, FILE);
      try (FSDataInputStream in =
          file.getFileSystem(sparkSession().sparkContext().hadoopConfiguration()).open(file)) {
        M model = create.apply(metadata.uid(), new ModelBytes(in.readAllBytes()));
        model.model();
        metadata.getAndSetParams(model, metadata.getAndSetParams$default$2());
        return model;
      } catch (IOException e) {
        throw new UncheckedIOException("the model cannot be read from " + folder, e);
      }
    }
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + ": uid=" + uid + ", " + bytes;
  }
}
