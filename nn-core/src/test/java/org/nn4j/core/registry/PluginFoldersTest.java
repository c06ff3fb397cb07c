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
  void theHomeIsWhereTheVariableSaysBeforeWhereTheListOfUsersDoes() throws IOException {
    Path other = temp.resolve("other");
    Path others = Files.createDirectories(other.resolve(".nn4j").resolve("plugins"));
    Map<String, String> environment = Map.of("HOME", other.toString());

    assertThat(PluginFolders.search(List.of(), environment, home.toString()))
        .containsExactly(others);
    assertThat(PluginFolders.search(List.of(), environment, null)).containsExactly(others);
    assertThat(PluginFolders.search(List.of(), Map.of("HOME", ""), home.toString()))
        .containsExactly(own);
  }

  @Test
  void oneAtHomeThatLeadsNowhereIsLeftToTheLoaderToTell() throws IOException {
    Files.delete(own);
    Files.createSymbolicLink(own, temp.resolve("unplugged"));

    assertThat(search(List.of(), "")).containsExactly(own);
    assertThat(PluginLoader.load(List.of(own)).catalog().failures())
        .extracting(LoadFailure::toString)
        .contains(own + ": the plug-in folder does not exist");
  }

  @Test
  void aMissingOneGivenIsAnErrorAndOneInTheVariableIsLeftToTheLoaderToTell() {
    Path missing = temp.resolve("missing");

    assertThat(search(List.of(), one + File.pathSeparator + missing))
        .containsExactly(one, missing, own);
    assertThatThrownBy(() -> search(List.of(missing), ""))
        .isInstanceOf(InputException.class)
        .hasMessage(missing + ": the plug-in folder does not exist");
  }
}
