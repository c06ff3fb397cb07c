package org.nn4j.dist;

import com.google.inject.Guice;
import com.google.inject.Injector;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.nn4j.cli.command.NnCommand;
import org.nn4j.cli.report.Console;
import org.nn4j.experiment.data.Notices;
import org.nn4j.experiment.training.Reporter;
import org.nn4j.experiment.training.Versions;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Writes the files that come from the flags of the commands: completion, and AsciiDoc of manual
 * pages.
 */
final class CommandFiles {
  /**
   * What makes bash's completion one of zsh: its first lines, and what completes the first time.
   */
  private static final String ZSH_START =
      """
      #compdef nn
      autoload -U +X bashcompinit && bashcompinit
      """;

  private static final String ZSH_END = "\n_bash_complete -o default -F _complete_nn\n";

  private CommandFiles() {}

  /**
   * Writes the files.
   *
   * @param args the folder of the completion's files, and that of the AsciiDoc
   * @throws IOException if they cannot be written
   */
  public static void main(String[] args) throws IOException {
    CommandSpec nn = nn();
    Path completions = Files.createDirectories(Path.of(args[0]));
    CommandLine completable = new CommandLine(Completable.of(nn));
    // Sourced, never run: without the line that says what runs it.
    String bash = AutoComplete.bash("nn", completable).replaceFirst("#!.*\n", "");
    Files.writeString(completions.resolve("nn.bash"), bash);
    // Where a file is loaded as a whole, an alias in it comes too late.
    String zsh = bash.replace("alias compopt=complete", ":");
    Files.writeString(completions.resolve("_nn"), ZSH_START + zsh + ZSH_END);
    Files.writeString(
        completions.resolve("nn.fish"), FishCompletion.of(completable.getCommandSpec()));
    Path pages = Files.createDirectories(Path.of(args[1]));
    int code = ManPageGenerator.generateManPage(pages.toFile(), null, new boolean[0], true, nn);
    if (code != CommandLine.ExitCode.OK) {
      throw new IOException("picocli's generator of manual pages ended with " + code);
    }
  }

  /** Returns the command with all verbs. */
  private static CommandSpec nn() {
    System.setProperty("guice_bytecode_gen_option", "DISABLED"); // newer JDKs warn otherwise
    Console console = Console.of(System.out, System.err);
    Injector injector =
        Guice.createInjector(
            binder -> {
              binder.bind(Console.class).toInstance(console);
              binder.bind(Notices.class).toInstance(console);
              binder.bind(Reporter.class).toInstance(console);
            });
    CommandSpec nn = NnCommand.line(new Verbs(injector)).getCommandSpec();
    nn.versionProvider(null).version("nn4j " + Versions.nn4j()); // of any JDK
    return nn;
  }

  private record Verbs(Injector injector) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      boolean injected =
          Arrays.stream(type.getDeclaredConstructors())
              .anyMatch(constructor -> constructor.isAnnotationPresent(Inject.class));
      return injected ? injector.getInstance(type) : CommandLine.defaultFactory().create(type);
    }
  }
}
