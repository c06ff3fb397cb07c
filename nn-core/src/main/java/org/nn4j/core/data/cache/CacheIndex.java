package org.nn4j.core.data.cache;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.csv.ColumnBuilder;
import org.nn4j.core.data.csv.ColumnNote;
import org.nn4j.core.data.csv.FileRows;
import org.nn4j.core.data.csv.TableBuilder;
import org.nn4j.core.data.text.NumberForm;

/**
 * The index at the end of a cache, which describes its blocks.
 *
 * @param stamp the source
 * @param hash SHA-256 of its files, one after the other; empty where the stamp suffices or the
 *     cache serves but once
 * @param format how the source was said to be written
 * @param reading notable facts about how it is written
 * @param omitted a description of what was left out
 * @param columns all columns of the source
 * @param files the index among the source's files of each that has rows
 * @param firstRows its first row
 * @param rows the number of rows
 * @param blockRows the rows of each block but the last, a power of two
 * @param blocks where the rows are; a block's column 0 is that of lines, then follow those that are
 *     not ignored
 */
record CacheIndex(
    SourceStamp stamp,
    String hash,
    CsvFormat format,
    List<String> reading,
    List<String> omitted,
    List<CachedColumn> columns,
    List<Integer> files,
    List<Integer> firstRows,
    int rows,
    int blockRows,
    List<CachedBlocks.Block> blocks) {

  /** Returns whether reading the source with some options would give the same. */
  boolean serves(TableOptions options) {
    return format.equals(options.format())
        && columns.stream()
            .allMatch(
                column ->
                    column.omitted()
                        ? !options.types().containsKey(column.name())
                        : column.serves(options.type(column.name())));
  }

  /**
   * Returns the index of what a writer was given.
   *
   * @param hash the files' SHA-256, or an empty text
   * @param asked the options asked for, which may leave more open than those that were used
   */
  static CacheIndex of(
      TableBuilder table, SourceStamp stamp, String hash, TableOptions asked, CacheWriter writer) {
    List<CachedColumn> columns = new ArrayList<>();
    List<String> names = table.names();
    for (int i = 0; i < table.columns(); i++) {
      ColumnBuilder builder = table.column(i);
      columns.add(
          new CachedColumn(
              names.get(i),
              asked.type(names.get(i)),
              builder == null ? null : builder.labels(),
              table.isNameless(i),
              builder == null
                  ? new ColumnNote(names.get(i), NumberForm.PLAIN, 0, "")
                  : builder.note()));
    }
    return new CacheIndex(
        stamp,
        hash,
        asked.format(),
        table.dialects(),
        table.omitted(),
        columns,
        table.sources(),
        table.firstRows(),
        table.rows(),
        writer.blockRows(),
        writer.blocks());
  }

  List<String> names() {
    return columns.stream().map(CachedColumn::name).toList();
  }

  /**
   * Creates the table that was asked for.
   *
   * @param sources the source's files
   * @param numbered whether its rows have numbers in place of lines
   * @throws InputException if it had no column
   */
  Table table(
      Path source,
      List<Path> sources,
      TableOptions options,
      CachedBlocks cached,
      boolean numbered) {
    List<Column> wanted = new ArrayList<>();
    List<ColumnNote> notes = new ArrayList<>();
    int block = 0;
    for (int i = 0; i < columns.size(); i++) {
      CachedColumn column = columns.get(i);
      block += column.isCached() ? 1 : 0;
      if (column.isCached() && options.type(column.name()) != ColumnType.IGNORE) {
        notes.add(column.note());
        wanted.add(column.view(source, i + 1, cached, block, rows));
      }
    }
    if (wanted.isEmpty()) {
      throw TableBuilder.noColumn(source, options, names());
    }
    FileRows places =
        FileRows.of(
            source, files.stream().map(sources::get).toList(), firstRows, cached::line, numbered);
    return new Table(
        wanted,
        source,
        places,
        true,
        new Table.Reading(
            names(),
            ColumnNote.notices(source, reading, omitted, notes),
            ColumnNote.format(format, notes),
            ""));
  }

  void write(DataOutputStream out) throws IOException {
    stamp.write(out);
    writeText(out, hash);
    writeFormat(out);
    writeTexts(out, reading);
    writeTexts(out, omitted);
    out.writeInt(columns.size());
    for (CachedColumn column : columns) {
      column.write(out);
    }
    out.writeInt(files.size());
    for (int f = 0; f < files.size(); f++) {
      out.writeInt(files.get(f));
      out.writeInt(firstRows.get(f));
    }
    out.writeInt(rows);
    out.writeInt(blockRows);
    writeBlocks(out);
  }

  private void writeBlocks(DataOutputStream out) throws IOException {
    Map<BlockLayout, Integer> layouts = new LinkedHashMap<>();
    blocks.forEach(block -> layouts.putIfAbsent(block.layout(), layouts.size()));
    out.writeInt(blocks.get(0).layout().columns());
    out.writeInt(layouts.size());
    for (BlockLayout layout : layouts.keySet()) {
      layout.write(out);
    }
    out.writeInt(blocks.size());
    for (CachedBlocks.Block block : blocks) {
      out.writeInt(layouts.getOrDefault(block.layout(), 0));
      out.writeLong(block.position());
      out.writeLong(block.line());
    }
  }

  static CacheIndex read(DataInputStream in) throws IOException {
    SourceStamp stamp = SourceStamp.read(in);
    String hash = readText(in);
    CsvFormat format = readFormat(in);
    List<String> reading = readTexts(in);
    List<String> omitted = readTexts(in);
    List<CachedColumn> columns = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      columns.add(CachedColumn.read(in));
    }
    List<Integer> files = new ArrayList<>();
    List<Integer> firstRows = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      files.add(in.readInt());
      firstRows.add(in.readInt());
    }
    return new CacheIndex(
        stamp,
        hash,
        format,
        reading,
        omitted,
        columns,
        files,
        firstRows,
        in.readInt(),
        in.readInt(),
        readBlocks(in, 1 + (int) columns.stream().filter(CachedColumn::isCached).count()));
  }

  /**
   * Requires the numbers to agree, for a checksum can be forged.
   *
   * @param end where the blocks end
   * @throws IllegalArgumentException otherwise
   */
  void check(long end) {
    boolean whole = Integer.bitCount(blockRows) == 1 && blockRows <= CacheWriter.MOST_ROWS;
    require(rows > 0 && blockRows > 0 && whole, "rows in blocks");
    require(blocks.size() == (rows - 1) / blockRows + 1, "as many blocks as rows take");
    long position = CacheWriter.SIGNATURE.length;
    for (int b = 0; b < blocks.size(); b++) {
      CachedBlocks.Block block = blocks.get(b);
      require(block.position() == position, "one block after the other");
      require(block.line() >= 0 && block.line() <= Integer.MAX_VALUE, "lines");
      int count = b + 1 < blocks.size() ? blockRows : rows - b * blockRows;
      long size = (long) count * block.layout().stride();
      require(size <= Integer.MAX_VALUE, "blocks that can be mapped");
      position += size;
    }
    require(position == end, "blocks up to the index");
    require(!files.isEmpty() && firstRows.get(0) == 0, "a file with the first row");
    for (int f = 1; f < files.size(); f++) {
      require(firstRows.get(f) > firstRows.get(f - 1) && firstRows.get(f) < rows, "rows of files");
    }
    for (CachedColumn column : columns) {
      require(column.note().missing() >= 0 && column.note().missing() <= rows, "missing cells");
      List<String> labels = column.labels();
      require(labels == null || new HashSet<>(labels).size() == labels.size(), "distinct labels");
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("a cache has " + what);
    }
  }

  private static List<CachedBlocks.Block> readBlocks(DataInputStream in, int cached)
      throws IOException {
    int columns = in.readInt();
    require(columns == cached, "blocks of its columns");
    List<BlockLayout> layouts = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      layouts.add(BlockLayout.read(in, columns));
    }
    List<CachedBlocks.Block> blocks = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      blocks.add(new CachedBlocks.Block(layouts.get(in.readInt()), in.readLong(), in.readLong()));
    }
    return blocks;
  }

  private void writeFormat(DataOutputStream out) throws IOException {
    writeSign(out, format.separator());
    writeSign(out, format.quote());
    writeText(out, format.encoding() == null ? "" : format.encoding().name());
    out.writeByte(format.header() == null ? -1 : format.header() ? 1 : 0);
    writeSign(out, format.decimal());
    writeSign(out, format.usualDecimal());
    out.writeBoolean(format.missing() != null);
    writeTexts(out, format.missing() == null ? List.of() : format.missing());
  }

  private static CsvFormat readFormat(DataInputStream in) throws IOException {
    Character separator = readSign(in);
    Character quote = readSign(in);
    String encoding = readText(in);
    int header = in.readByte();
    Character decimal = readSign(in);
    Character usualDecimal = readSign(in);
    boolean given = in.readBoolean();
    List<String> missing = readTexts(in);
    return new CsvFormat(
        separator,
        quote,
        encoding.isEmpty() ? null : Charset.forName(encoding),
        header < 0 ? null : header == 1,
        decimal,
        usualDecimal,
        given ? missing : null);
  }

  private static void writeSign(DataOutputStream out, @Nullable Character sign) throws IOException {
    out.writeInt(sign == null ? -1 : sign);
  }

  private static @Nullable Character readSign(DataInputStream in) throws IOException {
    int sign = in.readInt();
    return sign < 0 ? null : (char) sign;
  }

  private static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      writeText(out, text);
    }
  }

  private static List<String> readTexts(DataInputStream in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      texts.add(readText(in));
    }
    return texts;
  }

  static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    require(length >= 0 && length <= in.available(), "texts within its index");
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
