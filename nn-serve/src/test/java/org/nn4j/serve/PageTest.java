package org.nn4j.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.core.Chromium;
import org.nn4j.core.io.JsonText;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Prediction;
import org.nn4j.experiment.Experiment;
import tools.jackson.databind.JsonNode;

/** Tries models in a real browser. Pictures of the page are left in {@code target/screenshots}. */
@Tag("once")
class PageTest {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Path DATA = Path.of("..", "examples", "data");

  /** The answer that is shown is that to the row in the form. */
  private static final String CURRENT = "document.querySelector('#answer:not(.old)')";

  private static final String VERDICT = "document.querySelector('#verdict strong')?.textContent";

  @TempDir private static Path folder;
  private static Chromium browser;
  private static ModelServer server;
  private static ModelServer guarded;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Optional<Path> program = Chromium.find();
    assumeTrue(
        program.isPresent(),
        "no chromium on the PATH: the page is not looked at (Debian: apt-get install chromium)");
    Files.createDirectories(SCREENSHOTS);
    Map<String, Model> models = new LinkedHashMap<>();
    for (String name : List.of("late", "team", "price", "prices", "tags", "unknown")) {
      models.put(name, Orders.model(name));
    }
    models.put(
        "digits",
        Experiment.on(DATA.resolve("digits.csv"))
            .target("digit")
            .with("preset", "none")
            .with("epochs", 3)
            .train()
            .model());
    server = ModelServer.of(ServedModels.of(models)).port(0).start();
    guarded =
        ModelServer.of(ServedModels.of(Map.of("late", Orders.model("late"))))
            .port(0)
            .token("let me in")
            .start();
    browser = new Chromium(program.get(), Files.createDirectory(folder.resolve("profile")));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (server != null) {
      server.close();
      guarded.close();
    }
  }

  @BeforeEach
  void window() throws InterruptedException {
    browser.window(1400, false);
  }

  /** Nothing that a test did may have been refused by the page's policy, or have failed. */
  @AfterEach
  void nothingWentWrong() {
    assertThat(browser.events("Runtime.consoleAPICalled")).isEmpty();
    assertThat(browser.events("Runtime.exceptionThrown")).isEmpty();
    assertThat(browser.events("Log.entryAdded"))
        .filteredOn(event -> !event.path("entry").path("source").asString().equals("network"))
        .isEmpty();
    assertThat(browser.events("Network.requestWillBeSent"))
        .extracting(event -> event.path("request").path("url").asString())
        .filteredOn(url -> !url.startsWith("data:") && !url.startsWith("blob:"))
        .isNotEmpty()
        .allMatch(
            url ->
                url.startsWith(server.uri().toString())
                    || url.startsWith(guarded.uri().toString()));
  }

  private static void open(String model) throws InterruptedException {
    browser.open(URI.create("about:blank"));
    browser.open(server.uri().resolve("#" + model));
    browser.await(VERDICT);
    assertThat(text("h1")).isEqualTo(model);
  }

  private static String text(String selector) throws InterruptedException {
    return browser
        .evaluate("document.querySelector(" + quoted(selector) + ")?.textContent ?? ''")
        .asString();
  }

  private static List<String> texts(String selector) throws InterruptedException {
    return browser
        .evaluate(
            "[...document.querySelectorAll(" + quoted(selector) + ")].map(e => e.textContent)")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }

  private static String quoted(@Nullable Object value) {
    return JsonText.of(value);
  }

  /** Fills fields in, as if somebody typed. */
  private static void fill(Map<String, @Nullable Object> row) throws InterruptedException {
    for (Map.Entry<String, @Nullable Object> cell : row.entrySet()) {
      Object value = cell.getValue();
      browser.evaluate(
          "(() => { const field = document.querySelector('[name="
              + cell.getKey()
              + "]'); field.value = "
              + quoted(value == null ? "" : value)
              + "; field.dispatchEvent(new Event('input', {bubbles: true})); })()");
    }
  }

  private static Map<String, @Nullable Object> with(String column, @Nullable Object value) {
    Map<String, @Nullable Object> row = Orders.order();
    row.put(column, value);
    return row;
  }

  private static void awaitVerdict(String text) throws InterruptedException {
    browser.await(VERDICT + " === " + quoted(text) + " && " + CURRENT);
  }

  @Test
  void answersATypicalRowAtOnce() throws Exception {
    open("late");

    assertThat(text("#lead")).isEqualTo("Predicts late (no or yes) from 8 columns.");
    assertThat(texts("#headline dt")).contains("accuracy", "rows learnt from");
    assertThat(text("#measured")).startsWith("Measured on 80 rows (validation)");
    assertThat(texts(".field label")).containsExactlyElementsOf(Orders.order().keySet());
    assertThat(text("#field-0-hint")).contains(" to ", "median", "unknown in");
    assertThat(text("#field-3-hint")).isEqualTo("one of 15: type to search");
    assertThat(browser.evaluate("document.querySelector('[name=town]').value").asString())
        .isEqualTo("Aachen");
    assertThat(browser.evaluate("document.querySelector('[name=note]').value").asString())
        .isEmpty();
    assertThat(texts("#values tbody th")).containsExactlyInAnyOrder("no", "yes");
    assertThat(texts("#values tbody .number")).allMatch(share -> share.matches("[<>]? ?[\\d.]+ %"));
    assertThat(texts("#moved tbody th")).hasSize(8);
    assertThat(text("#moved caption")).contains("the average over 32 rows made up of values");
    assertThat(text("#verdict"))
        .contains("late, probability ")
        .containsPattern("With 90 %: (yes|no)");
  }

  @Test
  void theAnswerFollowsTheRow() throws Exception {
    open("team");
    Model model = Orders.model("team");
    List<String> answers = new ArrayList<>();
    for (int items : List.of(1, 9)) {
      for (Object weight : List.of(3.5, 19)) {
        Map<String, @Nullable Object> row = with("items", items);
        row.put("weight", weight);
        fill(row);
        answers.add(model.predict(row).label());
        awaitVerdict(answers.get(answers.size() - 1));
      }
    }
    assertThat(answers).contains("blue", "green", "red");

    open("late");
    Model late = Orders.model("late");
    fill(with("size", "small"));
    awaitVerdict(late.predict(with("size", "small")).label());
    fill(with("size", "large"));
    awaitVerdict("yes");
    assertThat(late.predict(with("size", "small")).label()).isEqualTo("no");
    browser.evaluate("document.querySelector('#clear').click()");
    assertThat(texts("#moved tbody tr .value")).isNotEmpty();
    browser.await(
        "[...document.querySelectorAll('#moved .value')].at(-1).textContent === '(missing)'");
  }

  @Test
  void numbersComeWithTheirInterval() throws Exception {
    open("price");
    fill(Orders.order());
    double price = Orders.model("price").predict(Orders.order()).value();
    browser.await("Math.abs(Number(" + VERDICT + ") - " + price + ") < 0.01 && " + CURRENT);
    assertThat(text("#verdict")).matches("[\\d.]+priceWith 90 %: [\\d.]+ to [\\d.]+");
    browser.evaluate(
        "(() => { const level = document.querySelector('#level'); level.value = '';"
            + " level.dispatchEvent(new Event('change')); })()");
    browser.await("!document.querySelector('#verdict').textContent.includes('With')");

    open("prices");
    assertThat(text("#lead")).contains("the numbers price and profit");
    assertThat(text("#verdict")).contains("price ", ", profit ");
    assertThat(texts("#values tbody th")).containsExactly("price", "profit");

    open("tags");
    fill(with("items", 9));
    browser.await(VERDICT + ".includes('heavy')");
    assertThat(texts("#values tbody th")).contains("heavy", "letter");

    open("unknown");
    assertThat(text("#moved")).isEmpty();
    assertThat(text("#headline")).isEmpty();
  }

  @Test
  void notesWhatIsUnlikeTheTrainingData() throws Exception {
    open("late");
    fill(Map.of("weight", 500, "town", "Atlantis", "day", "1999-12-31"));
    browser.await("document.querySelectorAll('.note:not([hidden])').length === 3");

    assertThat(texts(".note:not([hidden])"))
        .satisfiesExactly(
            weight -> assertThat(weight).startsWith("above all that the model has seen, at most 1"),
            town -> assertThat(town).contains("counts as unknown"),
            day -> assertThat(day).isEqualTo("before all that the model has seen"));
    fill(Map.of("weight", 5, "town", "Bonn", "day", "2023-06-01"));
    browser.await("document.querySelectorAll('.note:not([hidden])').length === 0");
  }

  @Test
  void saysWhyTheServerRefuses() throws Exception {
    open("late");
    fill(Map.of("weight", "1e300"));
    browser.await("document.querySelector('#fault').textContent");

    assertThat(text("#fault")).contains("column 'weight'", "float32");
    assertThat(text("#verdict")).isEmpty();
    fill(Map.of("weight", 5));
    browser.await(VERDICT);
    assertThat(text("#fault")).isEmpty();
  }

  @Test
  void predictsAFileThatIsChosen() throws Exception {
    Path saved = Files.createDirectory(folder.resolve("saved"));
    browser.saveTo(saved);
    open("team");
    browser.choose("#file", Orders.file());
    browser.await("document.querySelector('#file-link a')");

    Prediction prediction = Orders.model("team").predict(Orders.file());
    assertThat(text("#file-status")).contains("400 rows of", "predicted");
    assertThat(text("#file-rows caption")).isEqualTo("The first 10 of 400 rows");
    assertThat(texts("#file-rows tbody tr")).hasSize(10);
    List<String> labels = prediction.labels();
    List<String> rows = texts("#file-rows tbody tr");
    for (int r = 0; r < rows.size(); r++) {
      assertThat(rows.get(r)).contains(labels.get(r));
    }
    browser.evaluate("document.querySelector('#file-link a').click()");
    Path file =
        saved.resolve(Orders.file().getFileName().toString().replace(".csv", "-predicted.csv"));
    for (int i = 0; i < 600 && !Files.exists(file); i++) {
      Thread.sleep(100);
    }
    assertThat(Files.readAllLines(file))
        .hasSize(401)
        .element(400)
        .asString()
        .contains(labels.get(399));
    browser.screenshot(SCREENSHOTS.resolve("file.png"));
  }

  @Test
  void predictsAFileThatIsDroppedOrSaysWhatIsWrong() throws Exception {
    open("late");
    String header = String.join(",", Orders.order().keySet());
    drop("few.csv", header + "\n1,2,small,Bonn,yes,2024-01-01,10:00,\"a \"\"b\"\", c\"\n");
    browser.await("document.querySelector('#file-rows tbody tr')");
    assertThat(text("#file-rows caption")).isEqualTo("All rows");
    assertThat(text("#file-status")).isEqualTo("1 row of few.csv predicted.");

    drop("strange.csv", header + "\n1,2,small,Rome,yes,2024-01-01,10:00,a\n");
    browser.await("document.querySelector('#file-status').textContent.includes('strange.csv pr')");
    assertThat(text("#file-status")).contains("column 'town': unknown to the model: 'Rome'");

    drop("bad.csv", header + "\n1,2,small,Bonn,yes,2024-01-01,10:00,a\nheavy,2,,,,,,\n");
    browser.await("document.querySelector('#file-fault').textContent");
    assertThat(text("#file-fault")).contains("weight", "heavy").containsPattern("row 2|line 3");
    assertThat(text("#file-status")).isEmpty();
    assertThat(text("#file-rows")).isEmpty();

    drop("other.csv", "a,b\n1,2\n");
    browser.await("document.querySelector('#file-fault').textContent.includes('column')");
  }

  private static void drop(String name, String content) throws InterruptedException {
    browser.evaluate(
        "(() => { const data = new DataTransfer(); data.items.add(new File(["
            + quoted(content)
            + "], "
            + quoted(name)
            + ")); document.querySelector('#drop').dispatchEvent(new DragEvent('drop',"
            + " {dataTransfer: data, bubbles: true, cancelable: true})); })()");
  }

  /** Without a mouse: every control is reached in turn, and a row is changed and sent by keys. */
  @Test
  void needsNoMouse() throws Exception {
    open("late");
    browser.evaluate(
        "(() => { [...document.querySelectorAll('a,button,input,select,textarea,summary,[tabindex]')]"
            + ".filter(e => e.checkVisibility()).forEach((e, i) => e.id ||= 'stop-' + i); })()");
    TreeSet<String> wanted = new TreeSet<>();
    browser
        .evaluate(
            "[...document.querySelectorAll('a,button,input,select,textarea,summary,[tabindex]')]"
                + ".filter(e => e.checkVisibility()).map(e => e.id)")
        .valueStream()
        .forEach(id -> wanted.add(id.asString()));
    TreeSet<String> reached = new TreeSet<>();
    for (int i = 0; i < 60 && !reached.containsAll(wanted); i++) {
      browser.press("Tab");
      String id = browser.evaluate("document.activeElement.id").asString();
      reached.add(id);
      if (!id.isEmpty()) {
        assertThat(
                browser
                    .evaluate("getComputedStyle(document.activeElement).outlineStyle")
                    .asString())
            .as("the focus of %s is to be seen", id)
            .isNotEqualTo("none");
      }
    }
    assertThat(reached).containsAll(wanted);
    assertThat(wanted).contains("model", "field-0", "field-7", "live", "level", "file", "command");

    browser.evaluate("document.querySelector('#live').click()");
    fill(with("size", "small"));
    assertThat(browser.evaluate(CURRENT + " === null").asBoolean()).isTrue();
    browser.evaluate("document.querySelector('[name=items]').select()");
    browser.press("8", "Enter");
    Map<String, @Nullable Object> row = with("size", "small");
    row.put("items", 8);
    awaitVerdict(Orders.model("late").predict(row).label());
    assertThat(text("#command")).contains("\"items\":8");
  }

  @Test
  void foldsManyColumnsAway() throws Exception {
    open("digits");

    assertThat(text("summary")).isEqualTo("All 64 columns");
    assertThat(browser.evaluate("document.querySelector('#field-5').checkVisibility()").asBoolean())
        .isFalse();
    browser.evaluate("document.querySelector('summary').click()");
    browser.await("document.querySelector('#field-5').checkVisibility()");
    browser.evaluate(
        "(() => { const find = document.querySelector('#find'); find.value = '_3_3';"
            + " find.dispatchEvent(new Event('input', {bubbles: true})); })()");
    assertThat(
            browser
                .evaluate(
                    "[...document.querySelectorAll('.field')].filter(f => f.checkVisibility())"
                        + ".length")
                .asInt())
        .isLessThan(64);
    assertThat(texts("#values tbody tr")).hasSize(10);
    assertThat(texts("#moved tbody tr")).hasSize(11).last().asString().contains("54 other columns");
  }

  @Test
  void changesModels() throws Exception {
    open("late");
    assertThat(texts("#model option"))
        .containsExactlyInAnyOrder("late", "team", "price", "prices", "tags", "unknown", "digits");
    browser.evaluate(
        "(() => { const model = document.querySelector('#model'); model.value = 'team';"
            + " model.dispatchEvent(new Event('change')); })()");
    browser.await("document.querySelectorAll('#values tbody tr').length === 3");
    assertThat(text("h1")).isEqualTo("team");
    assertThat(text("#lead")).endsWith("Who packs it.");
    assertThat(browser.evaluate("location.hash").asString()).isEqualTo("#team");
  }

  @Test
  void asksForTheTokenThatTheServerWants() throws Exception {
    browser.open(guarded.uri());
    browser.await("document.querySelector('#access').checkVisibility()");
    assertThat(text("#trouble")).isEqualTo("The server wants an access token.");
    assertThat(browser.evaluate("document.activeElement.id").asString()).isEqualTo("token");
    browser.press("n", "o", "Enter");
    browser.await("document.querySelector('#trouble').textContent.includes('not accept')");
    browser.evaluate("document.querySelector('#token').value = ''");
    browser.press("l", "e", "t", " ", "m", "e", " ", "i", "n", "Enter");
    browser.await(VERDICT);
    assertThat(browser.evaluate("document.querySelector('#access').checkVisibility()").asBoolean())
        .isFalse();
    assertThat(text("#trouble")).isEmpty();
    assertThat(text("#command")).contains("Authorization: Bearer $TOKEN").doesNotContain("let me");
  }

  /** The command is run as it is shown. */
  @Test
  void itsCommandAsksTheSame() throws Exception {
    open("team");
    Map<String, @Nullable Object> row = with("note", "it's \"here\" $HOME");
    row.put("town", Orders.TOWNS.get(14));
    fill(row);
    String command = text("#command");
    Process curl =
        new ProcessBuilder("sh", "-c", command + " -s || [ $? -ne 127 ] || echo none").start();
    String answer = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(!answer.strip().equals("none"), "no curl on the PATH");

    assertThat(command).contains("-d '{\"instances\":[{");
    assertThat(JsonText.tree(answer).path("predictions").get(0).path("label").asString())
        .as(answer)
        .isEqualTo(Orders.model("team").predict(row).label());
  }

  @ParameterizedTest
  @CsvSource({
    "late, 360, false",
    "late, 360, true",
    "late, 1400, false",
    "late, 1400, true",
    "price, 360, true",
    "price, 1400, false",
    "prices, 800, false",
    "tags, 800, true",
    "digits, 360, false",
    "digits, 1400, true"
  })
  void isReadable(String model, int width, boolean dark) throws Exception {
    browser.window(width, dark);
    open(model);
    if (!model.equals("digits")) {
      fill(with("weight", 500));
      browser.await("document.querySelector('.note:not([hidden])')");
      drop(
          "orders.csv",
          Files.readString(Orders.file()).lines().limit(31).reduce("", (a, b) -> a + b + "\n"));
      browser.await("document.querySelector('#file-rows tbody tr')");
    } else {
      browser.evaluate("document.querySelector('summary').click()");
      drop("bad.csv", "a\n1\n");
      browser.await("document.querySelector('#file-fault').textContent");
    }
    browser.await(CURRENT);
    browser.evaluate("(() => { document.querySelector('#copied').textContent = 'Copied.'; })()");
    JsonNode look = browser.look(PageTest.class, "look.js");
    browser.screenshot(
        SCREENSHOTS.resolve(model + "-" + width + (dark ? "-dark" : "-light") + ".png"));

    assertThat(look.path("faults").valueStream().map(JsonNode::asString)).isEmpty();
    assertThat(look.path("texts").asInt()).isGreaterThan(60);
    assertThat(look.path("width").asInt()).as("width without scrolling").isLessThanOrEqualTo(width);
    assertThat(look.path("dark").asBoolean()).isEqualTo(dark);
  }
}
