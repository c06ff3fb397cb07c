package org.nn4j.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.core.InputException;
import org.nn4j.core.activation.Elu;
import org.nn4j.core.activation.Identity;
import org.nn4j.core.activation.Relu;
import org.nn4j.core.activation.Softmax;
import org.nn4j.core.activation.Tanh;
import org.nn4j.core.layer.Dense;

/**
 * State dicts that are damaged, hostile, or of other networks: one kind of error, naming the file.
 */
class ImporterFuzzTest {
  private static final Path FILES = Path.of("..", "golden", "exchange");

  private static final Importer IMPORTER =
      Importer.standard()
          .withLayers(
              new Dense(16, new Relu()), new Dense(8, new Tanh()), new Dense(3, new Softmax()));

  @TempDir private Path folder;

  @Test
  @Timeout(60)
  void damageIsAnErrorOrAnotherNumber() throws IOException {
    byte[] whole = Files.readAllBytes(FILES.resolve("classifier.safetensors"));
    Path file = folder.resolve("damaged.safetensors");
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] bytes = whole.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        // most of them in the header
        int most = random.nextInt(4) == 0 ? bytes.length : 560;
        bytes[random.nextInt(most)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(5) == 0 ? random.nextInt(bytes.length) : bytes.length;
      Files.write(file, Arrays.copyOf(bytes, length));
      try {
        IMPORTER.read(file);
      } catch (InputException e) {
        refused++;
        assertThat(e).hasMessageStartingWith(file.toString());
      }
    }
    assertThat(refused).isGreaterThan(1500);
  }

  private Path file(String header, int data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + data).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(text.length).put(text);
    return Files.write(folder.resolve("made.safetensors"), bytes.array());
  }

  private static String tensor(String name, String type, String shape, int from, int to) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
        .formatted(name, type, shape, from, to);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          conv.weight | F32 | [2,2,2] | 32 | tensor conv.weight is F32 of shape [2,2,2], which is of no module
          0.weight | I8 | [4,2] | 8 | tensor 0.weight is I8 of shape [4,2], which is of no module
          0.weight | C64 | [4,2] | 64 | tensor 0.weight has the unknown dtype "C64"
          0.weight | F32 | [65536,65536] | 16 | tensor 0.weight has an impossible shape
          0.weight | F32 | [-1,2] | 8 | tensor 0.weight has the shape [-1,2]
          0.weight | F32 | 8 | 32 | tensor 0.weight
          rnn.weight_ih_l0 | F32 | [4,2] | 32 | tensor rnn.weight_ih_l0 is called so
          0.bias | F32 | [4] | 16 | module 0.bias 1×4 is not complete
          0.running_mean | F32 | [4] | 16 | is not complete
          """)
  void namesTheTensor(String name, String type, String shape, int bytes, String message)
      throws IOException {
    Path file = file("{" + tensor(name, type, shape, 0, bytes) + "}", bytes);
    assertThatThrownBy(() -> IMPORTER.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void severalOrdersAreAnErrorUnlessTheNamesTell() throws IOException {
    String out = tensor("out.weight", "F32", "[1,4]", 0, 16);
    String two = tensor("b.weight", "F32", "[4,4]", 16, 80);
    String one = tensor("z.weight", "F32", "[4,4]", 80, 144);
    Importer importer =
        Importer.standard()
            .withLayers(
                new Dense(4, new Elu()), new Dense(4, new Elu()), new Dense(1, new Identity()));
    Path file = file("{" + out + "," + two + "," + one + "}", 144);
    assertThatThrownBy(() -> importer.read(file))
        .hasMessageContaining("several orders of its modules fit the layers");
    Path numbered =
        file(
            "{"
                + out.replace("out.", "net.10.")
                + ","
                + two.replace("b.", "net.2.")
                + ","
                + one.replace("z.", "net.1.")
                + "}",
            144);
    assertThat(importer.read(numbered).told())
        .containsExactly(
            "layers.0 dense  from net.1.weight 4×4, transposed",
            "layers.1 dense  from net.2.weight 4×4, transposed",
            "layers.2 dense  from net.10.weight 1×4, transposed");
  }

  @Test
  void weightsOfInputsTimesOutputsAreTakenAsTheyAre() throws IOException {
    Path file =
        file(
            "{"
                + tensor("0.weight", "F32", "[2,3]", 0, 24)
                + ","
                + tensor("0.bias", "F32", "[3]", 24, 36)
                + "}",
            36);
    assertThat(Importer.standard().withLayers(new Dense(3, new Relu())).read(file).told())
        .containsExactly(
            "layers.0 dense  from 0.weight 2×3, 0.bias 1×3, as it is: inputs × outputs");
  }

  @Test
  void halvesAreRead() throws IOException {
    Path file =
        file(
            "{"
                + tensor("0.weight", "F16", "[1,3]", 0, 6)
                + ","
                + tensor("0.bias", "BF16", "[1]", 6, 8)
                + "}",
            8);
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    data.putShort(bytes.length - 8, (short) 0x3555); // 0.333251953125
    data.putShort(bytes.length - 6, (short) 0x8001); // the least below 0
    data.putShort(bytes.length - 4, (short) 0x7bff); // 65504
    data.putShort(bytes.length - 2, (short) 0xc049); // −3.140625
    Files.write(file, bytes);
    var parameters =
        Importer.standard()
            .withLayers(new Dense(1, new Identity()))
            .read(file)
            .model()
            .network()
            .parameters();
    assertThat(parameters.value("layers.0.weight").get(0, 0)).isEqualTo(0.333251953125);
    assertThat(parameters.value("layers.0.weight").get(1, 0)).isEqualTo(-0x1p-24);
    assertThat(parameters.value("layers.0.weight").get(2, 0)).isEqualTo(65504);
    assertThat(parameters.value("layers.0.bias").get(0, 0)).isEqualTo(-3.140625);
    data.putShort(bytes.length - 4, (short) 0x7c00); // infinity
    Files.write(file, bytes);
    assertThatThrownBy(
            () -> Importer.standard().withLayers(new Dense(1, new Identity())).read(file))
        .hasMessageContaining("weight holds Infinity, but parameters must be finite");
  }
}
