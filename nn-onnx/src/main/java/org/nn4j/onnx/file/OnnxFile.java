package org.nn4j.onnx.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The content of an ONNX file.
 *
 * @param irVersion the version of the file's format
 * @param producer what wrote it
 * @param producerVersion the version of that
 * @param opsets the version of each domain's operators
 * @param graph the computation
 * @param metadata texts by key
 */
public record OnnxFile(
    long irVersion,
    String producer,
    String producerVersion,
    SortedMap<String, Long> opsets,
    Graph graph,
    Map<String, String> metadata) {

  /** Copies the maps. */
  public OnnxFile {
    opsets = Collections.unmodifiableSortedMap(new TreeMap<>(opsets));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** Returns the file's bytes; equal contents have equal bytes. */
  public byte[] toBytes() {
    return FileWriter.model(this).toBytes();
  }

  /**
   * Reads a file's bytes.
   *
   * @throws MalformedException if they are no ONNX file, or hold what nn4j does not read
   */
  public static OnnxFile of(byte[] bytes) {
    return FileReader.model(ProtoReader.of(bytes));
  }
}
