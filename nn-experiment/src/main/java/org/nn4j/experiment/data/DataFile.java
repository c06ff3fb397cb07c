package org.nn4j.experiment.data;

import java.nio.file.Path;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.TableStorage;

/**
 * A file of data that a model is applied to.
 *
 * @param path the file
 * @param format what is said of how it is written
 * @param storage where its data are kept
 */
public record DataFile(Path path, CsvFormat format, TableStorage storage) {}
