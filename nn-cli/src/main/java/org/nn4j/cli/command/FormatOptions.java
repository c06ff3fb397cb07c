package org.nn4j.cli.command;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.TableStorage;
import org.nn4j.experiment.config.FormatSettings;
import org.nn4j.experiment.config.Setting;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.data.DataFile;
import picocli.CommandLine.Option;

/** How CSV files are written, for verbs that have no settings of a training run. */
final class FormatOptions {
  @Option(
      names = "--separator",
      paramLabel = "CHAR",
      description = "Character between the fields of CSV (default: auto).")
  private @Nullable String separator;

  @Option(
      names = "--quote",
      paramLabel = "CHAR",
      description = "Character around fields of CSV (default: auto).")
  private @Nullable String quote;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "Encoding of CSV (default: auto).")
  private @Nullable String encoding;

  @Option(
      names = "--decimal",
      paramLabel = "CHAR",
      description = "Sign before decimals in CSV, . or , (default: auto).")
  private @Nullable String decimal;

  @Option(
      names = "--no-header",
      description = "The first line of CSV is data; the columns are column1, column2, …")
  private boolean noHeader;

  /**
   * Returns what the flags say of how files are written.
   *
   * @throws org.nn4j.core.InputException if one of them is wrong
   */
  CsvFormat format() {
    Settings settings = Settings.defaults();
    settings = with(settings, FormatSettings.SEPARATOR, separator);
    settings = with(settings, FormatSettings.QUOTE, quote);
    settings = with(settings, FormatSettings.ENCODING, encoding);
    settings = with(settings, FormatSettings.DECIMAL, decimal);
    settings = with(settings, FormatSettings.HEADER, noHeader ? "false" : null);
    return FormatSettings.format(settings);
  }

  /** Returns a file written so, whose data are kept in memory as long as they fit. */
  DataFile file(Path path) {
    return new DataFile(path, format(), TableStorage.standard());
  }

  private static Settings with(Settings settings, Setting<?> setting, @Nullable String text) {
    return text == null ? settings : settings.withFlag(setting, List.of(text));
  }
}
