package org.nn4j.cli.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nn4j.experiment.training.Versions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program: without a verb it prints its help. */
@Command(
    name = "nn",
    description = "Trains and uses neural networks.",
    synopsisSubcommandLabel = "VERB",
    versionProvider = NnCommand.Version.class,
    addMethodSubcommands = false,
    footer = {
      "",
      "Each verb has --help. Results go to stdout, log and progress to stderr.",
      "Exit codes: 0 done, 1 the run failed, a check did not pass or something beside",
      "the result could not be written, 2 wrong usage or bad input, 130 interrupted by",
      "Ctrl-C.",
      "",
      "Example:",
      "  nn train --data examples/data/iris.csv --target species"
    })
@SuppressWarnings("UnusedVariable") // flags that picocli itself handles
public final class NnCommand implements Callable<Integer> {
  private static final List<String> VERSION = List.of("-V", "--version");

  /** The verbs by name, in the order of the help. */
  private static final Map<String, Class<?>> VERBS = new LinkedHashMap<>();

  static {
    VERBS.put("train", TrainCommand.class);
    VERBS.put("evaluate", EvaluateCommand.class);
    VERBS.put("predict", PredictCommand.class);
    VERBS.put("explain", ExplainCommand.class);
    VERBS.put("serve", ServeCommand.class);
    VERBS.put("gradcheck", GradcheckCommand.class);
    VERBS.put("minimize", MinimizeCommand.class);
    VERBS.put("crossval", CrossvalCommand.class);
    VERBS.put("search", SearchCommand.class);
    VERBS.put("compare", CompareCommand.class);
    VERBS.put("lr-find", LrFindCommand.class);
    VERBS.put("learning-curve", LearningCurveCommand.class);
    VERBS.put("inspect", InspectCommand.class);
    VERBS.put("import", ImportCommand.class);
    VERBS.put("export", ExportCommand.class);
    VERBS.put("plot", VerbGroup.Plot.class);
    VERBS.put("plugins", VerbGroup.Plugins.class);
    VERBS.put(ShellCommand.NAME, ShellCommand.class);
    VERBS.put("doctor", DoctorCommand.class);
    VERBS.put("bench", VerbGroup.Bench.class);
  }

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version.")
  private boolean version;

  /** Creates the command; picocli fills it. */
  @SuppressWarnings("NullAway") // picocli sets the field before it is used
  public NnCommand() {}

  /**
   * Returns the command line with the verb that the first word names, or with all if it names none:
   * picocli creates those that it is given, and that takes longer than anything that is shown by
   * them.
   *
   * @param factory creates the verbs
   * @param words what is to be executed
   */
  public static CommandLine line(CommandLine.IFactory factory, String... words) {
    CommandLine line = new CommandLine(NnCommand.class, factory);
    CommandLine.IFactory own = new OwnFactory(factory, asksHelp(words));
    verbs(words).forEach(type -> line.addSubcommand(new CommandLine(type, own)));
    line.setExecutionStrategy(new Execution())
        .setUsageHelpAutoWidth(true)
        .setAbbreviatedOptionsAllowed(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Path.class, NnCommand::path);
    CommandLine shell = line.getSubcommands().get(ShellCommand.NAME);
    if (shell != null) {
      shell.setUnmatchedOptionsArePositionalParams(true);
    }
    return line;
  }

  /** Whether words may ask for help: by a flag, one of several in a word, or one in a file. */
  private static boolean asksHelp(String... words) {
    return words.length == 0
        || !VERBS.containsKey(words[0])
        || Arrays.stream(words)
            .anyMatch(
                word ->
                    word.equals("--help")
                        || word.startsWith("@")
                        || (word.startsWith("-") && !word.startsWith("--")));
  }

  /** Has {@link SettingFlags} know whether the help is asked for. */
  private record OwnFactory(CommandLine.IFactory other, boolean help)
      implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      return type == SettingFlags.class ? type.cast(new SettingFlags(help)) : other.create(type);
    }
  }

  private static Collection<Class<?>> verbs(String... words) {
    Class<?> verb = words.length == 0 ? null : VERBS.get(words[0]);
    return verb == null ? VERBS.values() : List.of(verb);
  }

  /**
   * Returns the version if that is all that is asked for, or null. Scripts ask often, and picocli
   * takes longer to start than all else.
   */
  public static @Nullable String version(String... words) {
    return words.length == 1 && VERSION.contains(words[0]) ? Version.text() : null;
  }

  private static Path path(String text) {
    try {
      if (!text.isBlank()) {
        return Path.of(text);
      }
    } catch (InvalidPathException e) {
      // Reported like the empty path.
    }
    throw new CommandLine.TypeConversionException("must be a path but is '" + text + "'");
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return CommandLine.ExitCode.OK;
  }

  /** Returns the version. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {text()};
    }

    static String text() {
      return "nn4j " + Versions.nn4j() + ", JDK " + Versions.jdk();
    }
  }
}
