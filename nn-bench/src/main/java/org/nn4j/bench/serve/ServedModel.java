package org.nn4j.bench.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A model of made data behind {@code nn serve}, and requests that it is asked. */
public final class ServedModel implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("\"port\"\\s*:\\s*(\\d+)");
  private static final String[] CITIES = {"Rome", "Oslo", "Paris", "Lima", "Quito", "Accra"};
  private static final int TRAINING_ROWS = 500;

  private final Process process;
  private final int port;
  private final double ready;

  private ServedModel(Process process, int port, double ready) {
    this.process = process;
    this.port = port;
    this.ready = ready;
  }

  /** Data that a model is made of. */
  public enum Data {
    /**
     * 784 numbers, as many as pixels of a digit, and ten classes: 784-128-10 of one hidden layer.
     */
    PIXELS,
    /** Four numbers and three columns of texts. */
    TABLE;

    private String header() {
      if (this == TABLE) {
        return "age,income,years,score,city,job,plan,target";
      }
      StringJoiner names = new StringJoiner(",");
      for (int i = 0; i < 784; i++) {
        names.add("pixel" + i);
      }
      return names + ",target";
    }

    private List<String> row(Random random) {
      List<String> row = new ArrayList<>();
      if (this == TABLE) {
        row.add(Integer.toString(18 + random.nextInt(60)));
        row.add(String.format(Locale.ROOT, "%.2f", 1000 + 4000 * random.nextDouble()));
        row.add(Integer.toString(random.nextInt(30)));
        row.add(String.format(Locale.ROOT, "%.3f", random.nextGaussian()));
        row.add(CITIES[random.nextInt(CITIES.length)]);
        row.add("job" + random.nextInt(12));
        row.add("plan" + random.nextInt(3));
      } else {
        for (int i = 0; i < 784; i++) {
          row.add(random.nextInt(4) == 0 ? Integer.toString(random.nextInt(256)) : "0");
        }
      }
      return row;
    }

    private String target(Random random) {
      return this == TABLE ? (random.nextBoolean() ? "yes" : "no") : "d" + random.nextInt(10);
    }

    /** Returns a request of some rows: tensors of all pixels, or objects by column. */
    public String request(int rows) {
      Random random = new Random(2);
      StringJoiner all = new StringJoiner(",");
      String[] names = header().split(",");
      for (int r = 0; r < rows; r++) {
        List<String> row = row(random);
        if (this == PIXELS) {
          all.add(String.join(",", row));
          continue;
        }
        StringJoiner object = new StringJoiner(",", "{", "}");
        for (int c = 0; c < row.size(); c++) {
          String quote = c < 4 ? "" : "\"";
          object.add("\"" + names[c] + "\":" + quote + row.get(c) + quote);
        }
        all.add(object.toString());
      }
      return this == PIXELS
          ? "{\"inputs\":[{\"name\":\"rows\",\"datatype\":\"FP32\",\"shape\":["
              + rows
              + ",784],\"data\":["
              + all
              + "]}]}"
          : "{\"instances\":[" + all + "]}";
    }

    /** Returns where requests go. */
    public String path() {
      return this == PIXELS ? "/v2/models/model/infer" : "/v1/models/model:predict";
    }
  }

  /**
   * Trains a model and starts the server.
   *
   * @param nn the launcher
   * @param flags flags of {@code nn train} beside the data
   */
  public static ServedModel start(String nn, Data data, List<String> flags)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("nn-bench-serve");
    Path csv = folder.resolve("data.csv");
    Path model = folder.resolve("model.safetensors");
    Random random = new Random(1);
    List<String> lines = new ArrayList<>(List.of(data.header()));
    for (int r = 0; r < TRAINING_ROWS; r++) {
      lines.add(String.join(",", data.row(random)) + "," + data.target(random));
    }
    Files.write(csv, lines);
    List<String> train = new ArrayList<>(List.of(nn, "train", "--data", csv.toString()));
    train.addAll(List.of("--target", "target", "--model", model.toString()));
    train.addAll(flags);
    Process trained =
        new ProcessBuilder(train)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(folder.resolve("train.txt").toFile())
            .start();
    if (trained.waitFor() != 0) {
      throw new IOException("training failed: " + Files.readString(folder.resolve("train.txt")));
    }
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(nn, "serve", model.toString(), "--port", "0", "--json")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher matcher = PORT.matcher(line);
      if (matcher.find()) {
        double ready = (System.nanoTime() - begin) / 1e9;
        return new ServedModel(process, Integer.parseInt(matcher.group(1)), ready);
      }
    }
    throw new IOException("nn serve ended before it served: exit code " + process.waitFor());
  }

  /** Returns its port. */
  public int port() {
    return port;
  }

  /** Returns the seconds from the start of the program until it listened. */
  public double ready() {
    return ready;
  }

  /** Returns the most memory that it had so far in megabytes, by Linux, or NaN. */
  public double memory() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (Files.exists(status)) {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmHWM:")) {
          return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
        }
      }
    }
    return Double.NaN;
  }

  /** Ends the server. */
  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor(30, TimeUnit.SECONDS);
  }
}
