package org.nn4j.serve;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.log.Logs;
import org.nn4j.core.text.Names;
import org.slf4j.Logger;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Answers requests to models, in whichever HTTP server it is put: {@link ModelServer} puts it into
 * the JDK's.
 *
 * <ul>
 *   <li>{@code /v2/…}: the Open Inference Protocol, version 2: health, metadata, {@code infer}
 *   <li>{@code POST /v1/models/M:predict}: rows as TensorFlow Serving takes them
 *   <li>{@code POST /predict/M}: CSV or JSON lines of any number of rows, answered as they come;
 *       {@code ?level=0.9} asks for intervals or sets of classes
 *   <li>{@code GET /models}, {@code GET /models/M}, {@code POST /models/M/explain}: what a model
 *       takes and gives, and what moved an answer
 *   <li>{@code GET /openapi.json}, {@code GET /metrics}, and a page at {@code /}
 * </ul>
 *
 * <p>What is refused is answered by {@code {"error": "…"}} and a status from 400: the message names
 * row and column. Unknown categories and texts that are no dates are taken as missing and told in
 * {@code warnings} beside an answer, or in the header {@code NN4J-Warnings}. The numbers of an
 * answer are the bits that {@code nn predict} gives, for a row alone or among others.
 *
 * <p>Thread-safe.
 */
public final class ModelHandler {
  private static final Logger LOG = Logs.of(ModelHandler.class);

  private static final String GET = "GET";
  private static final String POST = "POST";
  private static final String[] PATHS = {
    "/",
    "/models",
    "/models/MODEL",
    "/models/MODEL/explain",
    "/predict/MODEL",
    "/v1/models/MODEL:predict",
    "/v2",
    "/v2/health/live",
    "/v2/health/ready",
    "/v2/models/MODEL",
    "/v2/models/MODEL/infer",
    "/openapi.json",
    "/metrics"
  };

  private final ServedModels models;
  private final Limits limits;
  private final Turnstile turnstile;
  private final ServerMetrics metrics;
  private final byte @Nullable [] token;
  private volatile boolean draining;

  /** A request, and what is known of it. */
  private static final class Call {
    final ServerExchange exchange;
    final Reply reply;

    /** What is between the slashes of the path. */
    final String[] path;

    Call(ServerExchange exchange, boolean last) {
      String whole = exchange.path();
      this.exchange = exchange;
      this.reply = new Reply(exchange, last);
      int from = whole.startsWith("/") ? 1 : 0;
      int end = whole.length() - 1;
      this.path =
          whole.substring(from, end > from && whole.endsWith("/") ? end : end + 1).split("/", -1);
    }

    String at(int index) {
      return index < path.length ? path[index] : "";
    }

    String last() {
      return path[path.length - 1];
    }

    boolean isRead() {
      return exchange.method().equals(GET) || exchange.method().equals("HEAD");
    }
  }

  /** Creates a handler that lets everyone ask, within {@link Limits#DEFAULT}. */
  public ModelHandler(ServedModels models) {
    this(models, Limits.DEFAULT);
  }

  /** Creates a handler that lets everyone ask. */
  public ModelHandler(ServedModels models, Limits limits) {
    this(models, limits, null);
  }

  private ModelHandler(ServedModels models, Limits limits, byte @Nullable [] token) {
    this.models = models;
    this.limits = limits;
    this.token = token;
    this.turnstile = new Turnstile(limits);
    this.metrics = new ServerMetrics(models.names());
  }

  /**
   * Returns a handler that answers those who show a token, {@code Authorization: Bearer TOKEN}. The
   * page and what tells health need none.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public ModelHandler withToken(String bearer) {
    if (bearer.isBlank()) {
      throw new IllegalArgumentException("serve: the token must not be empty");
    }
    return new ModelHandler(models, limits, bearer.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns how many requests are being answered. */
  public int inFlight() {
    return metrics.inFlight();
  }

  /**
   * Tells all that ask for readiness to go elsewhere, and answers with {@code Connection: close}.
   */
  public void drain() {
    draining = true;
  }

  /**
   * Answers a request.
   *
   * @throws IOException if the connection is broken, or an answer that has begun cannot be ended:
   *     the server is to close the connection, so that the client does not take it for whole
   */
  public void handle(ServerExchange exchange) throws IOException {
    long begin = System.nanoTime();
    Call call = new Call(exchange, draining);
    String route = route(call);
    metrics.begin();
    try {
      answer(call);
    } catch (RequestException e) {
      refuse(call, e);
    } catch (InputException e) {
      refuse(call, new RequestException(400, String.valueOf(e.getMessage())));
    } catch (RuntimeException | Error e) { // else the client would wait for ever
      LOG.error("{} {} failed", exchange.method(), exchange.path(), e);
      refuse(call, new RequestException(500, "the server failed; its log says why"));
    } finally {
      metrics.end(route, call.reply.status(), System.nanoTime() - begin);
    }
  }

  private static void refuse(Call call, RequestException e) throws IOException {
    if (call.reply.status() != 0) {
      LOG.warn("an answer of {} is broken off: {}", call.exchange.path(), e.text());
      throw new IOException("the answer is broken off: " + e.text(), e);
    }
    call.reply.refuse(e);
  }

  /** Returns what is asked for, without names that clients choose. */
  private static String route(Call call) {
    return switch (call.at(0)) {
      case "v2" ->
          !call.at(1).equals("models")
              ? "/v2"
              : call.last().equals("infer") ? "/v2/models/infer" : "/v2/models/";
      case "v1" -> "/v1/models";
      case "predict" -> "/predict";
      case "models" -> "/models";
      case "metrics" -> "/metrics";
      case "openapi.json" -> "/openapi.json";
      default -> "/";
    };
  }

  private void answer(Call call) throws IOException {
    boolean open =
        Page.has(call.exchange.path()) || (call.at(0).equals("v2") && call.at(1).equals("health"));
    if (!open) {
      requireToken(call);
    }
    switch (call.at(0)) {
      case "v2" -> inference(call);
      case "v1" -> rows(call);
      case "predict" -> stream(call);
      case "models" -> models(call);
      case "openapi.json" -> {
        allow(call, GET);
        send(call, OpenApi.of(models.all(), token != null));
      }
      case "metrics" -> {
        allow(call, GET);
        call.reply.send(
            200, ServerMetrics.TYPE, Reply.utf8(metrics.text(turnstile.waiting(), models)));
      }
      default -> page(call);
    }
  }

  private void page(Call call) throws IOException {
    if (!Page.has(call.exchange.path())) {
      throw unknown(call);
    }
    allow(call, GET);
    Page.File file = Page.find(call.exchange.path());
    call.reply.send(200, file.headers(), file.bytes());
  }

  private static RequestException unknown(Call call) {
    return new RequestException(
        404, "there is no " + call.exchange.path() + "; there are " + String.join(", ", PATHS));
  }

  private void requireToken(Call call) {
    if (token == null) {
      return;
    }
    String given = call.exchange.header("Authorization");
    String scheme = "Bearer ";
    byte[] shown =
        given != null && given.regionMatches(true, 0, scheme, 0, scheme.length())
            ? given.substring(scheme.length()).strip().getBytes(StandardCharsets.UTF_8)
            : new byte[0];
    if (!MessageDigest.isEqual(token, shown)) {
      throw new RequestException(
          401,
          "a token is wanted: Authorization: Bearer TOKEN",
          Map.of("WWW-Authenticate", "Bearer"));
    }
  }

  private static void allow(Call call, String method) {
    boolean right = method.equals(GET) ? call.isRead() : call.exchange.method().equals(method);
    if (!right) {
      throw new RequestException(
          405,
          call.exchange.path() + " takes " + method + ", not " + call.exchange.method(),
          Map.of("Allow", method.equals(GET) ? "GET, HEAD" : method));
    }
  }

  private ServedModel model(String name) {
    ServedModel found = models.find(name);
    if (found == null) {
      throw new RequestException(
          404,
          (name.isEmpty() ? "which model" : "there is no model '" + name + "'")
              + "; there are "
              + String.join(", ", models.names()));
    }
    return found;
  }

  private static void send(Call call, Object document) throws IOException {
    call.reply.send(200, Reply.JSON, JsonAnswer.bytes(document));
  }

  /** {@code /v2/…}. */
  private void inference(Call call) throws IOException {
    switch (call.at(1)) {
      case "" -> {
        allow(call, GET);
        send(
            call, JsonAnswer.object("name", "nn4j", "version", version(), "extensions", List.of()));
      }
      case "health" -> health(call);
      case "models" -> {
        ServedModel model = model(call.at(2));
        int verb = 3;
        if (call.at(3).equals("versions")) {
          if (!call.at(4).equals(model.version()) && !call.at(4).equals("1")) {
            throw new RequestException(
                404, "the model '" + model.name() + "' has version " + model.version());
          }
          verb = 5;
        }
        if (verb == call.path.length) {
          allow(call, GET);
          send(call, OpenInference.metadata(model));
        } else if (call.at(verb).equals("ready") && verb == call.path.length - 1) {
          allow(call, GET);
          ready(call, JsonAnswer.object("name", model.name(), "ready", !draining));
        } else if (call.at(verb).equals("infer") && verb == call.path.length - 1) {
          compute(
              call,
              model,
              (body, length, block) ->
                  JsonAnswer.bytes(json -> OpenInference.answer(model, body, length, block, json)));
        } else {
          throw unknown(call);
        }
      }
      default -> throw unknown(call);
    }
  }

  private static String version() {
    String version = ModelHandler.class.getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }

  private void health(Call call) throws IOException {
    allow(call, GET);
    switch (call.at(2)) {
      case "live" -> send(call, Map.of("live", true));
      case "ready" -> ready(call, Map.of("ready", !draining));
      default -> throw unknown(call);
    }
  }

  private void ready(Call call, Map<String, Object> document) throws IOException {
    call.reply.send(draining ? 503 : 200, Reply.JSON, JsonAnswer.bytes(document));
  }

  /** {@code /v1/…}. */
  private void rows(Call call) throws IOException {
    String last = call.last();
    int colon = last.lastIndexOf(':');
    String verb = colon < 0 ? "" : last.substring(colon + 1);
    String name = call.path.length > 3 || colon < 0 ? call.at(2) : last.substring(0, colon);
    if (!call.at(1).equals("models") || (call.path.length > 3 && !call.at(3).equals("versions"))) {
      throw unknown(call);
    }
    ServedModel model = model(name);
    if (verb.isEmpty()) {
      allow(call, GET);
      Map<String, Object> status =
          JsonAnswer.object(
              "version",
              model.version(),
              "state",
              "AVAILABLE",
              "status",
              JsonAnswer.object("error_code", "OK", "error_message", ""));
      send(call, Map.of("model_version_status", List.of(status)));
    } else if (verb.equals("predict")) {
      compute(
          call,
          model,
          (body, length, block) ->
              JsonAnswer.bytes(json -> TensorFlowRows.answer(model, body, length, block, json)));
    } else {
      throw new RequestException(
          404, "'" + verb + "' is none of the verbs that are answered here: predict");
    }
  }

  /** {@code /models…}. */
  private void models(Call call) throws IOException {
    if (call.path.length == 1) {
      allow(call, GET);
      send(call, Map.of("models", models.names()));
      return;
    }
    ServedModel model = model(call.at(1));
    if (call.path.length == 2) {
      allow(call, GET);
      send(call, ModelSchema.of(model));
    } else if (call.path.length == 3 && call.at(2).equals("explain")) {
      compute(
          call,
          model,
          (body, length, block) ->
              JsonBody.read(
                  body, length, json -> JsonAnswer.bytes(explanation(model, json, block))));
    } else {
      throw unknown(call);
    }
  }

  private static Map<String, Object> explanation(
      ServedModel model, JsonParser json, RowBlock block) {
    JsonBody.require(json, JsonToken.START_OBJECT, "the body");
    Map<String, @Nullable Object> row = null;
    Double level = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "row" -> row = JsonBody.row(json, "'row'");
        case "level" -> level = TensorFlowRows.level(json);
        default -> throw JsonBody.fault(json, "unknown key '" + key + "'; there are row, level");
      }
    }
    if (row == null) {
      throw new RequestException(400, "the body has no 'row', an object of values by column");
    }
    block.add(row);
    Map<String, Object> answer = RowExplanation.of(model, row, level);
    List<String> warnings = block.unknown().sentences();
    if (!warnings.isEmpty()) {
      answer.put("warnings", warnings);
    }
    return answer;
  }

  /**
   * Returns the values of the query by their keys.
   *
   * @param known the keys that there may be
   */
  private static Map<String, String> query(Call call, List<String> known) {
    String query = call.exchange.query();
    if (query == null || query.isEmpty()) {
      return Map.of();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String each : query.split("&", -1)) {
      if (each.isEmpty()) {
        continue;
      }
      int equals = each.indexOf('=');
      String key = decoded(equals < 0 ? each : each.substring(0, equals));
      if (!known.contains(key)) {
        throw new RequestException(
            400,
            "unknown key "
                + Names.quote(key)
                + " behind the question mark; "
                + (known.isEmpty()
                    ? "there is none here, a level stands in the body"
                    : "there are " + String.join(", ", known)));
      }
      if (values.put(key, equals < 0 ? "" : decoded(each.substring(equals + 1))) != null) {
        throw new RequestException(400, "'" + key + "' stands behind the question mark twice");
      }
    }
    return values;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new RequestException(
          400, Names.quote(text) + " behind the question mark is not percent-encoded");
    }
  }

  /** What is computed of a body. */
  private interface Computation {
    byte[] of(byte[] body, int length, RowBlock block);
  }

  private void compute(Call call, ServedModel model, Computation computation) throws IOException {
    allow(call, POST);
    requireType(call, Reply.JSON);
    query(call, List.of());
    Body body = body(call);
    byte[] answer;
    try {
      Utf8Stream.require(body.bytes, body.length);
      RowBlock block = new RowBlock(model, 1, limits.rows(), turnstile::giveWay);
      turnstile.enter();
      try {
        answer = computation.of(body.bytes, body.length, block);
      } finally {
        turnstile.leave();
      }
      metrics.rows(model.name(), block);
    } finally {
      turnstile.free(body.held);
    }
    call.reply.send(200, Reply.JSON, answer);
  }

  /**
   * Requires a media type, or none. A type that forms have is none of these, so that pages of
   * others cannot have a browser ask.
   */
  private static String requireType(Call call, String... types) {
    String coding = call.exchange.header("Content-Encoding");
    if (coding != null && !coding.strip().equalsIgnoreCase("identity")) {
      throw new RequestException(
          415, "the body is said to be packed by " + coding + "; send it as it is");
    }
    String given = call.exchange.header("Content-Type");
    if (given == null) {
      return types[0];
    }
    int end = given.indexOf(';');
    String rest = end < 0 ? "" : given.substring(end).toLowerCase(Locale.ROOT);
    int charset = rest.indexOf("charset=");
    if (charset >= 0
        && !rest.startsWith("utf-8", charset + 8)
        && !rest.startsWith("\"utf-8\"", charset + 8)) {
      throw new RequestException(
          415, "the body is said to be " + given + ", but UTF-8 is wanted: convert it");
    }
    String type = (end < 0 ? given : given.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    if (!Arrays.asList(types).contains(type)) {
      throw new RequestException(
          415,
          "the body is said to be "
              + type
              + ", but "
              + String.join(" or ", types)
              + " is wanted: set Content-Type");
    }
    return type;
  }

  /** A body that is read, and how many bytes it was counted as. */
  private static final class Body {
    final byte[] bytes;
    final int length;
    final long held;

    Body(byte[] bytes, int length, long held) {
      this.bytes = bytes;
      this.length = length;
      this.held = held;
    }
  }

  private long declared(Call call) {
    String text = call.exchange.header("Content-Length");
    if (text == null) {
      return -1;
    }
    try {
      long length = Long.parseLong(text.strip());
      requireLength(length);
      return length;
    } catch (NumberFormatException e) {
      throw new RequestException(400, "Content-Length is no number: " + text);
    }
  }

  private void requireLength(long length) {
    if (length > limits.bodyBytes()) {
      throw new RequestException(
          413,
          "the body has more than "
              + limits.bodyBytes()
              + " bytes, the most that this server takes; send it in parts");
    }
  }

  private Body body(Call call) throws IOException {
    long declared = declared(call);
    int capacity = declared < 0 ? 1 << 13 : (int) Math.min(declared, Integer.MAX_VALUE - 16);
    long held = capacity;
    turnstile.hold(held);
    boolean whole = false;
    try (InputStream in = call.exchange.body()) {
      byte[] bytes = new byte[Math.min(capacity, 1 << 16)];
      int length = 0;
      for (int count; (count = in.read(bytes, length, bytes.length - length)) >= 0; ) {
        length += count;
        requireLength(length);
        if (length == bytes.length && length != declared) {
          if (2L * length > held) {
            turnstile.hold(2L * length - held);
            held = 2L * length;
          }
          bytes = Arrays.copyOf(bytes, 2 * length);
        } else if (length == declared) {
          break;
        }
      }
      whole = true;
      return new Body(bytes, length, held);
    } finally {
      if (!whole) {
        turnstile.free(held);
      }
    }
  }

  /** {@code /predict…}. */
  private void stream(Call call) throws IOException {
    if (call.path.length > 2) {
      throw unknown(call);
    }
    allow(call, POST);
    String name = call.at(1);
    if (name.isEmpty() && models.names().size() > 1) {
      throw new RequestException(
          404, "which model? /predict/" + String.join(", /predict/", models.names()));
    }
    ServedModel model = model(name.isEmpty() ? models.names().get(0) : name);
    String type =
        requireType(
            call,
            StreamedRows.CSV,
            StreamedRows.JSON_LINES,
            "application/jsonl",
            "application/x-jsonlines");
    String level = query(call, List.of(TensorFlowRows.LEVEL)).get(TensorFlowRows.LEVEL);
    declared(call);
    StreamedRows rows =
        new StreamedRows(
            model, turnstile, limits.rows(), level == null ? null : TensorFlowRows.level(level));
    Reply.Stream out = call.reply.stream(type, rows::headers);
    try (InputStream in =
        new Utf8Stream(new BoundedStream(call.exchange.body(), this::requireLength))) {
      if (type.equals(StreamedRows.CSV)) {
        rows.csv(in, out);
      } else {
        rows.jsonLines(in, out);
      }
    } finally {
      metrics.rows(model.name(), rows.block());
    }
    out.finish();
  }

  /** A stream whose length is checked while it is read. */
  private static final class BoundedStream extends WatchedStream {
    private final LongConsumer check;
    private long count;

    BoundedStream(InputStream in, LongConsumer check) {
      super(in);
      this.check = check;
    }

    @Override
    void watch(byte[] bytes, int from, int length) {
      count += Math.max(length, 0);
      check.accept(count);
    }
  }

  /** Returns the models. */
  @Override
  public String toString() {
    return models.toString();
  }
}
