package org.nn4j.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the directions between the modules and what keeps results the same on every JVM. */
@Tag("once")
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.nn4j");

  /** Functions whose bits differ between JDKs, processors or tiers. */
  private static final List<String> UNSTABLE =
      List.of(
          "exp", "expm1", "log", "log1p", "log10", "pow", "sin", "cos", "tan", "tanh", "sinh",
          "cosh", "cbrt", "atan", "atan2", "asin", "acos");

  private static final Pattern MODULE_LINE = Pattern.compile("^ {4}(nn-\\w+) {2,}\\S");
  private static final Pattern PACKAGE_LINE = Pattern.compile("^ {6}([a-z.]+) {2,}\\S");

  /** Each package is a slice of its own, whatever package its name is within. */
  private static final SliceAssignment EVERY_PACKAGE =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
          return "packages";
        }
      };

  @Test
  void theRulesSeeTheWholeProject() {
    assertThat(CLASSES.size()).isGreaterThan(200);
    for (String module :
        List.of(
            "api",
            "simd",
            "optim",
            "losses",
            "formula",
            "core",
            "experiment",
            "testkit",
            "report",
            "explain",
            "onnx",
            "cli")) {
      assertThat(CLASSES.stream().anyMatch(resideInAPackage("org.nn4j." + module + "..")))
          .as("classes of " + module)
          .isTrue();
    }
  }

  @Test
  void theContractsDependOnTheJdkAlone() {
    classes()
        .that()
        .resideInAPackage("org.nn4j.api..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("org.nn4j.api..", "java..", "org.jspecify..")
        .check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"simd", "optim", "losses", "formula", "core"})
  void theMiddleModulesSeeTheContractsAndNotOneAnother(String module) {
    noClasses()
        .that()
        .resideInAPackage("org.nn4j." + module + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.nn4j..")
                .and(
                    resideInAPackage("org.nn4j.api..")
                        .or(resideInAPackage("org.nn4j." + module + ".."))
                        .negate()))
        .check(CLASSES);
  }

  /** CONTRIBUTING.md lists the packages of modules, a line each, below the module's own line. */
  @Test
  void thePackagesThatContributorsReadOfAreThoseThatExist() throws IOException {
    Map<String, Set<String>> listed = new TreeMap<>();
    Set<String> packages = Set.of();
    for (String line : Files.readAllLines(Path.of("..", "CONTRIBUTING.md"))) {
      Matcher module = MODULE_LINE.matcher(line);
      Matcher name = PACKAGE_LINE.matcher(line);
      if (module.find()) {
        packages = new TreeSet<>();
        listed.put(module.group(1), packages);
      } else if (name.find()) {
        packages.add(name.group(1));
      }
    }
    listed.values().removeIf(Set::isEmpty);
    assertThat(listed.keySet())
        .contains(
            "nn-api",
            "nn-simd",
            "nn-optim",
            "nn-losses",
            "nn-formula",
            "nn-core",
            "nn-experiment",
            "nn-testkit",
            "nn-report",
            "nn-explain",
            "nn-onnx",
            "nn-serve",
            "nn-cli",
            "nn-spark");
    for (Map.Entry<String, Set<String>> module : listed.entrySet()) {
      assertThat(module.getValue())
          .as("packages of %s in CONTRIBUTING.md", module.getKey())
          .isEqualTo(packages(Path.of("..", module.getKey(), "src", "main", "java")));
    }
  }

  /** What is compared with the last release is what modules export to everybody. */
  @Test
  void theGuardOfTheApiLeavesOutWhatNoModuleExports() throws IOException {
    Set<String> left = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of(".."))) {
      for (Path module : files.sorted().toList()) {
        Path pom = module.resolve("pom.xml");
        Path sources = module.resolve(Path.of("src", "main", "java"));
        if (module.getFileName().toString().startsWith("nn-")
            && !Files.readString(pom).contains("<maven.javadoc.skip>true")) {
          Path descriptor = sources.resolve("module-info.java");
          String exports = Files.exists(descriptor) ? Files.readString(descriptor) : "";
          packages(sources).stream()
              .map(name -> "org.nn4j." + name)
              .filter(name -> !exports.contains("exports " + name + ";"))
              .forEach(left::add);
        }
      }
    }
    Set<String> excluded = new TreeSet<>();
    Matcher line =
        Pattern.compile("<exclude>(org\\.nn4j\\..*)</exclude>")
            .matcher(Files.readString(Path.of("..", "pom.xml")));
    while (line.find()) {
      excluded.add(line.group(1));
    }
    assertThat(left).hasSizeGreaterThan(20);
    assertThat(excluded).isEqualTo(left);
  }

  private static Set<String> packages(Path sources) throws IOException {
    Path root = sources.resolve(Path.of("org", "nn4j"));
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.endsWith("package-info.java"))
          .map(
              file -> root.relativize(file.getParent()).toString().replace(File.separatorChar, '.'))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** A program that has no use for {@code NnModule} has no Guice on its path. */
  @Test
  void guiceIsSeenByTheRunnerAndByNnModule() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.nn4j.cli..", "org.nn4j.core.inject", "org.nn4j.examples..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.google..", "jakarta.inject..", "javax.inject..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages("org.nn4j.cli..", "org.nn4j.core.inject", "org.nn4j.examples..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.nn4j.core.inject.NnModule")
        .check(CLASSES);
  }

  @Test
  void reportsSeeTheContractsAndTheCore() {
    noClasses()
        .that()
        .resideInAPackage("org.nn4j.report..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.nn4j..")
                .and(
                    resideInAnyPackage("org.nn4j.api..", "org.nn4j.core..", "org.nn4j.report..")
                        .negate()))
        .check(CLASSES);
  }

  /** Programs without nn-report, which brings java.desktop, explain models without figures. */
  @Test
  void explanationsSeeTheCoreAndOnlyTheirFiguresSeeReports() {
    noClasses()
        .that()
        .resideInAPackage("org.nn4j.explain..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.nn4j..")
                .and(
                    resideInAnyPackage(
                            "org.nn4j.api..",
                            "org.nn4j.core..",
                            "org.nn4j.explain..",
                            "org.nn4j.report..")
                        .negate()))
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("org.nn4j.explain")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.nn4j.report..", "org.nn4j.explain.chart")
        .check(CLASSES);
  }

  /** Nothing but the JDK and nn4j: whoever ships a model has enough jars. */
  @Test
  void filesOfOnnxSeeTheContractsAndTheCore() {
    classes()
        .that()
        .resideInAPackage("org.nn4j.onnx..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.nn4j.api..", "org.nn4j.core..", "org.nn4j.onnx..", "java..", "org.jspecify..")
        .check(CLASSES);
  }

  /** The JDK's server, and no other library than those that the core has. */
  @Test
  void theServerSeesTheCoreAndWhatExplains() {
    classes()
        .that()
        .resideInAPackage("org.nn4j.serve..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.nn4j.api..",
            "org.nn4j.core..",
            "org.nn4j.explain",
            "org.nn4j.serve..",
            "com.sun.net.httpserver..",
            "de.siegmar.fastcsv..",
            "java..",
            "javax.net.ssl..",
            "org.jspecify..",
            "org.slf4j..",
            "tools.jackson..")
        .check(CLASSES);
  }

  @Test
  void experimentsSeeTheContractsAndTheCore() {
    noClasses()
        .that()
        .resideInAPackage("org.nn4j.experiment..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.nn4j..", "com.google.inject..", "picocli..")
                .and(
                    resideInAnyPackage("org.nn4j.api..", "org.nn4j.core..", "org.nn4j.experiment..")
                        .negate()))
        .check(CLASSES);
  }

  /** A program without the module java.sql uses all the rest. */
  @Test
  void oneClassReadsResultsOfQueries() {
    noClasses()
        .that()
        .resideInAPackage("org.nn4j.experiment..")
        .and()
        .doNotHaveSimpleName("ResultSetRows")
        .and()
        .doNotHaveSimpleName("Experiment") // names ResultSet in a signature alone
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.sql..")
        .check(CLASSES);
  }

  @Test
  void figuresAreDataAndOnlyTheirRenderersDraw() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.nn4j.report.render..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.awt..", "javax.imageio..")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().assignedFrom(EVERY_PACKAGE).should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyTheRunnerWritesToTheStandardStreams() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.nn4j.cli..")
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .check(CLASSES);
  }

  @Test
  void nothingLogsPastSlf4j() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.nn4j.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.logging..", "ch.qos.logback..")
        .check(CLASSES);
  }

  @Test
  void programsWithoutAProviderOfLoggersReadNothingOfIt() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.nn4j.cli..", "org.nn4j.core.log..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.slf4j.LoggerFactory")
        .because("it prints on standard error where there is no provider; Logs does not")
        .check(CLASSES);
  }

  @Test
  void resultsDoNotRestOnFunctionsThatDifferBetweenJvms() {
    noClasses()
        .should()
        .callMethodWhere(
            JavaCall.Predicates.target(
                DescribedPredicate.describe(
                    "a function of java.lang.Math without fixed bits",
                    target ->
                        target.getOwner().isEquivalentTo(Math.class)
                            && UNSTABLE.contains(target.getName()))))
        .check(CLASSES);
  }

  /** Classes of tests run side by side in the JVM of a module, but for those of the runner. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "nn-api",
        "nn-simd",
        "nn-optim",
        "nn-losses",
        "nn-formula",
        "nn-core",
        "nn-experiment",
        "nn-testkit",
        "nn-report",
        "nn-explain",
        "nn-onnx",
        "nn-serve"
      })
  void testsThatTouchTheWholeJvmSaySo(String module) throws IOException {
    Pattern touches =
        Pattern.compile(
            "System\\.(set\\w+|clearProperty)\\(|(Locale|TimeZone)\\.setDefault\\(|getAllStackTraces");
    Pattern says = Pattern.compile("@(Isolated|ResourceLock)\\b");
    try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "test", "java"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String source = Files.readString(file);
        assertThat(!touches.matcher(source).find() || says.matcher(source).find())
            .as(
                "%s changes or looks at what belongs to the whole JVM, where other classes of tests"
                    + " run at the same time: give it @Isolated",
                file)
            .isTrue();
      }
    }
  }

  /**
   * Functions of the JDK that write or fold as the user's locale does, unless they are given one.
   */
  private static boolean restsOnLocale(CodeUnitCallTarget target) {
    String owner = target.getOwner().getName();
    boolean given =
        target.getRawParameterTypes().stream().anyMatch(p -> p.isEquivalentTo(Locale.class));
    return !given
        && switch (target.getName()) {
          case "toLowerCase", "toUpperCase" -> owner.equals("java.lang.String");
          case "formatted" -> true;
          case "format", "printf" ->
              Set.of(
                      "java.lang.String",
                      "java.io.PrintStream",
                      "java.io.PrintWriter",
                      "java.io.Console")
                  .contains(owner);
          case "<init>" ->
              Set.of(
                      "java.util.Formatter",
                      "java.util.Scanner",
                      "java.text.DecimalFormat",
                      "java.text.DecimalFormatSymbols",
                      "java.text.MessageFormat",
                      "java.text.SimpleDateFormat")
                  .contains(owner);
          case "getDefault" -> owner.equals("java.util.Locale");
          default ->
              owner.startsWith("java.text.") && target.getName().matches("get.*Instance")
                  || owner.equals("java.time.format.DateTimeFormatter")
                      && target.getName().equals("ofPattern");
        };
  }

  @Test
  void textDoesNotRestOnTheLocale() {
    noClasses()
        .should()
        .callCodeUnitWhere(
            JavaCall.Predicates.target(
                DescribedPredicate.describe(
                    "a function of the default locale", ArchitectureTest::restsOnLocale)))
        .check(CLASSES);
  }
}
