package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.job.ServeJob;
import org.nn4j.cli.report.Console;
import org.nn4j.core.InputException;
import org.nn4j.core.text.Names;
import org.nn4j.experiment.config.Sizes;
import org.nn4j.experiment.data.SourceData;
import org.nn4j.serve.Limits;
import org.nn4j.serve.ModelServer;
import org.nn4j.serve.ServedModels;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nn serve}. */
@Command(
    name = "serve",
    description = {
      "Answers requests to models over HTTP: the Open Inference Protocol (/v2), rows as TensorFlow"
          + " Serving takes them (/v1/models/M:predict), CSV and JSON lines (/predict/M), a page to"
          + " try a model (/), /openapi.json, /metrics. A model is loaded again when its file"
          + " changes. Ctrl-C and SIGTERM end it when requests in flight are answered."
    },
    footer = {
      "",
      "Example:",
      "  nn serve iris.nn.safetensors --port 8080",
      "  curl -H 'Content-Type: text/csv' --data-binary @iris.csv http://127.0.0.1:8080/predict/iris"
    })
final class ServeCommand extends KernelsVerb {
  private final JobFactory jobs;

  @Parameters(
      paramLabel = "[NAME=]MODEL",
      arity = "1..*",
      description = "Model files, and the names they are served by (default: the file's).")
  private List<String> models = List.of();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen on; 0.0.0.0 for those of other machines too (default:"
              + " ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port to listen on; 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "File with a token that clients have to show: Authorization: Bearer TOKEN (default:"
              + " none).")
  private @Nullable Path tokenFile;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "PEM file of a certificate and its chain, for https.")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "PEM file of the certificate's key, PKCS #8 without a password.")
  private @Nullable Path key;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Requests computed at the same time (default: one for each processor).")
  private int threads = Limits.DEFAULT.threads();

  @Option(
      names = "--queue",
      paramLabel = "N",
      description =
          "Requests that may wait for that; those beyond get 429 and Retry-After (default:"
              + " ${DEFAULT-VALUE}).")
  private int queue = Limits.DEFAULT.queue();

  @Option(
      names = "--max-body",
      paramLabel = "SIZE",
      description = "Size of a request, such as 64M; larger ones get 413 (default: 16M).")
  private @Nullable String body;

  @Option(
      names = "--max-rows",
      paramLabel = "N",
      description = "Rows of a request; more get 413 (default: ${DEFAULT-VALUE}).")
  private int rows = Limits.DEFAULT.rows();

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      description = "Open connections; those beyond are closed (default: ${DEFAULT-VALUE}).")
  private int connections = Limits.DEFAULT.connections();

  @Option(
      names = "--request-time",
      paramLabel = "SECONDS",
      description = "How long a request may take to arrive (default: ${DEFAULT-VALUE}).")
  private long requestSeconds = Limits.DEFAULT.requestTime().toSeconds();

  @Option(
      names = "--answer-time",
      paramLabel = "SECONDS",
      description = "How long an answer may take (default: ${DEFAULT-VALUE}).")
  private long answerSeconds = Limits.DEFAULT.answerTime().toSeconds();

  @Option(
      names = "--drain",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "How long requests in flight may take when the program is to end (default:"
              + " ${DEFAULT-VALUE}).")
  private long drain;

  @Inject
  @SuppressWarnings("NullAway") // picocli sets the fields before they are used
  ServeCommand(JobFactory jobs, Console console) {
    super(console);
    this.jobs = jobs;
  }

  @Override
  FileUses files() {
    FileUses files =
        super.files()
            .reads("--token-file", tokenFile)
            .reads("--tls-cert", certificate)
            .reads("--tls-key", key);
    named().values().forEach(file -> files.reads("MODEL", file));
    return files;
  }

  @Override
  public Integer call() {
    if ((certificate == null) != (key == null)) {
      throw new InputException("--tls-cert and --tls-key belong together; give both or none");
    }
    Limits limits = fromFlags(this::limits);
    ServeJob job = open(jobs, ServeJob.class);
    try (ServedModels served = job.load(named())) {
      ModelServer.Builder server = ModelServer.of(served).host(host).port(port).limits(limits);
      if (tokenFile != null) {
        server.token(token(tokenFile));
      }
      if (certificate != null && key != null) {
        server.tls(certificate, key);
      }
      job.serve(
          server,
          Duration.ofSeconds(drain),
          running -> print(() -> document(served, running), () -> text(served, running)));
    }
    return ExitCode.OK;
  }

  private Limits limits() {
    Long bytes = body == null ? Long.valueOf(Limits.DEFAULT.bodyBytes()) : Sizes.parse(body);
    if (bytes == null) {
      throw new InputException("--max-body must be " + Sizes.RULE + " but is '" + body + "'");
    }
    return Limits.DEFAULT
        .withThreads(threads, queue)
        .withRequest(bytes, rows)
        .withConnections(
            connections, Duration.ofSeconds(requestSeconds), Duration.ofSeconds(answerSeconds));
  }

  /** Returns the files by the names of their models. */
  private Map<String, Path> named() {
    Map<String, Path> named = new LinkedHashMap<>();
    for (String given : models) {
      int equals = given.indexOf('=');
      if (given.endsWith("=")) {
        throw new InputException(
            "serve: " + Names.quote(given) + " names no file; give NAME=MODEL, or MODEL alone");
      }
      Path file = Path.of(given.substring(equals + 1));
      String name = equals < 0 ? SourceData.stem(file) : given.substring(0, equals);
      if (!name.matches("[A-Za-z0-9._-]+")) {
        throw new InputException(
            "serve: a model's name is part of addresses, letters, digits, '.', '_' and '-', but "
                + (Names.quote(name) + " is not; give one: NAME=" + file));
      }
      if (named.put(name, file) != null) {
        throw new InputException(
            "serve: two models would be called " + name + "; give them names: NAME=" + file);
      }
    }
    return named;
  }

  private static String token(Path file) {
    try {
      String token = Files.readString(file, StandardCharsets.UTF_8).strip();
      if (token.isEmpty()) {
        throw InputException.in(file, "is empty, but --token-file needs a token in it");
      }
      return token;
    } catch (IOException e) {
      throw new InputException("--token-file: cannot read " + file + ": " + e, e);
    }
  }

  private static Map<String, Object> document(ServedModels served, ModelServer running) {
    List<Map<String, Object>> models = new ArrayList<>();
    for (String name : served.names()) {
      Map<String, Object> model = new LinkedHashMap<>();
      model.put("name", name);
      model.put("columns", served.model(name).columns());
      models.add(model);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("uri", running.uri().toString());
    document.put("port", running.port());
    document.put("models", models);
    return document;
  }

  private static String text(ServedModels served, ModelServer running) {
    StringBuilder text = new StringBuilder();
    for (String name : served.names()) {
      text.append(String.format(Locale.ROOT, "%-10s  %s%n", name, served.model(name)));
    }
    return text.append("serving     ")
        .append(running.uri())
        .append("  (Ctrl-C ends it)\n")
        .toString();
  }
}
