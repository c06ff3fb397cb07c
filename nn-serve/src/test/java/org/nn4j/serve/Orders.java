package org.nn4j.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFacts;
import org.nn4j.experiment.Experiment;

/**
 * Orders that were made up, with columns of all kinds and gaps, and models that learnt from them:
 * the price grows with weight, items and size; an order is late if it is large or its note says so.
 */
final class Orders {
  static final List<String> TOWNS =
      List.of(
          "Aachen",
          "Bonn",
          "Celle",
          "Dresden",
          "Essen",
          "Fulda",
          "Gera",
          "Halle",
          "Ingolstadt",
          "Jena",
          "Kassel",
          "Leipzig",
          "Mainz",
          "Nürnberg",
          "Ost\"friesland, <i>north</i>");

  static final List<String> SIZES = List.of("small", "medium", "large");

  /** In every note, and to be seen nowhere. */
  static final String PRIVATE = "555-0123";

  private static final int ROWS = 400;
  private static final List<String> TARGETS = List.of("price", "late", "team", "tags", "profit");
  private static final Path FILE = write();
  private static final Map<String, Model> MODELS = new HashMap<>();

  private Orders() {}

  private static Path write() {
    Random random = new Random(5);
    StringBuilder csv =
        new StringBuilder(
            "weight,items,size,town,member,day,hour,note,price,profit,late,team,tags");
    for (int i = 0; i < ROWS; i++) {
      double weight = 1 + random.nextInt(190) / 10.0;
      int items = 1 + random.nextInt(9);
      int size = random.nextInt(3);
      int town =
          i % 40 == 0
              ? TOWNS.size() - 1
              : (int) (TOWNS.size() * random.nextDouble() * random.nextDouble());
      boolean urgent = random.nextInt(4) == 0;
      double price = 3 * weight + 5 * items + 10 * size + random.nextGaussian();
      List<Object> cells = new ArrayList<>();
      cells.add(random.nextInt(10) == 0 ? "" : weight);
      cells.add(items);
      cells.add(random.nextInt(10) == 0 ? "" : SIZES.get(size));
      cells.add('"' + TOWNS.get(town).replace("\"", "\"\"") + '"');
      cells.add(random.nextBoolean() ? "yes" : "no");
      cells.add(LocalDate.of(2023, 1, 2).plusDays(random.nextInt(700)));
      cells.add(LocalTime.of(8 + random.nextInt(10), random.nextInt(60)));
      cells.add((urgent ? "urgent, call " : "leave it with ") + PRIVATE + "-" + i);
      cells.add(String.format(Locale.ROOT, "%.2f", price));
      cells.add(String.format(Locale.ROOT, "%.2f", price / 4 - 5));
      cells.add(size == 2 || urgent ? "yes" : "no");
      cells.add(items < 4 ? "blue" : weight < 10 ? "green" : "red");
      cells.add(String.join("; ", tags(size, items)));
      cells.set(7, '"' + cells.get(7).toString() + '"');
      csv.append('\n').append(String.join(",", cells.stream().map(String::valueOf).toList()));
    }
    try {
      Path file = Files.createTempFile("orders", ".csv");
      file.toFile().deleteOnExit();
      return Files.writeString(file, csv + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> tags(int size, int items) {
    List<String> tags = new ArrayList<>();
    if (size == 0) {
      tags.add("letter");
    }
    if (items > 5) {
      tags.add("heavy");
    }
    return tags;
  }

  /** Returns the file that models are trained on. */
  static Path file() {
    return FILE;
  }

  /**
   * Returns a model, which is trained when it is first asked for.
   *
   * @param target what it predicts, and in which way
   */
  static Model model(String target) {
    synchronized (MODELS) {
      return MODELS.computeIfAbsent(target, Orders::train);
    }
  }

  private static Model train(String kind) {
    return switch (kind) {
      case "late" -> experiment("late").with("intervals", 0.9).train().model();
      case "team" -> experiment("team").with("description", "Who packs it.").train().model();
      case "price" -> experiment("price").with("intervals", 0.9).train().model();
      case "quantiles" ->
          experiment("price")
              .with("quantiles", List.of(0.1, 0.5, 0.9))
              .with("intervals", 0.8)
              .train()
              .model();
      case "density" ->
          experiment("price").with("loss", "gaussian_nll").with("intervals", 0.9).train().model();
      case "densities" ->
          experiment("price", "profit").with("loss", "mixture_density").train().model();
      case "prices" -> experiment("price", "profit").train().model();
      case "tags" -> experiment("tags").with("label_separator", ";").train().model();
      case "ensemble" ->
          experiment("team").with("preset", "auto").with("ensemble", 3).train().model();
      case "unknown" -> model("late").withFacts(ModelFacts.NONE).withConformal(null);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static Experiment experiment(String... targets) {
    List<String> ignored = new ArrayList<>(TARGETS);
    ignored.removeAll(List.of(targets));
    return Experiment.on(FILE)
        .target(targets)
        .with("ignore", ignored)
        .with("text", List.of("note"))
        .with("ordinal", "size=" + String.join("<", SIZES))
        .with("missing_indicators", true)
        .with("preset", "none")
        .with("validation", 0.2)
        .with("epochs", 30)
        .seed(7);
  }

  /** Returns a usual order. */
  static Map<String, @Nullable Object> order() {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("weight", 12.5);
    row.put("items", 3);
    row.put("size", "medium");
    row.put("town", "Bonn");
    row.put("member", "yes");
    row.put("day", "2024-02-29");
    row.put("hour", "09:30");
    row.put("note", "leave it with the neighbours");
    return row;
  }
}
