package org.nn4j.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What loggers of nn4j and of plug-ins write, and where. */
class ConsoleLogTest {
  private static final Logger OWN = LoggerFactory.getLogger("org.nn4j.core.Some");
  private static final Logger CACHE =
      LoggerFactory.getLogger("org.nn4j.core.data.cache.TableCache");
  private static final Logger PLUGIN = LoggerFactory.getLogger("com.acme.Part");

  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PrintStream before = System.err;
  private final Console console = Console.of(stream(shown), stream(shown));

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @BeforeEach
  void redirect() {
    System.setErr(stream(stderr));
  }

  @AfterEach
  void restore() {
    System.setErr(before);
  }

  @Test
  void nn4jsWarningsGoToTheConsoleOfTheCommand() {
    ConsoleLog log = ConsoleLog.to(console, false);
    OWN.warn("{} of {} é", 1, 2);
    OWN.info("not told");
    CACHE.info("told");
    log.close();
    OWN.error("later");

    assertThat(text(shown)).isEqualToIgnoringNewLines("nn: 1 of 2 é\nnn: INFO TableCache: told\n");
    assertThat(text(stderr)).isEqualToIgnoringNewLines("nn: ERROR Some: later\n");
  }

  @Test
  void verboseTellsWhatIsDone() {
    ConsoleLog log = ConsoleLog.to(console, true);
    assertThat(OWN.isInfoEnabled()).isTrue();
    assertThat(OWN.isDebugEnabled()).isFalse();
    OWN.info("done");
    PLUGIN.info("done too");
    log.close();
    assertThat(OWN.isInfoEnabled()).isFalse();

    assertThat(text(shown)).isEqualToIgnoringNewLines("nn: INFO Some: done\n");
    assertThat(text(stderr)).isEqualToIgnoringNewLines("nn: INFO  Part: done too\n");
  }

  @Test
  void aPluginsFaultIsWrittenWithItsTrace() {
    PLUGIN.warn("broken", new IllegalStateException("é"));

    assertThat(text(stderr))
        .startsWith("nn: WARN  Part: broken")
        .contains("java.lang.IllegalStateException: é", "\tat " + ConsoleLogTest.class.getName());
  }
}
