package org.nn4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.InputException;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.model.ModelFile;

class FileKindTest {
  @TempDir private Path folder;

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private void assertRefused(Path file, String what, String way) {
    assertThatThrownBy(() -> TableReader.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": is " + what + ", not a table in text; ")
        .hasMessageContaining(way);
    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": is " + what + ", not a model; ");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "425a6839314159265359000000 | a bzip2 file | bunzip2",
        "fd377a585a000004e6d6b446   | an xz file | unxz",
        "28b52ffd0458210000         | a Zstandard file | unzstd",
        "377abcaf271c0004           | a 7-Zip archive | 7z x",
        "526172211a0701             | a RAR archive | unrar",
        "04224d18644070             | an LZ4 file | unlz4",
        "d0cf11e0a1b11ae100000000   | an old Office file (.xls) | save the table as CSV",
        "4f5243112233000a06         | an ORC file | pandas.read_orc('",
        "4152524f57310000ffffffff   | an Arrow file (Feather) | pandas.read_feather('",
        "894844460d0a1a0a00000000   | an HDF5 file | pandas.read_hdf('",
        "934e554d5059010076007b     | a NumPy file (.npy) | numpy.load('",
        "8004950c00000000000000     | a Python pickle | pandas.read_pickle('",
        "255044462d312e370a         | a PDF file | into a CSV file",
        "89504e470d0a1a0a0000000d   | a PNG image | IDX",
        "ffd8ffe000104a464946       | a JPEG image | IDX",
        "53514c69746520666f726d6174203300 | an SQLite database | as CSV",
        "02000000000000007b7d | a safetensors file, as models are | --data"
      })
  void isToldByItsFirstBytes(String hex, String what, String way) throws IOException {
    Path file = file("data.csv", HexFormat.of().parseHex(hex.strip()));
    if (what.startsWith("a safetensors")) {
      assertThatThrownBy(() -> TableReader.read(file))
          .hasMessageContaining("is " + what)
          .hasMessageContaining(way);
      assertThatThrownBy(() -> ModelFile.load(file))
          .hasMessageContaining("without nn4j's metadata");
    } else {
      assertRefused(file, what, way);
    }
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "version https://git-lfs.github.com/spec/v1;oid sha256:4d7a;size 12345; | a Git LFS pointer"
            + " | git lfs pull",
        "/annex/objects/SHA256E-s1--a | a git-annex pointer | git annex get",
        "<!DOCTYPE html>;<html> | an HTML page | Raw",
        ";;  <HTML lang=en> | an HTML page | Raw",
        "<?xml version=1?>;<a/> | an XML file | read_xml",
        "{\"a\": 1,; \"b\": 2} | a JSON file | read_json('",
        "[{\"a\": 1}] | a JSON file | read_json('",
        "{\"a\": 1};{\"a\": 2}; | a file of JSON lines | lines=True",
        "% a comment;%;@RELATION iris;@ATTRIBUTE a NUMERIC | an ARFF file | @data"
      })
  void isToldByHowItsTextStarts(String text, String what, String way) throws IOException {
    byte[] bytes = text.replace(';', '\n').getBytes(StandardCharsets.UTF_8);
    assertRefused(file("data.csv", bytes), what, way);
    Path packed = folder.resolve("data.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(bytes);
    }
    assertThatThrownBy(() -> TableReader.read(packed)).hasMessageContaining("is " + what);
    assertThatThrownBy(() -> ModelFile.load(packed))
        .hasMessageContaining("is a gzip file, not a model; unpack it first: gunzip " + packed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[Content_Types].xml _rels/.rels xl/workbook.xml | an Excel workbook (.xlsx)",
        "[Content_Types].xml word/document.xml | a Word document (.docx)",
        "mimetype content.xml | an OpenDocument file (.ods)",
        "x.npy y.npy | a file of NumPy arrays (.npz)",
        "model/data.pkl model/version | a PyTorch file (.pt)",
        "metadata.json config.json model.weights.h5 | a Keras model (.keras)",
        "iris.csv | a ZIP archive"
      })
  void anArchiveIsToldByItsEntries(String entries, String what) throws IOException {
    Path file = folder.resolve("data.csv");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String entry : entries.split(" ")) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write("content".getBytes(StandardCharsets.UTF_8));
      }
    }
    assertRefused(file, what, what.endsWith("archive") ? "unzip " + file : "");
  }

  @Test
  void aTarArchiveIsOneGzippedToo() throws IOException {
    byte[] tar = new byte[1024];
    byte[] magic = "ustar\0".getBytes(StandardCharsets.UTF_8);
    System.arraycopy("iris.csv".getBytes(StandardCharsets.UTF_8), 0, tar, 0, 8);
    System.arraycopy(magic, 0, tar, 257, magic.length);

    assertRefused(file("a.tar", tar), "a tar archive", "tar xf");
    Path packed = file("a.tar.gz", GunzipTest.gzip(tar));
    assertThatThrownBy(() -> TableReader.read(packed)).hasMessageContaining("is a tar archive");
  }

  @ParameterizedTest
  @CsvSource({"PAR1, a Parquet file", "'01234567DUCK', a DuckDB database"})
  void whatAPluginReadsIsKnownWhateverItsName(String start, String what) throws IOException {
    byte[] bytes = Arrays.copyOf(start.getBytes(StandardCharsets.UTF_8), 100);

    assertThatThrownBy(() -> TableReader.read(file("data.csv", bytes)))
        .hasMessageContaining("is " + what + ", which needs the plug-in nn-duckdb");
  }

  @Test
  void whatTheNamePromisesAndIsNotThereIsTold() throws IOException {
    Path file =
        file(
            "data.parquet",
            "version https://git-lfs.github.com/spec/v1\n".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> TableReader.read(file)).hasMessageContaining("is a Git LFS pointer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PAR1,PAR2",
        "ORC,y",
        "GIF8,y",
        "RDX,y",
        "version,y",
        "<1.0,y",
        "{a},[b]",
        "%a,b",
        "X,Y"
      })
  void aHeaderIsNotMistakenForAnotherKind(String header) throws IOException {
    Path file = file("data.csv", (header + "\n1,2\n3,4\n").getBytes(StandardCharsets.UTF_8));

    assertThat(TableReader.read(file).rows()).isEqualTo(2);
  }

  /** A long start neither fills the stack nor is looked at again and again. */
  @ParameterizedTest
  @ValueSource(strings = {"%\n", "%a \n", "{}\n ", "{\"a\": 1}   "})
  void aLongStartIsLookedAtOnce(String repeated) throws IOException {
    byte[] text =
        (repeated.repeat(100_000 / repeated.length()) + "[").getBytes(StandardCharsets.UTF_8);
    Path file = file("data.csv", text);

    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> assertThatThrownBy(() -> TableReader.read(file)).isInstanceOf(InputException.class));
  }

  @Test
  void aTableGivenAsAModelIsShown() throws IOException {
    Path file =
        file("iris.csv", "sepal_length,species\n5.1,setosa\n".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> ModelFile.load(file))
        .hasMessageContaining("not a model file")
        .hasMessageContaining("it is text that starts with 'sepal_length,species'");
  }

  @ParameterizedTest
  @DisabledOnOs(OS.WINDOWS) // no path has a colon there
  @ValueSource(strings = {"https://example.org/iris.csv", "https://example.org/iris?x=[1]"})
  void anAddressIsToBeDownloaded(String address) {
    assertThatThrownBy(() -> TableReader.read(Path.of(address)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is an address, not a file; download it first: curl -LO " + address);
    assertThatThrownBy(() -> ModelFile.load(Path.of(address)))
        .hasMessageContaining("curl -LO " + address);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // links need a privilege there
  void aLinkToNowhereIsTold() throws IOException {
    Path nowhere = folder.resolve("nowhere.csv");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), nowhere);

    assertThatThrownBy(() -> TableReader.read(link))
        .hasMessage(link + ": is a symbolic link to " + nowhere + ", where there is no file");
    assertThatThrownBy(() -> TableReader.read(nowhere))
        .hasMessage(nowhere + ": there is no such file");
  }
}
