package org.nn4j.dist;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Completion for fish, of which picocli knows nothing: a {@code complete} for each verb, option and
 * parameter.
 */
final class FishCompletion {
  /** Both look at the words before the one that is completed; verbs come first. */
  private static final String START =
      """
      # Completion of nn for fish.
      function __nn_at --description 'whether these verbs, and nothing else, have been written'
          set -l words (commandline -opc)
          set -e words[1]
          test "$words" = "$argv"
      end
      function __nn_in --description 'whether these verbs have been written first'
          set -l words (commandline -opc)
          for verb in $argv
              set -e words[1]
              test "$words[1]" = $verb; or return
          end
      end
      complete -c nn -f
      """;

  private final StringBuilder script = new StringBuilder(START);

  private FishCompletion() {}

  /** Returns the script of a command. */
  static String of(CommandSpec nn) {
    FishCompletion completion = new FishCompletion();
    completion.command(nn, "");
    return completion.script.toString();
  }

  /**
   * Writes the lines of a command.
   *
   * @param verbs the verbs that lead to it, each with a space before it
   */
  private void command(CommandSpec command, String verbs) {
    String within = verbs.isEmpty() ? "__nn_at" : "__nn_in" + verbs;
    for (OptionSpec option : command.options()) {
      StringBuilder names = new StringBuilder();
      for (String name : option.names()) {
        names.append(
            name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
      }
      complete(within, names + values(option), option.description());
    }
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      String values = values(parameter);
      if (!values.equals(" -x")) {
        complete(within, values, parameter.description());
      }
    }
    for (CommandLine verb : command.subcommands().values()) {
      CommandSpec spec = verb.getCommandSpec();
      complete("__nn_at" + verbs, " -a " + spec.name(), spec.usageMessage().description());
      command(spec, verbs + " " + spec.name());
    }
  }

  /** Returns the flags for what follows an option, or nothing if nothing does. */
  private static String values(ArgSpec arg) {
    if (arg.arity().max() == 0) {
      return "";
    }
    boolean required = arg.isOption() && arg.arity().min() > 0;
    if (arg.type() == Path.class) {
      return required ? " -r -F" : " -F";
    }
    Iterable<String> words = arg.completionCandidates();
    String alone = arg.isOption() && !required ? "" : " -x";
    return words == null ? alone : alone + " -a '" + String.join(" ", words) + "'";
  }

  private void complete(String condition, String what, String... description) {
    String text = String.join(" ", description).replace("%n", " ").replace("%%", "%");
    script
        .append("complete -c nn -n '")
        .append(condition)
        .append("'")
        .append(what)
        .append(" -d '")
        .append(text.replace("\\", "\\\\").replace("'", "\\'"))
        .append("'\n");
  }
}
