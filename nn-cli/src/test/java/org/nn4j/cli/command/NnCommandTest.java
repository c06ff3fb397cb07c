package org.nn4j.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** That a command line is created with no more than it needs, and that this shows nowhere. */
class NnCommandTest {
  private static CommandLine line(String... words) {
    return FileUsesTest.line(words);
  }

  private static CommandSpec verb(CommandLine line, String name) {
    return line.getSubcommands().get(name).getCommandSpec();
  }

  @Test
  void aVerbIsCreatedAloneAndIsTheOneThatTheHelpLists() {
    CommandLine all = line();
    assertThat(all.getSubcommands()).hasSizeGreaterThan(10);
    all.getSubcommands()
        .forEach(
            (name, verb) -> {
              CommandLine alone = line(name, "x");
              assertThat(alone.getSubcommands()).containsOnlyKeys(name);
              assertThat(verb(alone, name).userObject()).hasSameClassAs(verb.getCommand());
              assertThat(verb(alone, name).optionsMap().keySet())
                  .isEqualTo(verb.getCommandSpec().optionsMap().keySet());
              assertThat(line(name, "--help").getSubcommands().get(name).getUsageMessage())
                  .isEqualTo(verb.getUsageMessage());
            });
  }

  @Test
  void allVerbsAreThereForTheHelpAndForWordsThatNameNone() {
    for (String[] words : new String[][] {{}, {"--help"}, {"trian"}, {"@file"}, {"-V", "train"}}) {
      assertThat(line(words).getSubcommands()).hasSameSizeAs(line().getSubcommands());
    }
  }

  @Test
  void flagsStandUnderHeadingsInEveryHelp() {
    for (String words : new String[] {"train --help", "train -vh", "train @file", "train -h"}) {
      assertThat(verb(line(words.split(" ")), "train").argGroups()).as(words).isNotEmpty();
    }
    assertThat(verb(line("train", "--epochs", "1"), "train").argGroups()).isEmpty();
  }

  @Test
  void onlyTheFlagAloneIsAnsweredWithTheVersion() {
    assertThat(NnCommand.version("--version")).isEqualTo(NnCommand.version("-V")).isNotNull();
    assertThat(NnCommand.version()).isNull();
    assertThat(NnCommand.version("train")).isNull();
    assertThat(NnCommand.version("--version", "--help")).isNull();
  }
}
