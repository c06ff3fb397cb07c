package org.nn4j.dist;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.Kind;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command whose options and parameters know their words: choices, names of parts, or that they
 * are files.
 */
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

  /** Returns a copy of a command and of those below it, as far as completion looks at them. */
  static CommandSpec of(CommandSpec command) {
    CommandSpec copy = CommandSpec.create().name(command.name());
    copy.usageMessage().description(command.usageMessage().description());
    for (OptionSpec option : command.options()) {
      copy.addOption(
          OptionSpec.builder(option.names())
              .description(option.description())
              .arity(option.arity())
              // By its placeholder picocli names what it knows of an option: another for each.
              .paramLabel(option.longestName().replaceAll("^-+", ""))
              .type(type(option))
              .completionCandidates(choices(option, option.longestName()))
              .build());
    }
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      copy.addPositional(
          PositionalParamSpec.builder()
              .index(parameter.index())
              .description(parameter.description())
              .arity(parameter.arity())
              .paramLabel(parameter.paramLabel())
              .type(type(parameter))
              .completionCandidates(choices(parameter, command.qualifiedName()))
              .build());
    }
    command
        .subcommands()
        .forEach((name, verb) -> copy.addSubcommand(name, of(verb.getCommandSpec())));
    return copy;
  }

  private static Class<?> type(ArgSpec arg) {
    return arg.arity().max() == 0 ? boolean.class : isFile(arg) ? Path.class : String.class;
  }

  private static @Nullable Iterable<String> choices(ArgSpec arg, String place) {
    if (arg.arity().max() == 0 || isFile(arg)) {
      return null;
    }
    List<String> words = words(arg, place);
    return words.isEmpty() ? arg.completionCandidates() : words;
  }

  private static boolean isFile(ArgSpec arg) {
    return arg.type() == Path.class
        || Arrays.asList(arg.auxiliaryTypes()).contains(Path.class)
        || arg.paramLabel().matches("(.*\\|)?(FILE|DIR|MODEL|JARS)(\\|.*)?");
  }

  /**
   * Returns the words that a value may be, going by its placeholder or by the option or command.
   */
  private static List<String> words(ArgSpec arg, String place) {
    String label = arg.paramLabel();
    if (label.matches("[a-z_0-9]+(\\|[a-z_0-9]+)+")) {
      return List.of(label.split("\\|"));
    }
    return switch (label) {
      case "BOOL" -> List.of("true", "false");
      case "ACTIVATION" -> names(Kind.ACTIVATION).toList();
      case "QUANTITY" ->
          Stream.concat(Stream.of("loss", "validation_loss"), names(Kind.METRIC)).toList();
      default -> {
        Kind kind = PARTS.get(place);
        yield kind == null ? parameters(place + " " + label) : names(kind).toList();
      }
    };
  }

  /** Returns the words that a parameter may be, by its command and placeholder. */
  private static List<String> parameters(String parameter) {
    return switch (parameter) {
      case "nn plugins list KIND" -> Arrays.stream(Kind.values()).map(Kind::plural).toList();
      case "nn plugins new KIND" ->
          List.of("activation", "loss", "optimizer", "schedule", "initializer", "layer", "metric");
      case "nn plugins show NAME" ->
          Arrays.stream(Kind.values()).flatMap(Completable::names).distinct().sorted().toList();
      case "nn plot activations NAME" -> names(Kind.ACTIVATION).toList();
      default -> List.of();
    };
  }

  private static Stream<String> names(Kind kind) {
    return Catalog.standard().list(kind).stream().map(entry -> entry.prototype().name());
  }
}
