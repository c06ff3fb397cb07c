package org.nn4j.core.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Activation;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Checks;
import org.nn4j.api.Kernels;
import org.nn4j.api.Layer;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Parameters;
import org.nn4j.api.Precision;
import org.nn4j.core.activation.Identity;
import org.nn4j.core.activation.LogSoftmax;
import org.nn4j.core.layer.Chain;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.layer.Dropout;
import org.nn4j.core.layer.Sequential;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.core.registry.PartReference;

/**
 * A network: an immutable definition and its parameters.
 *
 * <pre>{@code
 * Network network = Network.builder(2)
 *     .dense(5, "tanh")
 *     .dense(3, "tanh")
 *     .dense(1, "sigmoid")
 *     .seed(1)
 *     .build();
 * Matrix predictions = network.predict(Matrix.of(new double[] {0, 0}));
 * }</pre>
 *
 * <p>{@link #predict} may be called from any number of threads at once, without locks, as long as
 * nothing trains the network meanwhile.
 */
public final class Network {
  /** What the names of all parameters start with. */
  static final String PREFIX = "layers.";

  /** The most rows that a prediction computes at once: enough for the kernels, in little memory. */
  private static final int CHUNK = 256;

  private final Sequential layers;
  private final int inputWidth;
  private final int outputWidth;
  private final int chunk;
  private final long seed;
  private final Kernels kernels;
  private final ParameterStore parameters;

  /** Whether the parameters are still what the initializers made of them. */
  private boolean untouched;

  /** Workspaces that wait for the next prediction, no more than can be at work at once. */
  private final Queue<BoundNetwork> idle =
      new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

  /**
   * Creates a network and initializes its parameters.
   *
   * @param layers the layers from input to output, at least one
   * @param inputWidth number of features
   * @param precision precision of everything it computes
   * @param seed seed of the initializers and of the layers' random streams
   * @param kernels what it computes with
   * @throws IllegalArgumentException if the layers do not fit one another
   */
  public Network(
      List<Layer> layers, int inputWidth, Precision precision, long seed, Kernels kernels) {
    this(
        new Sequential(layers),
        inputWidth,
        seed,
        kernels,
        specs -> new ParameterStore(specs, precision));
    parameters.initialize(seed);
    untouched = true;
  }

  private Network(
      Sequential layers,
      int inputWidth,
      long seed,
      Kernels kernels,
      Function<List<ParameterSpec>, ParameterStore> allocation) {
    Checks.atLeast("network: the input width", inputWidth, 1);
    Checks.atLeast("network: the number of layers", layers.layers().size(), 1);
    this.layers = layers;
    this.inputWidth = inputWidth;
    this.outputWidth = layers.outputWidth(inputWidth);
    this.chunk = LayerWidths.rows(layers.layers(), inputWidth, CHUNK);
    this.seed = seed;
    this.kernels = kernels;
    this.parameters =
        allocation.apply(
            layers.declare(inputWidth).stream().map(spec -> spec.prefixed(PREFIX)).toList());
  }

  /**
   * Creates a network with parameters that another one had.
   *
   * @param layers the layers from input to output, at least one
   * @param inputWidth number of features
   * @param precision precision of everything it computes
   * @param seed seed of the layers' random streams
   * @param kernels what it computes with
   * @param values all parameters by name, in that precision; copied
   * @throws IllegalArgumentException if the layers do not fit one another or the parameters, found
   *     before any memory is allocated, or repeat their input so often that to predict takes far
   *     more memory than the parameters do
   */
  public static Network restore(
      List<Layer> layers,
      int inputWidth,
      Precision precision,
      long seed,
      Kernels kernels,
      Map<String, Matrix> values) {
    Network network =
        new Network(
            new Sequential(layers),
            inputWidth,
            seed,
            kernels,
            specs -> new ParameterStore(specs, precision, values));
    LayerWidths.requireBacked(
        layers, inputWidth, values.values().stream().mapToLong(Matrix::size).sum());
    return network;
  }

  /** Starts composing a network for {@code inputWidth} features. */
  public static Builder builder(int inputWidth) {
    return new Builder(inputWidth);
  }

  /** Returns a copy in another precision, with the same layers and parameters. */
  public Network withPrecision(Precision precision) {
    Network copy =
        new Network(
            layers, inputWidth, seed, kernels, specs -> new ParameterStore(specs, precision));
    copy.parameters.copyFrom(parameters);
    copy.untouched = untouched;
    return copy;
  }

  /**
   * Returns a copy with the same layers and other parameters, which are copied.
   *
   * @param values parameters of the same names and shapes, of either precision
   * @throws IllegalArgumentException if the sizes differ
   */
  public Network withParameters(ParameterStore values) {
    Network copy =
        new Network(
            layers, inputWidth, seed, kernels, specs -> new ParameterStore(specs, precision()));
    copy.parameters.copyFrom(values);
    return copy;
  }

  /**
   * Returns a copy that computes logits: without the softmax, log_softmax or sigmoid at its end.
   *
   * @throws IllegalArgumentException if it does not end in a dense layer with one of these, or
   *     without an activation
   */
  public Network logits() {
    List<Layer> changed = new ArrayList<>(layers());
    changed.set(changed.size() - 1, lastDense().with(Parameters.of("activation", new Identity())));
    Network copy =
        new Network(
            new Sequential(changed),
            inputWidth,
            seed,
            kernels,
            specs -> new ParameterStore(specs, precision()));
    copy.parameters.copyFrom(parameters);
    return copy;
  }

  /**
   * Returns a copy whose logits are divided by a temperature, which the weights and the bias of its
   * last layer then hold; see {@link org.nn4j.core.metric.Temperature}.
   *
   * @param temperature above 0; above 1 the probabilities become more even
   * @throws IllegalArgumentException if it is not, or as {@link #logits} does
   */
  public Network withTemperature(double temperature) {
    Checks.positive("temperature", temperature);
    Dense last = lastDense();
    Network copy = withParameters(parameters);
    String layer = PREFIX + (layers().size() - 1) + ".";
    for (String name : last.useBias() ? List.of("weight", "bias") : List.of("weight")) {
      Matrix value = copy.parameters.value(layer + name);
      for (int r = 0; r < value.rows(); r++) {
        for (int c = 0; c < value.columns(); c++) {
          value.set(r, c, value.get(r, c) / temperature);
        }
      }
    }
    return copy;
  }

  /**
   * Returns the link of the outputs to the last layer's logits; that of log_softmax, whose outputs
   * are logarithms, is {@link OutputLink#NONE}.
   */
  public OutputLink outputLink() {
    BoundLayer.LinkedOutput linked = bindForPrediction(1).linkedOutput();
    return linked == null ? OutputLink.NONE : linked.link();
  }

  private Dense lastDense() {
    Layer last = layers().get(layers().size() - 1);
    if (last instanceof Dense dense
        && (dense.activation() instanceof Identity
            || dense.activation() instanceof LogSoftmax
            || dense.activation().link() != OutputLink.NONE)) {
      return dense;
    }
    throw new IllegalArgumentException(
        "network: the last layer is "
            + last.expression()
            + "; logits are those of a dense layer with softmax, log_softmax, sigmoid or identity");
  }

  /** Returns the layers from input to output. */
  public List<Layer> layers() {
    return layers.layers();
  }

  /**
   * Returns layers with their widths and the number of parameters on one line, such as {@code 4 →
   * dense 16 → dense 3, 131 parameters, float32}.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(inputWidth);
    int width = inputWidth;
    for (Layer layer : layers()) {
      width = layer.outputWidth(width);
      text.append(" → ").append(layer.name()).append(' ').append(width);
    }
    return text + ", " + parameters.trainable().size() + " parameters, " + precision().id();
  }

  /**
   * Returns a table of the layers with their activations or other arguments, widths and numbers of
   * parameters, for people.
   */
  public String summary() {
    List<String> names = new ArrayList<>(List.of("input"));
    List<Integer> widths = new ArrayList<>(List.of(inputWidth));
    List<Long> counts = new ArrayList<>(List.of(0L));
    int width = inputWidth;
    for (Layer layer : layers()) {
      counts.add(layer.declare(width).stream().mapToLong(s -> (long) s.rows() * s.columns()).sum());
      width = layer.outputWidth(width);
      widths.add(width);
      boolean plain = layer instanceof Dense dense && !(dense.activation() instanceof Identity);
      names.add(layer.name() + (plain ? " " + ((Dense) layer).activation().shortExpression() : ""));
    }
    int longest = names.stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder(row(longest, "layer", "outputs", "parameters"));
    for (int i = 0; i < names.size(); i++) {
      text.append(row(longest, names.get(i), widths.get(i), counts.get(i)));
    }
    long all = counts.stream().mapToLong(Long::longValue).sum();
    long trainable = parameters.trainable().size();
    return text.append(all)
        .append(" parameters")
        .append(all == trainable ? "" : ", " + trainable + " of them trainable")
        .append(", ")
        .append(precision().id())
        .toString();
  }

  private static String row(int longest, String name, Object outputs, Object count) {
    String padding = " ".repeat(longest - name.length());
    return name + padding + String.format(Locale.ROOT, "  %9s  %10s\n", outputs, count);
  }

  /** Returns the number of features. */
  public int inputWidth() {
    return inputWidth;
  }

  /** Returns the number of outputs. */
  public int outputWidth() {
    return outputWidth;
  }

  /** Returns the precision. */
  public Precision precision() {
    return parameters.precision();
  }

  /** Returns the seed the network was made with. */
  public long seed() {
    return seed;
  }

  /** Returns the kernels. */
  public Kernels kernels() {
    return kernels;
  }

  /** Returns the parameters, not a copy. */
  public ParameterStore parameters() {
    return parameters;
  }

  /**
   * Computes the outputs for a batch of any size.
   *
   * @param features N×n of either precision; not changed
   * @return N×K of this network's precision, the caller's own
   * @throws IllegalArgumentException if the number of columns is not {@link #inputWidth()}
   */
  public Matrix predict(Matrix features) {
    requireWidth("predict", features);
    Matrix result = Matrix.zeros(precision(), features.rows(), outputWidth);
    BoundNetwork bound = borrow();
    for (int from = 0; from < features.rows(); from += chunk) {
      int to = Math.min(features.rows(), from + chunk);
      Matrix input = bound.input(to - from);
      input.copyFrom(features.rows(from, to));
      result.rows(from, to).copyFrom(bound.forward(input, false));
    }
    idle.offer(bound);
    return result;
  }

  private BoundNetwork borrow() {
    BoundNetwork bound = idle.poll();
    return bound == null ? bindForPrediction(chunk) : bound;
  }

  /**
   * Marks the parameters as trained, and returns whether they were not yet: whether they came from
   * the initializers rather than from a file, a copy or a training, so that those initial values
   * that depend on data have to be set first.
   */
  public boolean beginTraining() {
    boolean first = untouched;
    untouched = false;
    return first;
  }

  /** Binds the network for prediction by one thread: batches of up to {@code maxRows} rows. */
  public BoundNetwork bindForPrediction(int maxRows) {
    return bindForPrediction(maxRows, kernels);
  }

  /**
   * Binds the network for prediction with kernels of the caller's, which give the same bits as its
   * own.
   */
  public BoundNetwork bindForPrediction(int maxRows, Kernels ownKernels) {
    return bind(maxRows, null, ownKernels, false);
  }

  /**
   * Binds the network for training: batches of up to {@code maxRows} rows, gradients into a matrix
   * of the caller's.
   *
   * @param gradients 1×P as {@link ParameterStore#trainable()}
   */
  public BoundNetwork bindForTraining(int maxRows, Matrix gradients) {
    return bindForTraining(maxRows, gradients, kernels);
  }

  /**
   * Binds the network for training with kernels of the caller's, which give the same bits as its
   * own.
   */
  public BoundNetwork bindForTraining(int maxRows, Matrix gradients, Kernels ownKernels) {
    return bind(maxRows, gradients, ownKernels, false);
  }

  /**
   * Binds the network for derivatives with respect to its inputs: after {@code forward(x, false)},
   * {@link BoundNetwork#backward} turns ∂L/∂output into ∂L/∂x, which is never null. One thread's,
   * for batches of up to {@code maxRows} rows.
   */
  public BoundNetwork bindForInputGradient(int maxRows) {
    Matrix gradients = Matrix.zeros(precision(), 1, parameters.trainable().size());
    return bind(maxRows, gradients, kernels, true);
  }

  private BoundNetwork bind(
      int maxRows, @Nullable Matrix gradients, Kernels boundKernels, boolean needsInputGradient) {
    RandomStreams streams = new RandomStreams(seed);
    Chain bound =
        layers.bind(
            new BindingContext(
                new BindingContext.Shared(parameters, gradients, boundKernels, maxRows, streams),
                PREFIX,
                inputWidth,
                needsInputGradient));
    return new BoundNetwork(bound, streams, precision(), maxRows, inputWidth);
  }

  /**
   * Checks a batch's width.
   *
   * @throws IllegalArgumentException if it is not {@link #inputWidth()}
   */
  public void requireWidth(String operation, Matrix features) {
    if (features.columns() != inputWidth) {
      throw new IllegalArgumentException(
          operation
              + ": the features are "
              + features.shape()
              + " but the network has "
              + inputWidth
              + " inputs; columns must equal inputs");
    }
  }

  /**
   * Composes a {@link Network}; parts are given as instances or by name, interchangeably. Names are
   * looked up by {@link #build}, in the catalog that is given before or after them; an expression
   * that breaks the grammar and a number out of range are errors at once.
   */
  public static final class Builder {
    private final int inputWidth;
    private final List<Pending> layers = new ArrayList<>();
    private Precision precision = Precision.FLOAT32;
    private long seed;
    private @Nullable Kernels kernels;
    private @Nullable Catalog catalog;

    /**
     * A layer that is made when the catalog is known.
     *
     * @param text what it is, for people
     */
    private record Pending(String text, Function<@Nullable Catalog, Layer> maker) {}

    Builder(int inputWidth) {
      Checks.atLeast("network: the input width", inputWidth, 1);
      this.inputWidth = inputWidth;
    }

    /** Appends a layer. */
    public Builder layer(Layer layer) {
      layers.add(new Pending(layer.shortExpression(), known -> layer));
      return this;
    }

    /**
     * Appends a layer by its expression, such as {@code dense(units=16, activation=relu)}.
     *
     * @throws org.nn4j.core.InputException if the expression breaks the grammar
     */
    public Builder layer(String expression) {
      PartReference<Layer> layer = PartReference.parse(Layer.class, expression).checked(catalog);
      layers.add(new Pending(layer.toString(), layer::resolve));
      return this;
    }

    /**
     * Appends a dense layer without activation, as a regression ends in.
     *
     * @throws IllegalArgumentException if there is no unit
     */
    public Builder dense(int units) {
      return dense(units, new Identity());
    }

    /**
     * Appends a dense layer.
     *
     * @throws IllegalArgumentException if there is no unit
     */
    public Builder dense(int units, Activation activation) {
      return dense(units, PartReference.of(Activation.class, activation));
    }

    /**
     * Appends a dense layer with an activation by its expression, such as {@code
     * leaky_relu(slope=0.2)}.
     *
     * @throws org.nn4j.core.InputException if the expression breaks the grammar
     * @throws IllegalArgumentException if there is no unit
     */
    public Builder dense(int units, String activation) {
      return dense(units, PartReference.parse(Activation.class, activation).checked(catalog));
    }

    private Builder dense(int units, PartReference<Activation> activation) {
      Checks.atLeast("units", units, 1);
      layers.add(
          new Pending(
              "dense " + units + " " + activation,
              known -> new Dense(units, activation.resolve(known))));
      return this;
    }

    /** Appends a dropout layer. */
    public Builder dropout(double rate) {
      return layer(new Dropout(rate));
    }

    /** Sets the precision; float32 by default. */
    public Builder precision(Precision newPrecision) {
      precision = newPrecision;
      return this;
    }

    /** Sets the seed; 0 by default. */
    public Builder seed(long newSeed) {
      seed = newSeed;
      return this;
    }

    /** Sets the kernels; the best available by default. */
    public Builder kernels(Kernels newKernels) {
      kernels = newKernels;
      return this;
    }

    /** Sets where names are looked up; by default among what is on the class or module path. */
    public Builder catalog(Catalog newCatalog) {
      catalog = newCatalog;
      return this;
    }

    /**
     * Creates the network with initialized parameters.
     *
     * @throws IllegalArgumentException if there is no layer or two do not fit one another
     * @throws org.nn4j.core.InputException if there is no part of a name
     */
    public Network build() {
      if (layers.isEmpty()) {
        throw new IllegalArgumentException(
            "a network needs at least one layer, for instance dense(3, \"softmax\")");
      }
      return new Network(
          layers.stream().map(layer -> layer.maker.apply(catalog)).toList(),
          inputWidth,
          precision,
          seed,
          kernels == null ? KernelsSelector.standard() : kernels);
    }

    /** Returns the layers so far, such as {@code 4 → dense 16 relu → dense 3 softmax, float32}. */
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder().append(inputWidth);
      layers.forEach(layer -> text.append(" → ").append(layer.text));
      return text + ", " + precision.id();
    }
  }
}
