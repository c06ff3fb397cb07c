package org.nn4j.cli.command;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.text.Words;
import org.nn4j.experiment.config.AllSettings;
import org.nn4j.experiment.config.FormatSettings;
import org.nn4j.experiment.config.NetworkSettings;
import org.nn4j.experiment.config.Preset;
import org.nn4j.experiment.config.Setting;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The flags of all training settings, created from {@link AllSettings}. */
final class SettingFlags implements CommandLine.IModelTransformer {
  private static final String NO_HEADER = "--no-header";
  private static final String CALIBRATE = "--calibrate";

  private final boolean grouped;

  /** Creates flags under headings, for the help. */
  SettingFlags() {
    this(true);
  }

  /**
   * Creates flags.
   *
   * @param grouped whether they stand under headings. Picocli composes the synopsis of a group that
   *     has one of the flags given, though nobody reads it
   */
  SettingFlags(boolean grouped) {
    this.grouped = grouped;
  }

  @Override
  public CommandSpec transform(CommandSpec command) {
    int order = 0;
    for (Setting.Group group : Setting.Group.values()) {
      ArgGroupSpec.Builder flags =
          ArgGroupSpec.builder()
              .heading("%n" + group.heading() + ":%n")
              .order(order++)
              .validate(false)
              .exclusive(false)
              .multiplicity("0..1");
      for (Setting<?> setting : AllSettings.LIST) {
        // A verb's own option, such as the rate that lr-find begins --from, is another thing.
        if (setting.group() == group && command.findOption(setting.flag()) == null) {
          flags.addArg(flag(setting, order++));
        }
      }
      if (group == Setting.Group.DATA) {
        flags.addArg(
            OptionSpec.builder(NO_HEADER)
                .order(order++)
                .description("The same as --header false.")
                .type(boolean.class)
                .arity("0")
                .build());
      }
      if (group == Setting.Group.TRAINING) {
        flags.addArg(
            OptionSpec.builder(CALIBRATE)
                .order(order++)
                .description("The same as --calibration temperature.")
                .type(boolean.class)
                .arity("0")
                .build());
      }
      if (grouped) {
        command.addArgGroup(flags.build());
      } else {
        flags.args().forEach(flag -> command.addOption((OptionSpec) flag));
      }
    }
    return command;
  }

  private OptionSpec flag(Setting<?> setting, int order) {
    return OptionSpec.builder(setting.flag())
        .order(order)
        .paramLabel(setting.label())
        .description(setting.help().replace("%", "%%"))
        // Flags in a group may be repeated, as far as picocli is concerned.
        .type(setting.repeatable() || !grouped ? List.class : String.class)
        .auxiliaryTypes(String.class)
        .arity(setting.isFlag() ? "0..1" : "1")
        .fallbackValue(setting.isFlag() ? "true" : "")
        .build();
  }

  /**
   * Returns the settings of a command line.
   *
   * @param yaml a YAML file that the flags override, or null
   */
  static Settings settings(ParseResult flags, @Nullable Path yaml) {
    // Flags come first: if a value of two words lacks its quotes, the second word is mistaken for
    // the file.
    Settings settings = Settings.defaults();
    for (Setting<?> setting : AllSettings.LIST) {
      OptionSpec flag = flags.matchedOption(setting.flag());
      if (flag != null && flag.userObject() == null) { // a verb's own has a field
        settings = settings.withFlag(setting, flag.originalStringValues());
      }
    }
    if (flags.hasMatchedOption(NO_HEADER)) {
      if (Boolean.TRUE.equals(settings.find(FormatSettings.HEADER))) {
        throw settings.fault(FormatSettings.HEADER, "contradicts --no-header; give one of them");
      }
      settings = settings.withFlag(FormatSettings.HEADER, List.of("false"));
    }
    if (flags.hasMatchedOption(CALIBRATE)) {
      settings = settings.withFlag(TrainingSettings.CALIBRATION, List.of("temperature"));
    }
    if (yaml == null) {
      return settings;
    }
    Settings file = Settings.defaults().withYaml(yaml);
    requirePreset(file, settings);
    return file.overriddenBy(settings);
  }

  /** Requires that a preset is not asked of a file that says what another one has filled in. */
  private static void requirePreset(Settings file, Settings flags) {
    Preset asked = flags.find(TrainingSettings.PRESET);
    Preset filled = file.find(TrainingSettings.PRESET);
    if (asked != null
        && filled != null
        && asked != filled
        && file.isGiven(NetworkSettings.LAYERS)) {
      throw flags.fault(
          TrainingSettings.PRESET,
          "cannot change what the preset "
              + Words.of(filled)
              + " has filled in, which the file says; remove layers, ensemble and so on from the"
              + " file, or give --data and --target in its place");
    }
  }
}
