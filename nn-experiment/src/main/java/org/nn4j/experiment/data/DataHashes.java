package org.nn4j.experiment.data;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.core.data.read.TableSources;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.HoldOut;
import org.nn4j.experiment.config.Setting;
import org.nn4j.experiment.config.Settings;

/** The hashes of the data files that settings name. */
public final class DataHashes {
  private DataHashes() {}

  /**
   * Computes the SHA-256 of each file, by the setting's key, see {@link TableSources#sha256}.
   *
   * @throws org.nn4j.core.InputException if one cannot be read
   */
  public static Map<String, String> of(Settings settings, TableSources sources) {
    Map<String, String> hashes = new LinkedHashMap<>();
    hashes.put(DataSettings.DATA_FILE.key(), sources.sha256(settings.get(DataSettings.DATA_FILE)));
    for (Setting<HoldOut> part : List.of(DataSettings.VALIDATION, DataSettings.TEST)) {
      Path file = settings.get(part).file();
      if (file != null) {
        hashes.put(part.key(), sources.sha256(file));
      }
    }
    return hashes;
  }
}
