package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutletTest {
  private static Outlet printedTo(OutputStream target) {
    Outlet outlet = new Outlet(target);
    PrintStream stream = new PrintStream(outlet, true, StandardCharsets.UTF_8);
    stream.println("accuracy ≥ 0.9");
    stream.print("end");
    stream.flush();
    return outlet;
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(message);
      }
    };
  }

  @Test
  void passesOnWhatIsPrinted() {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    assertThat(printedTo(target).fault()).isNull();
    assertThat(target.toString(StandardCharsets.UTF_8))
        .isEqualTo("accuracy ≥ 0.9" + System.lineSeparator() + "end");
  }

  @Test
  void remembersThatResultsAreLost() {
    assertThat(printedTo(failing("No space left on device")).fault())
        .hasMessage("No space left on device");
  }

  @Test
  void forgivesAReaderThatHadEnough() {
    assertThat(printedTo(failing("Broken pipe")).fault()).isNull();
  }
}
