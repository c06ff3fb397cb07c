package org.nn4j.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.core.InputException;

class PluginFoldersTest {
  @TempDir private Path temp;
  private Path home;
  private Path own;
  private Path one;
  private Path two;

  @BeforeEach
  void makeFolders() throws IOException {
    temp = temp.toRealPath();
    home = temp.resolve("home");
    own = Files.createDirectories(home.resolve(".nn4j").resolve("plugins"));
    one = Files.createDirectory(temp.resolve("one"));
    two = Files.createDirectory(temp.resolve("two"));
  }

  private List<Path> search(List<Path> given, String variable) {
    return PluginFolders.search(given, Map.of("NN4J_PLUGINS", variable), home.toString());
  }

  @Test
  void thoseGivenComeBeforeTheVariableAndTheHome() {
    assertThat(search(List.of(two), one.toString())).containsExactly(two, one, own);
  }

  @Test
  void theVariableHoldsSeveral() {
    assertThat(search(List.of(), two + File.pathSeparator + File.pathSeparator + one))
        .containsExactly(two, one, own);
  }

  @Test
  void aFolderReachedTwiceIsSearchedWhereItCameFirst() {
    assertThat(search(List.of(own), two + File.pathSeparator + two.resolve(".")))
        .containsExactly(own, two);
  }

  @Test
  void noneAtHomeIsFine() {
    assertThat(PluginFolders.search(List.of(), Map.of(), one.toString())).isEmpty();
    assertThat(PluginFolders.search(List.of(), Map.of(), null)).isEmpty();
  }

  @Test
  void aMissingOneInTheVariableIsAnErrorThatNamesIt() {
    Path missing = temp.resolve("missing");
    assertThatThrownBy(() -> search(List.of(), one + File.pathSeparator + missing))
        .isInstanceOf(InputException.class)
        .hasMessage(
            missing
                + ": the plug-in folder does not exist (named by the environment variable"
                + " NN4J_PLUGINS)");
  }
}
