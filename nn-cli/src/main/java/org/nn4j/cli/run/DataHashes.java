package org.nn4j.cli.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.cli.config.Portion;
import org.nn4j.cli.config.Setting;
import org.nn4j.cli.config.Settings;
import org.nn4j.cli.config.TrainSettings;
import org.nn4j.core.data.TableReader;

/** The hashes of the data files that settings name. */
final class DataHashes {
  private DataHashes() {}

  /**
   * Computes the SHA-256 of each file, by the setting's key; that of images goes on with their
   * labels.
   *
   * @throws org.nn4j.core.InputException if one cannot be read
   */
  static Map<String, String> of(Settings settings) {
    Map<String, String> hashes = new LinkedHashMap<>();
    hashes.put(TrainSettings.DATA_FILE.key(), hash(settings.get(TrainSettings.DATA_FILE)));
    for (Setting<Portion> part : List.of(TrainSettings.VALIDATION, TrainSettings.TEST)) {
      Path file = settings.get(part).file();
      if (file != null) {
        hashes.put(part.key(), hash(file));
      }
    }
    return hashes;
  }

  private static String hash(Path file) {
    return FileHash.sha256(TableReader.files(file));
  }
}
