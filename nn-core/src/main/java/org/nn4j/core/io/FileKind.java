package org.nn4j.core.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a file is that does not hold a table as text, judged by how it starts, and what to do with
 * it.
 */
public final class FileKind {

  /** How a file relates to the one that is wanted. */
  public enum Use {
    /** It stands in for the file that is wanted. */
    STAND_IN,
    /** It holds the file that is wanted. */
    PACKED,
    /** It holds a table that a plug-in reads. */
    PLUGIN,
    /** It is a model. */
    MODEL,
    /** It is a model of another program. */
    FOREIGN,
    /** None of these. */
    OTHER
  }

  /** How many bytes of a file are examined. */
  public static final int HEAD = 1 << 16;

  /** The bytes, each a character, that files of a kind have at a place, or an entry's name. */
  private record Mark(int at, String bytes, FileKind kind) {
    boolean matches(byte[] head) {
      byte[] wanted = bytes.getBytes(StandardCharsets.ISO_8859_1);
      // The header of a CSV file may start with a short word.
      return (!bytes.matches("[ -~]{1,4}") || holdsZero(head))
          && head.length >= at + wanted.length
          && Arrays.equals(head, at, at + wanted.length, wanted, 0, wanted.length);
    }
  }

  private static final String EXPORT = "save the table as CSV in the program that made it";
  private static final String RAW =
      "download the file itself, not the page that shows it (at GitHub, the button Raw)";
  private static final String PIXELS =
      "images are read from an IDX file, or from CSV with a column for each pixel";

  private static final List<Mark> MARKS =
      List.of(
          standIn("version https://git-lfs", "a Git LFS pointer", "git lfs pull fetches the file"),
          standIn("/annex/objects/", "a git-annex pointer", "git annex get FILE fetches the file"),
          packed("\37\u008b", "a gzip file", "unpack it first: gunzip FILE"),
          mark(4, "1AY&SY", "a bzip2 file", Use.PACKED, "unpack it first: bunzip2 FILE"),
          packed("\u00fd7zXZ\0", "an xz file", "unpack it first: unxz FILE"),
          packed("(\u00b5/\u00fd", "a Zstandard file", "unpack it first: unzstd FILE"),
          packed("\4\"M\30", "an LZ4 file", "unpack it first: unlz4 FILE"),
          packed("\37\u009d", "a file of compress", "unpack it first: uncompress FILE"),
          packed("7z\u00bc\u00af'\34", "a 7-Zip archive", "unpack it first: 7z x FILE"),
          packed("Rar!\32\7", "a RAR archive", "unpack it first: unrar x FILE"),
          mark(257, "ustar\0", "a tar archive", Use.PACKED, "unpack it first: tar xf FILE"),
          mark(257, "ustar  \0", "a tar archive", Use.PACKED, "unpack it first: tar xf FILE"),
          mark(0, "PAR1", "a Parquet file", Use.PLUGIN, "give it a name that ends in .parquet"),
          mark(8, "DUCK", "a DuckDB database", Use.PLUGIN, "give it a name that ends in .duckdb"),
          other("\u00d0\u00cf\21\u00e0\u00a1\u00b1\32\u00e1", "an old Office file (.xls)", EXPORT),
          other("ORC", "an ORC file", python("pandas.read_orc('FILE')")),
          other("ARROW1\0\0", "an Arrow file (Feather)", python("pandas.read_feather('FILE')")),
          other("FEA1", "a Feather file", python("pandas.read_feather('FILE')")),
          other("\u0089HDF\r\n\32\n", "an HDF5 file", python("pandas.read_hdf('FILE')")),
          other("\u0093NUMPY", "a NumPy file (.npy)", python(frame("numpy.load('FILE')"))),
          other("SQLite format 3\0", "an SQLite database", "export the table as CSV"),
          other("$FL2", "an SPSS file", python("pandas.read_spss('FILE')")),
          other("<stata_dta>", "a Stata file", python("pandas.read_stata('FILE')")),
          other("MATLAB 5.0 MAT", "a MATLAB file", "write the table as CSV there: writetable"),
          other("X\n\0\0", "an R object (.rds)", "write it as CSV in R: write.csv"),
          other("RDX", "an R workspace", "write the table as CSV in R: write.csv"),
          other("\u0080\2", "a Python pickle", python("pandas.read_pickle('FILE')")),
          other("\u0080\3", "a Python pickle", python("pandas.read_pickle('FILE')")),
          other("\u0080\4", "a Python pickle", python("pandas.read_pickle('FILE')")),
          other("\u0080\5", "a Python pickle", python("pandas.read_pickle('FILE')")),
          other("%PDF-", "a PDF file", "copy its table into a CSV file"),
          other("\u0089PNG\r\n\32\n", "a PNG image", PIXELS),
          other("\u00ff\u00d8\u00ff", "a JPEG image", PIXELS),
          other("GIF8", "a GIF image", PIXELS));

  /** How texts begin that are not CSV, in lower case. */
  private static final List<Mark> TEXTS =
      List.of(
          standIn("<!doctype html", "an HTML page", RAW),
          standIn("<html", "an HTML page", RAW),
          standIn("<head", "an HTML page", RAW),
          other("<?xml", "an XML file", python("pandas.read_xml('FILE')")),
          other(
              "@relation",
              "an ARFF file",
              "make it CSV: one line of the @attribute names in place of all up to @data"));

  /**
   * Lines of comments before an ARFF file's first; possessive, lest a long start fill the stack.
   */
  private static final Pattern COMMENTS = Pattern.compile("^(?:%[^\\n]*+\\s++)++");

  private static final FileKind JSON =
      new FileKind("a JSON file", Use.OTHER, python("pandas.read_json('FILE')"));
  private static final FileKind JSON_LINES =
      new FileKind(
          "a file of JSON lines", Use.OTHER, python("pandas.read_json('FILE', lines=True)"));
  private static final Pattern JSON_START =
      Pattern.compile("(\\{\\s*[\"}]|\\[\\s*[{\\[\"\\]]).*", Pattern.DOTALL);
  private static final Pattern JSON_LINES_START =
      Pattern.compile("\\{[^\\n]*}[^\\S\\n]*+\\n\\s*+\\{.*", Pattern.DOTALL);

  /** What the names of a ZIP archive's entries say about it. */
  private static final List<Mark> ENTRIES =
      List.of(
          other("xl/", "an Excel workbook (.xlsx)", EXPORT + " (File, Save As, CSV UTF-8)"),
          other("mimetype", "an OpenDocument file (.ods)", EXPORT),
          other("word/", "a Word document (.docx)", "copy its table into a CSV file"),
          other(".npy", "a file of NumPy arrays (.npz)", python(frame("numpy.load('FILE')['x']"))),
          other("/data.pkl", "a PyTorch file (.pt)", "write its table as CSV in Python"),
          mark(
              0, "model.weights.h5", "a Keras model (.keras)", Use.FOREIGN, "name a file of data"));

  /** Fields of ONNX's ModelProto: ir_version as a number, producer_name and graph with a length. */
  private static final int ONNX_VERSION = 1 << 3;

  private static final int ONNX_PRODUCER = 2 << 3 | 2;
  private static final int ONNX_GRAPH = 7 << 3 | 2;

  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final int ZIP_NAME_LENGTH = 26;
  private static final int ZIP_NAME = 30;
  private static final FileKind ARCHIVE =
      new FileKind("a ZIP archive", Use.PACKED, "unpack it first: unzip FILE");

  private static final int LONGEST_HEADER = 100_000_000;
  private static final FileKind SAFETENSORS =
      new FileKind(
          "a safetensors file, as models are", Use.MODEL, "name a file of data with --data");

  /** An ONNX file, or the beginning of one. */
  public static final FileKind ONNX =
      new FileKind("an ONNX file", Use.FOREIGN, "name a file of data with --data");

  private static final FileKind IDX =
      new FileKind("an IDX file", Use.OTHER, "it is read alone, not among files of a pattern");

  private final String what;
  private final Use use;
  private final String way;

  /**
   * Names a kind.
   *
   * @param what what it is, with an article
   * @param way what to do to have its data read; {@code FILE} stands for its path
   */
  private FileKind(String what, Use use, String way) {
    this.what = what;
    this.use = use;
    this.way = way;
  }

  private static Mark standIn(String bytes, String what, String way) {
    return mark(0, bytes, what, Use.STAND_IN, way);
  }

  private static Mark packed(String bytes, String what, String way) {
    return mark(0, bytes, what, Use.PACKED, way);
  }

  private static Mark other(String bytes, String what, String way) {
    return mark(0, bytes, what, Use.OTHER, way);
  }

  private static Mark mark(int at, String bytes, String what, Use use, String way) {
    return new Mark(at, bytes, new FileKind(what, use, way));
  }

  private static String frame(String array) {
    return "pandas.DataFrame(" + array + ")";
  }

  private static String python(String reading) {
    return "write it as CSV, as Python does: " + reading + ".to_csv('data.csv', index=False)";
  }

  /**
   * Returns the kind of file that starts with these bytes, or null if it may be a table in text.
   */
  public static @Nullable FileKind of(byte[] head) {
    for (Mark mark : MARKS) {
      if (mark.matches(head)) {
        return mark.kind;
      }
    }
    if (Arrays.mismatch(head, ZIP) == ZIP.length) {
      return archive(head);
    }
    if (isSafetensors(head)) {
      return SAFETENSORS;
    }
    if (isOnnx(head)) {
      return ONNX;
    }
    return IdxFile.isIdx(head) ? IDX : text(head);
  }

  /** Whether it starts with ONNX's version and, as writers have it, who wrote it or the graph. */
  private static boolean isOnnx(byte[] head) {
    return head.length > 2
        && head[0] == ONNX_VERSION
        && head[1] > 0
        && head[1] < ' '
        && (head[2] == ONNX_PRODUCER || head[2] == ONNX_GRAPH);
  }

  /**
   * Returns the kind of a file, or null if it may be a table in text.
   *
   * @throws IOException if it cannot be read
   */
  public static @Nullable FileKind of(Path file) throws IOException {
    try (InputStream in = InputFiles.raw(file)) {
      return of(in.readNBytes(HEAD));
    }
  }

  /** Looks for the names of entries, each of which has a header before its content. */
  private static FileKind archive(byte[] head) {
    ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + ZIP_NAME < head.length; at++) {
      if (Arrays.equals(head, at, at + ZIP.length, ZIP, 0, ZIP.length)) {
        int length =
            Math.min(bytes.getShort(at + ZIP_NAME_LENGTH) & 0xffff, head.length - at - ZIP_NAME);
        String name = new String(head, at + ZIP_NAME, length, StandardCharsets.ISO_8859_1);
        for (Mark mark : ENTRIES) {
          if (name.startsWith(mark.bytes) || name.endsWith(mark.bytes)) {
            return mark.kind;
          }
        }
      }
    }
    return ARCHIVE;
  }

  private static boolean holdsZero(byte[] head) {
    for (byte b : head) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSafetensors(byte[] head) {
    if (head.length <= Long.BYTES || head[Long.BYTES] != '{') {
      return false;
    }
    long length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return length >= 2 && length <= LONGEST_HEADER;
  }

  private static @Nullable FileKind text(byte[] head) {
    String start = new String(head, StandardCharsets.UTF_8).replaceFirst("^\ufeff?\\s*", "");
    String lower = COMMENTS.matcher(start).replaceFirst("").toLowerCase(Locale.ROOT);
    for (Mark mark : TEXTS) {
      if (lower.startsWith(mark.bytes)) {
        return mark.kind;
      }
    }
    if (!JSON_START.matcher(start).matches()) {
      return null;
    }
    return JSON_LINES_START.matcher(start).matches() ? JSON_LINES : JSON;
  }

  /** Returns what it is, with an article. */
  public String what() {
    return what;
  }

  /** Returns what it is good for. */
  public Use use() {
    return use;
  }

  /** Returns the message that a file of this kind is not a table, with what to do. */
  public String notATable(Path file) {
    return "is " + what + ", not a table in text; " + way.replace("FILE", file.toString());
  }

  /**
   * Returns the message of what a file is that is not a model, with what to do.
   *
   * @return null if its start does not show it
   * @throws IOException if it cannot be read
   */
  public static @Nullable String notAModel(Path file) throws IOException {
    try (InputStream in = InputFiles.raw(file)) {
      return notAModel(in.readNBytes(HEAD), file.toString());
    }
  }

  /**
   * Says what bytes are that should be a model, as {@link #notAModel(Path)} does.
   *
   * @param head the first of them
   * @param name what to call their file in advice
   */
  public static @Nullable String notAModel(byte[] head, String name) {
    FileKind kind = of(head);
    if (kind == null || kind.use == Use.MODEL) {
      return null;
    }
    return "is "
        + kind.what
        + ", not a model; "
        + (kind.use == Use.STAND_IN || kind.use == Use.PACKED
            ? kind.way.replace("FILE", name)
            : kind.use == Use.FOREIGN
                ? "nn import makes one of it"
                : "name a .safetensors file that nn train wrote");
  }

  /**
   * Returns the message of why a path has no file: it is an address, a pipe that is gone, a link to
   * nowhere.
   */
  public static String missing(Path file) {
    String path = file.toString();
    if (isAddress(file)) {
      // A path keeps only one of two slashes.
      String address = path.replaceFirst(":/+", "://");
      return "is an address, not a file; download it first"
          + (path.startsWith("http") ? ": curl -LO " + address : "");
    }
    if (Spool.isDescriptor(file)) {
      return "the pipe is gone: it belonged to an earlier command; give the data again with --data";
    }
    if (Files.isSymbolicLink(file)) {
      return "is a symbolic link to " + target(file) + ", where there is no file";
    }
    return "there is no such file";
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "somewhere";
    }
  }

  /** Whether a path is an address on the web or in a store. */
  public static boolean isAddress(Path file) {
    return file.toString().matches("(https?|ftp|s3|gs|abfss?|hdfs):/.*") && !Files.exists(file);
  }

  /** Looks at how a stream starts, without reading on. */
  static byte[] head(BufferedInputStream in) throws IOException {
    in.mark(HEAD);
    byte[] head = in.readNBytes(HEAD);
    in.reset();
    return head;
  }
}
