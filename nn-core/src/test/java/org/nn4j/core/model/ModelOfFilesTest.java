package org.nn4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.core.InputException;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.Evaluation;

/** Models that are applied to files, which are read as the training data were. */
class ModelOfFilesTest {
  /** A text for missing numbers, zip codes that are no numbers, and one that is called NA. */
  private static final String ROWS =
      """
      -999,53111,NA,10.5
      41,50667,b,20.25
      23,53111,NA,31
      35,40210,b,-999
      """;

  @TempDir Path folder;
  private Table table;
  private Model model;

  @BeforeEach
  void train() throws IOException {
    table =
        TableReader.read(
            csv("train.csv", "age,zip,kind,price\n" + ROWS.replace(",-999\n", ",12\n")),
            TableOptions.DEFAULT
                .withMissing(List.of("-999"))
                .withType("zip", ColumnType.CATEGORICAL)
                .withType("kind", ColumnType.CATEGORICAL));
    Preprocessor preprocessor = Preprocessor.fit(table, table.everyRow(), "price");
    Network network =
        Network.builder(preprocessor.inputWidth()).dense(5, "tanh").dense(1).seed(4).build();
    model = new Model(network, Catalog.standard().create(Loss.class, "mse"), preprocessor);
  }

  private Path csv(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private void requireSame(Prediction found) {
    requireSame(found.values(), model.predict(table).values());
  }

  private static void requireSame(Matrix found, Matrix expected) {
    assertThat(found.rows()).isEqualTo(expected.rows());
    for (int row = 0; row < expected.rows(); row++) {
      assertThat(found.get(row, 0)).as("row " + row).isEqualTo(expected.get(row, 0));
    }
  }

  @Test
  void aFileIsReadAsTheTrainingDataWere() throws IOException {
    Path file = csv("new.csv", "age,zip,kind,price\n" + ROWS);
    requireSame(model.predict(file));
    Matrix plain = model.predict(TableReader.read(file)).values();
    Matrix right = model.predict(file).values();
    assertThat(plain.get(0, 0)).as("-999 as a number").isNotEqualTo(right.get(0, 0));
  }

  @Test
  void columnsMayBeFewerMoreElsewhereAndWrittenOtherwise() throws IOException {
    requireSame(
        model.predict(
            csv(
                "moved.csv",
                """
                other, Kind ,AGE,Zip
                x,NA,-999,53111
                y,b,41,50667
                z,NA,23,53111
                ,b,35,40210
                """)));
  }

  @Test
  void aFileMayBeGzippedAndTheModelLoaded() throws IOException {
    Path file = folder.resolve("new.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(
          ("age,zip,kind\n" + ROWS.replaceAll("(?m),[^,]*$", "")).getBytes(StandardCharsets.UTF_8));
    }
    Path saved = folder.resolve("model.safetensors");
    model.save(saved);
    requireSame(Model.load(saved).predict(file));
  }

  @Test
  void anEvaluationReadsTheTargetToo() throws IOException {
    Path file = csv("new.csv", "age,zip,kind,Price\n" + ROWS.replace(",-999\n", ",12\n"));
    Evaluation evaluation = model.evaluate(file);
    assertThat(evaluation.loss()).isEqualTo(model.evaluate(table, table.everyRow()).loss());
    assertThat(evaluation.loss()).isEqualTo(model.evaluate(table).loss());
    requireSame(evaluation.values(), model.predict(table).values());
    assertThat(evaluation.targets().get(1, 0)).isEqualTo(20.25);

    Path absent = csv("absent.csv", "age,zip,kind,price\n" + ROWS);
    assertThatThrownBy(() -> model.evaluate(absent))
        .as("a target that is missing")
        .isInstanceOf(InputException.class)
        .hasMessageContaining("price");
    Path without = csv("without.csv", "age,zip,kind\n1,53111,b\n");
    assertThatThrownBy(() -> model.evaluate(without))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no column 'price'");
  }

  @Test
  void aFileThatLacksAColumnIsAnError() throws IOException {
    Path file = csv("new.csv", "age,zap,kind\n1,2,b\n");
    assertThatThrownBy(() -> model.predict(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("column 'zip' is missing; the model needs age, zip, kind");
  }

  @Test
  void aModelSaysWhatColumnsItPredictsFrom() {
    assertThat(model.columns()).containsExactly("age", "zip", "kind");
  }

  @Test
  void aModelOverMatricesReadsNoFile() throws IOException {
    Model plain = new Model(model.network(), model.loss(), null, Provenance.NONE);
    Path file = csv("new.csv", "age\n1\n");
    assertThatThrownBy(() -> plain.predict(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no preprocessing");
    assertThatThrownBy(() -> plain.evaluate(file)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(plain::columns).isInstanceOf(IllegalStateException.class);
  }
}
