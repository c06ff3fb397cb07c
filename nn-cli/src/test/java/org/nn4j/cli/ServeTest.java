package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nn serve} in a JVM of its own, as it is started and ended. */
class ServeTest {
  private static final Pattern ADDRESS = Pattern.compile("http://[0-9.]+:\\d+/");
  private static final Path IRIS = Cli.DATA.resolve("iris.csv");

  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void train() {
    model = folder.resolve("iris.safetensors");
    trained(model, 1);
  }

  private static void trained(Path file, int seed, Object... flags) {
    List<Object> command =
        new ArrayList<>(List.of("train", "--data", IRIS, "--target", "species", "--epochs", 5));
    command.addAll(List.of("--seed", seed, "--model", file));
    command.addAll(List.of(flags));
    Cli.ok(command.toArray());
  }

  private Process start(Object... flags) throws IOException {
    List<String> command = new ArrayList<>(Jvm.command("serve", "--port", 0));
    List.of(flags).forEach(flag -> command.add(String.valueOf(flag)));
    return new ProcessBuilder(command).redirectError(folder.resolve("err.txt").toFile()).start();
  }

  private URI address(Process process) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher address = ADDRESS.matcher(line);
      if (address.find()) {
        return URI.create(address.group());
      }
    }
    throw new AssertionError(Files.readString(folder.resolve("err.txt")));
  }

  private static HttpResponse<String> post(URI address, String type, String body)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
  }

  @Test
  void csvIsAnsweredWithTheBytesOfPredict() throws Exception {
    Process process = start(model);
    URI address = address(process);

    HttpResponse<String> answer =
        post(address.resolve("/predict/iris"), "text/csv", Files.readString(IRIS));

    process.destroy();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(answer.body()).isEqualTo(Cli.ok("predict", "--model", model, "--data", IRIS).out());
    assertThat(process.exitValue()).isEqualTo(128 + 15);
    assertThat(Files.readString(folder.resolve("err.txt")))
        .contains("stopping; requests in flight are answered first");
  }

  @Test
  void aModelThatIsTrainedAnewIsServedAndTheLogSaysSo() throws Exception {
    Process process = start("flower=" + model);
    URI metadata = address(process).resolve("/v2/models/flower");
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(metadata).build();
    String before = http.send(request, BodyHandlers.ofString()).body();

    Path other = folder.resolve("other.safetensors");
    trained(other, 2);
    Files.move(other, model, StandardCopyOption.REPLACE_EXISTING);
    String after = before;
    for (int i = 0; i < 600 && after.equals(before); i++) {
      Thread.sleep(50);
      after = http.send(request, BodyHandlers.ofString()).body();
    }
    Files.writeString(model, "damaged");
    Path log = folder.resolve("err.txt");
    await(log, "not loaded again");

    trained(other, 3, "--ignore", "petal_width");
    Files.move(other, model, StandardCopyOption.REPLACE_EXISTING);
    await(log, "it has other columns, without petal_width (number)");
    Files.delete(model);
    await(log, "the file of flower is gone");
    Thread.sleep(1500); // three more looks

    assertThat(after).isNotEqualTo(before);
    assertThat(http.send(request, BodyHandlers.ofString()).body()).isEqualTo(after);
    process.destroy();
    process.waitFor();
    assertThat(Files.readString(log))
        .contains("loaded flower again from")
        .contains("flower is not loaded again, the model before it stays")
        .contains("Restart the server to serve it")
        .containsOnlyOnce("is gone");
  }

  private static void await(Path log, String text) throws Exception {
    for (int i = 0; i < 600 && !Files.readString(log).contains(text); i++) {
      Thread.sleep(50);
    }
    assertThat(Files.readString(log)).contains(text);
  }

  @Test
  void aTokenOfAFileIsWanted() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "s3cret\n");
    Process process = start(model, "--token-file", token);
    URI address = address(process);

    HttpResponse<String> refused =
        post(address.resolve("/predict/iris"), "text/csv", Files.readString(IRIS));

    process.destroy();
    process.waitFor();
    assertThat(refused.statusCode()).isEqualTo(401);
  }

  @Test
  void wrongFlagsAreNamed() throws IOException {
    assertThat(Cli.run("serve", model, "--port", 70_000).err()).contains("from 0 to 65535");
    assertThat(Cli.run("serve", model, "--threads", 0).err())
        .contains("threads must be at least 1");
    assertThat(Cli.run("serve", model, "--max-body", "big").err()).contains("a size such as");
    assertThat(Cli.run("serve", model, "--tls-cert", model).err()).contains("belong together");
    assertThat(Cli.run("serve", model, model).err()).contains("two models would be called iris");
    assertThat(Cli.run("serve", "flowers=").err()).contains("'flowers=' names no file");
    assertThat(Cli.run("serve", model, "--host", "999.0.0.1").err())
        .contains("the host must be an address of this machine")
        .contains("'999.0.0.1'");
    assertThat(Cli.run("serve", "a/b=" + model).err()).contains("NAME=");
    Path damaged = Files.writeString(folder.resolve("damaged.safetensors"), "no model");
    assertThat(Cli.run("serve", damaged).code()).isEqualTo(2);
    assertThat(Cli.run("serve", folder.resolve("none.safetensors")).code()).isEqualTo(2);
    assertThat(Cli.run("serve", model, "--host", "192.0.2.1", "--port", 0).err())
        .contains("cannot listen on 192.0.2.1:0");
  }
}
