package org.nn4j.dist;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.Kind;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A command whose options and parameters know their words: choices, names of parts, or that they are files. */
final class Completable {
  private static final Map<String, Kind> PARTS =
      Map.of(
          "--loss", Kind.LOSS,
          "--optimizer", Kind.OPTIMIZER,
          "--schedule", Kind.SCHEDULE,
          "--weight-decay-schedule", Kind.SCHEDULE,
          "--initializer", Kind.INITIALIZER,
          "--metrics", Kind.METRIC,
          "--threshold", Kind.METRIC);

  private Completable() {}

  /** Returns a copy of a command and of those below it. */
  static CommandSpec of(CommandSpec command) {
    CommandSpec copy = CommandSpec.create().name(command.name());
    copy.usageMessage().description(command.usageMessage().description());
    for (OptionSpec option : command.options()) {
      OptionSpec.Builder builder = option.toBuilder();
      if (isFile(option)) {
        builder.type(Path.class).auxiliaryTypes(Path.class);
      } else if (option.completionCandidates() == null) {
        List<String> words = words(option, option.longestName());
        builder.completionCandidates(words.isEmpty() ? null : words);
      }
      copy.addOption(builder.build());
    }
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      PositionalParamSpec.Builder builder = parameter.toBuilder();
      if (isFile(parameter)) {
        builder.type(Path.class).auxiliaryTypes(Path.class);
      } else {
        List<String> words = words(parameter, command.qualifiedName());
        builder.completionCandidates(words.isEmpty() ? null : words);
      }
      copy.addPositional(builder.build());
    }
    command.subcommands().forEach((name, verb) -> copy.addSubcommand(name, of(verb.getCommandSpec())));
    return copy;
  }

  private static boolean isFile(ArgSpec arg) {
    return arg.type() == Path.class
        || Arrays.asList(arg.auxiliaryTypes()).contains(Path.class)
        || arg.paramLabel().matches("(.*\\|)?(FILE|DIR|MODEL|JARS)(\\|.*)?");
  }

  /** Returns the words that a value may be, going by its placeholder or by the option or command. */
  private static List<String> words(ArgSpec arg, String place) {
    String label = arg.paramLabel();
    if (label.matches("[a-z_0-9]+(\\|[a-z_0-9]+)+")) {
      return List.of(label.split("\\|"));
    }
    return switch (label) {
      case "BOOL" -> List.of("true", "false");
      case "ACTIVATION" -> names(Kind.ACTIVATION).toList();
      case "QUANTITY" -> Stream.concat(Stream.of("loss", "validation_loss"), names(Kind.METRIC)).toList();
      case "KIND" -> Arrays.stream(Kind.values()).map(Kind::plural).toList();
      default -> {
        Kind kind = PARTS.get(place);
        yield kind == null ? List.of() : names(kind).toList();
      }
    };
  }

  private static Stream<String> names(Kind kind) {
    return Catalog.standard().list(kind).stream().map(entry -> entry.prototype().name());
  }
}
