package org.nn4j.core.data.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.nn4j.api.TableRows;
import org.nn4j.core.io.Sha256;

/** The SHA-256 of the columns and rows of tables, one after the other. */
final class RowHash {
  private static final byte MISSING = 0;
  private static final byte PRESENT = 1;

  private final MessageDigest digest = Sha256.digest();
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

  /** Adds names, types and all rows; of columns that are neither numbers nor texts the names. */
  void add(TableRows rows) throws IOException {
    List<TableRows.Column> columns = rows.columns();
    for (TableRows.Column column : columns) {
      add(column.name());
      add(column.type());
    }
    while (rows.next()) {
      for (int c = 0; c < columns.size(); c++) {
        addCell(rows, c, columns.get(c).content());
      }
    }
  }

  private void addCell(TableRows rows, int column, TableRows.Content content) throws IOException {
    boolean missing = content == TableRows.Content.OTHER || rows.isMissing(column);
    digest.update(missing ? MISSING : PRESENT);
    if (!missing && content == TableRows.Content.NUMBERS) {
      add(Double.doubleToRawLongBits(rows.number(column)));
    } else if (!missing) {
      add(rows.text(column));
    }
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    digest.update(bytes);
  }

  private void add(long value) {
    digest.update(number.putLong(0, value).array());
  }

  /** Returns the hash of all that was added. */
  String text() {
    return Sha256.text(digest);
  }
}
