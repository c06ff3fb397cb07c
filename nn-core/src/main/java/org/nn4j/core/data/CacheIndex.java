package org.nn4j.core.data;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the end of a cache tells of its blocks.
 *
 * @param stamp the source
 * @param separator the separator asked for, or null for the header's
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
    @Nullable Character separator,
    List<CachedColumn> columns,
    List<Integer> files,
    List<Integer> firstRows,
    int rows,
    int blockRows,
    List<CachedBlocks.Block> blocks) {

  /** Tells whether reading the source with some options would give the same. */
  boolean serves(TableOptions options) {
    return (separator == null ? options.separator() == null : separator.equals(options.separator()))
        && columns.stream().allMatch(column -> column.serves(options.type(column.name())));
  }

  List<String> names() {
    return columns.stream().map(CachedColumn::name).toList();
  }

  /**
   * Makes the table that was asked for.
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
    int block = 0;
    for (int i = 0; i < columns.size(); i++) {
      CachedColumn column = columns.get(i);
      block += column.isCached() ? 1 : 0;
      if (options.type(column.name()) != ColumnType.IGNORE) {
        wanted.add(column.view(i + 1, cached, block, rows));
      }
    }
    if (wanted.isEmpty()) {
      throw TableBuilder.noColumn(source, options, names());
    }
    FileRows places =
        FileRows.of(
            source, files.stream().map(sources::get).toList(), firstRows, cached::line, numbered);
    return new Table(wanted, source, places, true, names());
  }

  void write(DataOutputStream out) throws IOException {
    stamp.write(out);
    out.writeInt(separator == null ? -1 : separator);
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
    int separator = in.readInt();
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
        separator < 0 ? null : (char) separator,
        columns,
        files,
        firstRows,
        in.readInt(),
        in.readInt(),
        readBlocks(in));
  }

  private static List<CachedBlocks.Block> readBlocks(DataInputStream in) throws IOException {
    int columns = in.readInt();
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

  static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
