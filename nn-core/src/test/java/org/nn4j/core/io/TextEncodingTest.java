package org.nn4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.InputException;
import org.nn4j.core.data.read.TableReader;

class TextEncodingTest {
  private static final String TEXT = "größe,y\n1,naïve\n2,€\n";

  @TempDir private Path folder;

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("data.csv"), bytes);
  }

  private static byte[] marked(String mark, String charset) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(HexFormat.of().parseHex(mark));
    bytes.writeBytes(TEXT.getBytes(Charset.forName(charset)));
    return bytes.toByteArray();
  }

  private static String read(Path file, @Nullable String encoding) throws IOException {
    Charset charset = encoding == null ? null : Charset.forName(encoding);
    try (BufferedReader text = InputFiles.text(file, charset)) {
      return text.lines().collect(Collectors.joining("\n", "", "\n"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', UTF-8",
    "efbbbf, UTF-8",
    "fffe, UTF-16LE",
    "feff, UTF-16BE",
    "fffe0000, UTF-32LE",
    "0000feff, UTF-32BE"
  })
  void isFoundByTheByteOrderMark(String mark, String charset) throws IOException {
    Path file = write(marked(mark, charset));

    assertThat(read(file, null)).isEqualTo(TEXT);
    assertThat(read(file, charset)).as("said as well").isEqualTo(TEXT);
    assertThat(TableReader.read(file).names()).containsExactly("größe", "y");
  }

  @ParameterizedTest
  @CsvSource({
    "windows-1252, windows-1252",
    "UTF-16LE, UTF-16LE",
    "UTF-16LE, UTF-16",
    "UTF-16BE, UTF-16",
    "UTF-32BE, UTF-32",
    "IBM00858, IBM00858"
  })
  void isWhatTheUserSays(String charset, String said) throws IOException {
    assertThat(read(write(marked("", charset)), said)).isEqualTo(TEXT);
  }

  @Test
  void isFoundWithinGzip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(marked("fffe", "UTF-16LE"));
    }
    assertThat(read(write(bytes.toByteArray()), null)).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void tellsLineAndWordOfWhatIsNotUtf8(String end) throws IOException {
    String text = "a,b" + end + ("1,gut" + end).repeat(50_000) + "2,größer" + end;
    Path file = write(text.getBytes(StandardCharsets.ISO_8859_1));
    InputException fault = catchThrowableOfType(InputException.class, () -> TableReader.read(file));

    assertThat(fault.line()).isEqualTo(50_002);
    assertThat(fault)
        .hasMessage(
            file
                + ":50002: the text is not UTF-8, which has no 0xf6 there; in windows-1252 (Latin-1)"
                + " this reads 'größer': if that is right, give --encoding windows-1252, else the"
                + " encoding it has, or save the file as UTF-8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "6100 2c00 6200 0a00 | | as in UTF-16LE without byte order mark; give --encoding UTF-16LE",
        "0061 002c 0062 000a | | as in UTF-16BE without byte order mark; give --encoding UTF-16BE",
        "6100 2c00 6200 0a00 | windows-1252 | as in UTF-16LE without byte order mark",
        "612c 620a 312c 7800 0a32 2c79 | | is not text: byte 8 is zero",
        "efbbbf 612c 620a | windows-1252 | the byte order mark of UTF-8 but is to be read as windows",
        "fffe 6100 0a00 | UTF-16BE | the byte order mark of UTF-16LE but is to be read as UTF-16BE",
        "612c 620a 312c 9d0a | | UTF-8, which has no 0x9d there; name its encoding, such as",
        "612c 620a 312c c3 | | data.csv:2: the text is not UTF-8, which has no 0xc3 there",
        "612c 620a 312c 9d0a | windows-1252 | data.csv:2: the text is not windows-1252, which has no",
        "612c 620a 312c e90a | US-ASCII | data.csv:2: the text is not US-ASCII, which has no 0xe9",
        "fffe 6100 0a00 00d8 6100 | | data.csv:2: the text is not UTF-16LE, which has no"
      })
  void nothingIsMisread(String hex, @Nullable String encoding, String message) throws IOException {
    Path file = write(HexFormat.of().parseHex(hex.replace(" ", "")));

    assertThatThrownBy(() -> read(file, encoding))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }
}
