package org.nn4j.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nn4j.api.Checks;
import org.nn4j.api.Kernels;
import org.nn4j.core.InputException;
import org.nn4j.core.io.AtomicFile;
import org.nn4j.core.io.FileKind;
import org.nn4j.core.io.InputFiles;
import org.nn4j.core.model.Model;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.onnx.file.MalformedException;
import org.nn4j.onnx.file.OnnxFile;

/**
 * Models as <a href="https://onnx.ai">ONNX</a> files, which ONNX Runtime and others compute without
 * nn4j.
 *
 * <p>A file goes the whole way from a raw row to the answer. It has an input for each column that
 * the model predicts from, of the column's name and of N×1, N being any number of rows:
 *
 * <ul>
 *   <li>float64 for a number, NaN where it is missing;
 *   <li>text for a category, empty where it is missing, written as in the training data;
 *   <li>float64 for a date or time: seconds from 1970-01-01 00:00 to what is written, or those of
 *       the day where there are times alone; NaN where it is missing.
 * </ul>
 *
 * <p>Outputs are {@code label} (N texts) and {@code probabilities} (N×classes; {@code scores} of
 * models whose outputs are none), for labels that do not exclude one another {@code decisions} (N×
 * labels, truth values) and {@code probabilities}, and for numbers {@code prediction} (N×targets,
 * in the units of the data). A model over plain matrices has one input, {@code input}, and one
 * output, {@code output}, both of its network's precision.
 *
 * <p>Operators are those of operator set 17 and, for categories, of {@code ai.onnx.ml} 3; the
 * file's metadata hold what a model file holds besides the parameters, provenance included. Equal
 * models give equal bytes.
 */
public final class Onnx {
  private Onnx() {}

  /**
   * Writes a model, whole or not at all.
   *
   * @param model the model
   * @param file the file to write, which is replaced if it is there
   * @throws InputException if the file cannot be written, or a part or a column of the model has no
   *     form in ONNX: a part that does not describe itself in operators, a free text, an operator
   *     that ONNX Runtime has in float32 alone in a network of float64
   */
  public static void write(Model model, Path file) {
    AtomicFile.write(file, Exporter.file(model).toBytes());
  }

  /**
   * Reads a file back and computes, with nn4j's own definitions of ONNX's operators, what it
   * answers to rows such as the model was trained on, some with gaps and unknown labels among them.
   *
   * @param model the model that the file was written of
   * @param file the file
   * @param rows the number of rows, at least 1
   * @return how far the answers are from what the model predicts
   * @throws InputException if the file cannot be read, or holds operators that nn4j does not know
   * @throws IllegalArgumentException if the number of rows is below 1
   */
  public static OnnxCheck verify(Model model, Path file, int rows) {
    Checks.atLeast("rows", rows, 1);
    try {
      return new Comparison(model).on(content(file).graph(), rows);
    } catch (MalformedException e) {
      throw InputException.in(
          file, "cannot be verified: it has " + e.getMessage() + "; --verify 0 leaves that out");
    }
  }

  /**
   * Reads a model whose parts are on the class or module path, to compute with the best kernels.
   *
   * @param file the file
   * @return the model
   * @throws InputException as {@link #read(Path, Catalog, Kernels)} does
   */
  public static Model read(Path file) {
    return read(file, Catalog.standard(), KernelsSelector.standard());
  }

  /**
   * Reads a model: whole, where {@link #write} wrote the file; else the perceptron that the graph
   * is, over plain matrices. Its loss is the one that suits its last activation: {@code
   * categorical_cross_entropy} softmax, {@code nll} log_softmax, {@code binary_cross_entropy}
   * sigmoid, {@code mse} others.
   *
   * @param file the file
   * @param catalog where the names of parts are looked up
   * @param kernels what the network computes with
   * @return the model
   * @throws InputException if the file cannot be read, its graph is no perceptron, which the
   *     message tells by the node, or computes something else than the model that it was written of
   */
  public static Model read(Path file, Catalog catalog, Kernels kernels) {
    OnnxFile content = content(file);
    try {
      return content.metadata().containsKey(Importer.FORMAT)
          ? Importer.own(content, file, catalog, kernels)
          : Importer.foreign(content, file, catalog, kernels);
    } catch (MalformedException e) {
      throw InputException.in(file, "cannot be imported: it has " + e.getMessage());
    }
  }

  private static OnnxFile content(Path file) {
    try {
      return OnnxFile.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw InputFiles.fault(file, e);
    } catch (MalformedException e) {
      throw InputException.in(file, "is no ONNX file that nn4j reads: it " + fault(file, e));
    }
  }

  /** Says what a file is instead, or what is wrong in it. */
  private static String fault(Path file, MalformedException fault) {
    try {
      FileKind kind = FileKind.of(file);
      return kind == null || kind == FileKind.ONNX
          ? "has " + fault.getMessage() + (kind == null ? "; it does not begin as one does" : "")
          : "is " + kind.what();
    } catch (IOException e) {
      throw InputFiles.fault(file, e);
    }
  }
}
