package org.nn4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.checkpoint.Checkpoint;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.io.Safetensors;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.PreprocessOptions;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.KernelsSelector;

class ModelFileTest {
  private static final Catalog CATALOG = Catalog.standard();

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void chooseFile() {
    file = folder.resolve("model.safetensors");
  }

  private static Model model(Precision precision, Preprocessor preprocessor) {
    Network network =
        Network.builder(3)
            .precision(precision)
            .seed(4)
            .dense(5, "leaky_relu(slope=0.2)")
            .layer("batch_norm")
            .layer("residual([dense(5, prelu)])")
            .dense(2, "softmax")
            .build();
    Loss loss = CATALOG.create(Loss.class, "categorical_cross_entropy");
    return new Model(network, loss, preprocessor, new Provenance(Map.of("seed", "4")));
  }

  private Model load() {
    return ModelFile.load(file, CATALOG, KernelsSelector.standard());
  }

  @ParameterizedTest
  @EnumSource
  void aModelComesBackAsItWas(Precision precision) throws IOException {
    Path csv = folder.resolve("data.csv");
    Files.writeString(csv, "a,b,c,kind\n1,2,x,p\n3,,,q\n5,6,x,p\n7,1,x,q\n");
    Table table = TableReader.read(csv, TableOptions.DEFAULT);
    int[] rows = {0, 1, 2, 3};
    Model model = model(precision, Preprocessor.fit(table, rows, PreprocessOptions.of("kind")));
    ModelFile.save(model, file);

    Model loaded = load();
    assertThat(loaded.network().parameters().sha256())
        .isEqualTo(model.network().parameters().sha256());
    assertThat(loaded.network().layers()).isEqualTo(model.network().layers());
    assertThat(loaded.network().precision()).isEqualTo(precision);
    assertThat(loaded.loss()).isEqualTo(model.loss());
    assertThat(loaded.preprocessor()).isEqualTo(model.preprocessor());
    assertThat(loaded.provenance()).isEqualTo(model.provenance());
    Matrix x = Matrix.of(precision, new double[] {0.5, -1, 2});
    assertThat(loaded.network().predict(x).toRows())
        .isDeepEqualTo(model.network().predict(x).toRows());
  }

  @Test
  void equalModelsGiveEqualBytesAndNothingElseIsLeftBehind() throws IOException {
    ModelFile.save(model(Precision.FLOAT32, null), file);
    byte[] first = Files.readAllBytes(file);
    ModelFile.save(model(Precision.FLOAT32, null), file);
    assertThat(Files.readAllBytes(file)).isEqualTo(first);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aStreamIsReadToItsEndAndNotClosed() throws IOException {
    Model model = model(Precision.FLOAT64, null);
    ModelFile.save(model, file);
    boolean[] closed = {false};
    InputStream stream =
        new ByteArrayInputStream(Files.readAllBytes(file)) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    Model loaded = ModelFile.load(stream);
    assertThat(stream.read()).isEqualTo(-1);
    assertThat(closed[0]).isFalse();
    assertThat(loaded.network().parameters().sha256())
        .isEqualTo(model.network().parameters().sha256());
    assertThat(loaded.network().layers()).isEqualTo(model.network().layers());
    assertThat(loaded.loss()).isEqualTo(model.loss());
    assertThat(loaded.provenance()).isEqualTo(model.provenance());
  }

  /** The same errors as of files, without the name of one. */
  @Test
  void whatAStreamHoldsIsCheckedAsAFileIs() throws IOException {
    ModelFile.save(model(Precision.FLOAT32, null), file);
    byte[] sound = Files.readAllBytes(file);
    List<byte[]> forged = new ArrayList<>();
    for (int i = 0; i < sound.length; i += 7) {
      byte[] changed = sound.clone();
      changed[i] ^= 0x11;
      forged.add(changed);
    }
    forged.add(Arrays.copyOf(sound, sound.length - 1));
    forged.add(Arrays.copyOf(sound, sound.length + 1));
    forged.add(new byte[0]);
    forged.add("x,y\n1,2\n".getBytes(StandardCharsets.UTF_8));
    forged.add(new byte[] {31, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0});
    for (byte[] bytes : forged) {
      Files.write(file, bytes);
      Throwable fault = catchThrowable(this::load);
      if (fault == null) {
        continue; // a character of a key that nothing reads
      }
      String message = String.valueOf(fault.getMessage());
      assertThatThrownBy(() -> ModelFile.load(new ByteArrayInputStream(bytes)))
          .isInstanceOf(InputException.class)
          .hasMessage(
              "the model's stream: "
                  + message.substring((file + ": ").length()).replace(file.toString(), "FILE"));
    }
    assertThatThrownBy(() -> ModelFile.load(new ByteArrayInputStream(new byte[0])))
        .hasMessage("the model's stream: not a model file: it has 0 bytes");
  }

  @Test
  void aStreamThatBreaksIsAnErrorOfTheInput() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }
        };
    assertThatThrownBy(() -> ModelFile.load(broken))
        .isInstanceOf(InputException.class)
        .hasMessage("the model's stream: cannot be read: connection reset");
  }

  @Test
  void whatIsNoModelIsNotOverwritten() throws IOException {
    Files.writeString(file, "a,b\n1,2\n");
    assertThatThrownBy(() -> ModelFile.save(model(Precision.FLOAT32, null), file))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("is there already and is not an nn4j model; it is not overwritten");
    assertThat(Files.readString(file)).isEqualTo("a,b\n1,2\n");
  }

  @Test
  void aFolderOrAMissingFolderIsNamed() {
    assertThatThrownBy(() -> ModelFile.save(model(Precision.FLOAT32, null), folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("it is a folder");
    assertThatThrownBy(
            () -> ModelFile.save(model(Precision.FLOAT32, null), folder.resolve("no/such.st")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("does not exist");
    assertThatThrownBy(this::load).hasMessageContaining("there is no such file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}} | 8 | without nn4j's",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}} | 7 | file holds 7",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1,3],\"data_offsets\":[0,8]}} | 8 | not 12",
        "{\"t\":{\"dtype\":\"I8\",\"shape\":[1,8],\"data_offsets\":[0,8]}} | 8 | dtype \"I8\"",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[-1,2],\"data_offsets\":[0,8]}} | 8 | shape [-1,2]",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | 8 | shape [2]",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[4,12]}} | 12 | not at 0",
        "{\"t\":{\"dtype\":\"F64\",\"shape\":[60000,60000],\"data_offsets\":[0,8]}} | 8 | impossible",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[0,2],\"data_offsets\":[0,0]}} | 0 | shape [0,2]",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1.0,2],\"data_offsets\":[0,8]}} | 8 | shape [1.0,2]",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[4294967297,2],\"data_offsets\":[0,8]}} | 8 | shape",
        "{\"t\":{\"dtype\":\"F64\",\"shape\":[1,300000000],\"data_offsets\":[0,8]}} | 8 | impossible",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[20000,20000],\"data_offsets\":[0,1600000000]}} | 8 | bytes",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[\"0\",[8]]}} | 8 | place",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0.5,8.5]}} | 8 | place",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[-8,0]}} | 8 | place",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1,2]}} | 8 | place",
        "{\"t\":{\"dtype\":[\"F32\"],\"shape\":[1,2],\"data_offsets\":[0,8]}} | 8 | dtype [\"F32\"]",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]},\"t\":1} | 4 | not JSON",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
            + "\"u\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[4,12]}} | 12 | not at 8",
        "{\"t\":1} | 0 | dtype",
        "[1] | 0 | not a JSON object",
        "{\"t\" | 0 | not JSON",
        "{\"__metadata__\":{\"a\":1}} | 0 | is not a text",
        "{\"__metadata__\":{\"nn4j.format\":\"99\"}} | 0 | format version 99",
        "{\"__metadata__\":{\"nn4j.format\":\"1\"}} | 0 | nn4j.network is missing",
      })
  void aFaultyHeaderIsOneClearError(String header, int dataBytes, String message)
      throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer content =
        ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, content.putLong(json.length).put(json).array());
    assertThatThrownBy(this::load)
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  /** Writes a file whose metadata are these, without tensors. */
  private void writeMetadata(String network, String more) throws IOException {
    String header =
        "{\"__metadata__\":{\"nn4j.format\":\"1\",\"nn4j.loss\":\"mse\",\"nn4j.provenance\":\"[]\","
            + more
            + "\"nn4j.network\":\""
            + network.replace("\"", "\\\"")
            + "\"}}";
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer content = ByteBuffer.allocate(8 + json.length).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, content.putLong(json.length).put(json).array());
  }

  /** Parameters of petabytes are refused for the want of tensors, not of memory. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"inputs\":40000,\"layers\":[\"dense(40000)\",\"dense(50000)\"] | layers.0.weight is missing",
        "\"inputs\":2000000000,\"layers\":[\"dense(2000000000)\"] | layers.0.weight is missing",
        "\"inputs\":3,\"layers\":[] | the number of layers must be at least 1 but is 0",
        "\"inputs\":-3,\"layers\":[\"batch_norm\"] | the input width must be at least 1 but is -3",
        "\"inputs\":\"x\",\"layers\":[\"dropout\"] | the input width must be at least 1 but is 0",
        "\"inputs\":3,\"layers\":[7] | ''",
        "\"inputs\":3,\"layers\":[\"residual([dense(2)])\"] | residual: its layers turn 3 columns into 2",
        "\"inputs\":100000,\"layers\":[\"dropout\"] | layers have 200000 columns together but 0 parameters",
        "\"inputs\":3,\"seed\":1.5,\"layers\":[\"dropout\"] | seed must be a whole number but is 1.5",
      })
  void aNetworkThatCannotBeIsOneClearError(String network, String message) throws IOException {
    writeMetadata(
        "{\"precision\":\"float32\""
            + (network.contains("seed") ? "," : ",\"seed\":0,")
            + network
            + "}",
        "");
    assertThatThrownBy(this::load)
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "", "3", "{", "{}", "[[[", "\\\"text\\\""})
  void preprocessingThatIsNoneIsOneClearError(String preprocessing) throws IOException {
    writeMetadata(
        "{\"precision\":\"float32\",\"seed\":0,\"inputs\":2,\"layers\":[\"dropout\"]}",
        "\"nn4j.preprocessing\":\"" + preprocessing + "\",");
    assertThatThrownBy(this::load)
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": ");
  }

  @Test
  void aTensorOfAnotherShapeOrOneTooManyIsNamed() throws IOException {
    Model model = model(Precision.FLOAT32, null);
    ModelFile.save(model, file);
    Safetensors saved = Safetensors.read(file);
    Map<String, Matrix> tensors = new LinkedHashMap<>(saved.tensors());
    tensors.put("layers.0.bias", Matrix.zeros(Precision.FLOAT32, 5, 1));
    new Safetensors(saved.metadata(), tensors).write(file);
    assertThatThrownBy(this::load)
        .hasMessageContaining(
            "the parameter layers.0.bias is float32 5×1 but the network wants float32 1×5");
    tensors.put("layers.0.bias", Matrix.zeros(Precision.FLOAT32, 1, 5));
    tensors.put("extra", Matrix.zeros(Precision.FLOAT32, 1, 1));
    new Safetensors(saved.metadata(), tensors).write(file);
    assertThatThrownBy(this::load)
        .hasMessageContaining("there are 12 parameters but the network wants 11");
  }

  /** Larger than what is read or written at once, in both directions. */
  @ParameterizedTest
  @EnumSource
  void largeTensorsComeBackAsTheyWere(Precision precision) {
    RandomStream random = new RandomStream(3, "large");
    Map<String, Matrix> tensors = new LinkedHashMap<>();
    for (int[] shape : new int[][] {{300_001, 1}, {1, 300_001}, {700, 701}}) {
      Matrix tensor = Matrix.zeros(precision, shape[0], shape[1]);
      for (int r = 0; r < shape[0]; r++) {
        for (int c = 0; c < shape[1]; c++) {
          tensor.set(r, c, random.nextGaussian());
        }
      }
      tensors.put(tensor.shape(), tensor);
    }
    new Safetensors(Map.of(), tensors).write(file);
    Safetensors read = Safetensors.read(file);
    assertThat(read.tensors().keySet()).containsExactlyElementsOf(tensors.keySet());
    tensors.forEach(
        (name, tensor) ->
            assertThat(Arrays.deepEquals(read.tensors().get(name).toRows(), tensor.toRows()))
                .as(name)
                .isTrue());
  }

  @Test
  void everyTruncationIsAnInputError() throws IOException {
    ModelFile.save(model(Precision.FLOAT32, null), file);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 13) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(this::load)
          .as("first %s bytes", length)
          .isInstanceOf(InputException.class);
    }
  }

  @Test
  void damagedBytesAreAnInputErrorOrDoNotMatter() throws IOException {
    Model model = model(Precision.FLOAT32, null);
    ModelFile.save(model, file);
    byte[] whole = Files.readAllBytes(file);
    long seed = 11;
    RandomStream random = new RandomStream(seed, "damage");
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      byte[] damaged = whole.clone();
      int at = random.nextInt(whole.length);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      try {
        Model loaded = load();
        assertThat(loaded.network().parameters().sha256())
            .as("seed " + seed + ", byte " + at + " set to " + damaged[at])
            .isEqualTo(model.network().parameters().sha256());
        assertThat(loaded.network().layers()).isEqualTo(model.network().layers());
        assertThat(loaded.loss()).isEqualTo(model.loss());
        assertThat(loaded.provenance()).isEqualTo(model.provenance());
      } catch (InputException e) {
        refused++;
        assertThat(e.getMessage()).startsWith(file.toString());
      } catch (RuntimeException e) {
        fail("seed " + seed + ", byte " + at + " set to " + damaged[at], e);
      }
    }
    assertThat(refused).isGreaterThan(390);
  }

  @Test
  void oneBitOfAParameterIsNoticed() throws IOException {
    ModelFile.save(model(Precision.FLOAT32, null), file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 0x40;
    Files.write(file, bytes);
    assertThatThrownBy(this::load)
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            file + ": is damaged: its checksum does not match its content; take a copy");
  }

  /** As written before models had checksums. */
  @Test
  void modelsAndCheckpointsOfOlderVersionsAreStillRead() throws Exception {
    Path old = resource("model-without-checksum.safetensors");
    Model model = ModelFile.load(old);
    assertThat(model.network().parameters().sha256())
        .isEqualTo("bb839b11e5c32464aebf320d01c76686f38610f31e567266b14adfa9b1f34808");
    assertThat(Safetensors.read(old).hasChecksum()).isFalse();
    Path checkpoint = resource("checkpoint-by-place.safetensors");
    assertThat(ModelFile.load(checkpoint).network().parameters().sha256())
        .isEqualTo(model.network().parameters().sha256());
    assertThat(Checkpoint.read(checkpoint).state().steps()).isEqualTo(8);

    byte[] bytes = Files.readAllBytes(checkpoint);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(this::load).hasMessageContaining("is damaged: its checksum");
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(ModelFileTest.class.getResource("/org/nn4j/core/old/" + name).toURI());
  }

  /** Other programs write tensors and texts in an order of their own. */
  @Test
  void theOrderInTheFileDoesNotMatter() {
    ModelFile.save(model(Precision.FLOAT32, null), file);
    Safetensors saved = Safetensors.read(file);
    Map<String, String> metadata = new TreeMap<>(Comparator.reverseOrder());
    metadata.putAll(saved.metadata());
    Map<String, Matrix> tensors = new TreeMap<>(Comparator.reverseOrder());
    tensors.putAll(saved.tensors());
    new Safetensors(metadata, tensors).write(file);
    assertThat(Safetensors.read(file).metadata().get(Safetensors.CHECKSUM))
        .isEqualTo(saved.metadata().get(Safetensors.CHECKSUM));
    assertThat(load().network().parameters().sha256())
        .isEqualTo(model(Precision.FLOAT32, null).network().parameters().sha256());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aParameterThatIsNotFiniteIsNamed(double value) {
    for (Precision precision : Precision.values()) {
      Model model = model(precision, null);
      model.network().parameters().value("layers.3.weight").set(1, 1, value);
      ModelFile.save(model, file);
      assertThatThrownBy(this::load)
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(
              file
                  + ": the parameter layers.3.weight holds "
                  + value
                  + " in row 2 and column 2, but parameters must be finite; ");
    }
  }

  /** What a text editor does to the preprocessing of a model that was sound. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"numeric\",\"column\":\"b\",\"fill\":3.0,\"center\":3.0,\"scale\":0.816496580927726}, | | makes 2 inputs of the columns a, c but the network has 3",
        "\"labels\":[\"x\"] | \"labels\":[\"x\",\"y\"] | makes 4 inputs of the columns a, b, c but the network has 3",
        "[\"p\",\"q\"] | [\"p\",\"q\",\"r\"] | has 2 outputs but the target has 3 classes; it needs 3",
        "[\"p\",\"q\"] | [\"p\"] | labels must be at least 2, all different, but are [p]",
        "[\"p\",\"q\"] | [\"p\",\"p\"] | labels must be at least 2, all different, but are [p, p]",
        "\"numeric\":false | \"numeric\":true | numeric, but 'p' is no number",
        "\"labels\":[\"p\",\"q\"] | \"labels\":[\"p\",\"q\"],\"threshold\":1.5 | above 0 and below 1 but is 1.5",
        "\"column\":\"kind\" | \"column\":\"a\" | column 'a' is a target and cannot be a feature too",
        "\"column\":\"b\" | \"column\":\"a\" | feature columns must be at least 1, all different",
        "{\"type\":\"classes\",\"column\":\"kind\",\"numeric\":false,\"labels\":[\"p\",\"q\"]} | {\"type\":\"labels\",\"labels\":[\"p\",\"q\",\"r\"]} | has 2 outputs but the preprocessing has 3 labels: p, q, r",
        "{\"type\":\"classes\",\"column\":\"kind\",\"numeric\":false,\"labels\":[\"p\",\"q\"]} | {\"type\":\"labels\",\"labels\":[\"p\",\"q\"]} | are no distribution",
        "{\"type\":\"classes\",\"column\":\"kind\",\"numeric\":false,\"labels\":[\"p\",\"q\"]} | {\"type\":\"values\",\"columns\":[{\"column\":\"kind\",\"center\":0,\"scale\":1}]} | has 2 outputs but the preprocessing has 1 targets: kind",
      })
  void preprocessingThatDoesNotFitTheNetworkIsRefusedWithTheFile(
      String text, String other, String message) throws IOException {
    saveWithPreprocessing(text, other);
    assertThatThrownBy(this::load)
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  private void saveWithPreprocessing(String text, String other) throws IOException {
    Path csv = folder.resolve("data.csv");
    Files.writeString(csv, "a,b,c,kind\n2,2,x,p\n3,,,q\n4,4,x,p\n7,3,x,q\n");
    Table table = TableReader.read(csv, TableOptions.DEFAULT);
    Preprocessor fitted =
        Preprocessor.fit(table, new int[] {0, 1, 2, 3}, PreprocessOptions.of("kind"));
    ModelFile.save(model(Precision.FLOAT32, fitted), file);
    Safetensors saved = Safetensors.read(file);
    Map<String, String> metadata = new LinkedHashMap<>(saved.metadata());
    metadata.computeIfPresent(
        "nn4j.preprocessing",
        (key, json) -> {
          assertThat(json).contains(text);
          return json.replace(text, other == null ? "" : other);
        });
    new Safetensors(metadata, saved.tensors()).write(file);
  }

  /** Each layer doubles what it is given, so that a short text asks for gigabytes. */
  @Test
  void layersThatRepeatTheirInputAreRefusedBeforeTheyTakeMemory() throws IOException {
    for (String layer :
        List.of(
            "concat([sequential,sequential])",
            "sequential([concat([sequential,sequential,sequential])])",
            "concat([concat([sequential,sequential]),dropout])")) {
      String layers = Collections.nCopies(15, '"' + layer + '"').toString();
      writeMetadata(
          "{\"precision\":\"float32\",\"seed\":0,\"inputs\":4,\"layers\":" + layers + "}", "");
      assertThatThrownBy(this::load)
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(file + ": the network's layers have ")
          .hasMessageContaining("columns together but 0 parameters");
    }
  }

  @Test
  void aMissingPartIsNamedWithItsFile() throws IOException {
    ModelFile.save(model(Precision.FLOAT32, null), file);
    Safetensors saved = Safetensors.read(file);
    Map<String, String> metadata = new LinkedHashMap<>(saved.metadata());
    metadata.replaceAll((key, text) -> text.replace("leaky_relu", "leaky_rele"));
    new Safetensors(metadata, saved.tensors()).write(file);
    assertThatThrownBy(this::load)
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            file + ": unknown activation 'leaky_rele'; did you mean 'leaky_relu'?");
  }
}
