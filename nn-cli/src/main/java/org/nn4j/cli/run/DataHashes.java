package org.nn4j.cli.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.cli.config.DataSettings;
import org.nn4j.cli.config.Portion;
import org.nn4j.cli.config.Setting;
import org.nn4j.cli.config.Settings;
import org.nn4j.core.data.read.TableSources;

/** The hashes of the data files that settings name. */
final class DataHashes {
  private DataHashes() {}

  /**
   * Computes the SHA-256 of each file, by the setting's key, see {@link TableSources#sha256}.
   *
   * @throws org.nn4j.core.InputException if one cannot be read
   */
  static Map<String, String> of(Settings settings, TableSources sources) {
    Map<String, String> hashes = new LinkedHashMap<>();
    hashes.put(DataSettings.DATA_FILE.key(), sources.sha256(settings.get(DataSettings.DATA_FILE)));
    for (Setting<Portion> part : List.of(DataSettings.VALIDATION, DataSettings.TEST)) {
      Path file = settings.get(part).file();
      if (file != null) {
        hashes.put(part.key(), sources.sha256(file));
      }
    }
    return hashes;
  }
}
