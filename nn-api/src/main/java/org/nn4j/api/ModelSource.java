package org.nn4j.api;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A reader of models in the file format of another program, such as {@code .keras}.
 *
 * <p>The framework asks the sources in the order of their names, and builds a network of what the
 * first one that reads a file returns: it looks up the layers' names, compares the parameters'
 * shapes with those that the layers declare, and refuses numbers that are not finite.
 */
public interface ModelSource extends Component {

  /**
   * Whether this source reads a file, judged by its name.
   *
   * @param file the file as the user named it, which need not exist
   */
  boolean reads(Path file);

  /**
   * Reads a model.
   *
   * @param file a regular file that this source reads
   * @throws IOException if it cannot be read, is damaged, or holds something that nn4j has not; the
   *     message says in one line what, where and what is supported, without the file's name
   */
  ForeignModel read(Path file) throws IOException;

  @Override
  default ModelSource with(Parameters changes) {
    return (ModelSource) RecordParameters.rebuild(this, changes);
  }
}
