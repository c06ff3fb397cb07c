package org.nn4j.core.layer;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Checks;
import org.nn4j.api.Kernels;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.TrainingClock;

/**
 * Several networks in one: members over the same input, whose outputs are averaged, A = Σᵢ
 * wᵢ·fᵢ(X).
 *
 * <p>A model of bagged networks is one of these: the members end in logits, and an {@code
 * activation} layer behind the ensemble makes probabilities of their mean, so that losses fuse with
 * it as with a single network's. Averaged logits give the geometric mean of the members' odds;
 * members that end in softmax themselves give the mean of their probabilities.
 *
 * <p>Backward hands member i the gradient wᵢ·g, and adds up what they return.
 *
 * @param members the members, which have outputs of one width
 * @param weights wᵢ, one finite number for each member; none, the default, for 1/k each
 */
public record Ensemble(List<Layer> members, List<Double> weights) implements Layer {

  /** Creates a layer of one member that passes its input through. */
  public Ensemble() {
    this(List.of(new Sequential()));
  }

  /**
   * Creates a layer of members with equal weights.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Ensemble(List<Layer> members) {
    this(members, List.of());
  }

  /**
   * Copies the lists and checks the weights.
   *
   * @throws IllegalArgumentException if there is no member, the weights are not as many, or one is
   *     not finite
   */
  public Ensemble {
    members = List.copyOf(members);
    weights = List.copyOf(weights);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("members must hold at least one layer but is empty");
    }
    if (!weights.isEmpty() && weights.size() != members.size()) {
      throw new IllegalArgumentException(
          "weights must hold a number for each of the "
              + members.size()
              + " members, or none, but holds "
              + weights.size());
    }
    for (int i = 0; i < weights.size(); i++) {
      Checks.finite("weights[" + i + "]", weights.get(i));
    }
  }

  @Override
  public String name() {
    return "ensemble";
  }

  @Override
  public String description() {
    return "the weighted mean of several networks' outputs";
  }

  @Override
  public int outputWidth(int inputWidth) {
    int width = members.get(0).outputWidth(inputWidth);
    for (int i = 1; i < members.size(); i++) {
      int other = members.get(i).outputWidth(inputWidth);
      if (other != width) {
        throw new IllegalArgumentException(
            "ensemble: member 0 has "
                + width
                + " outputs but member "
                + i
                + " has "
                + other
                + "; outputs are averaged, so the widths must be equal");
      }
    }
    return width;
  }

  @Override
  public List<ParameterSpec> declare(int inputWidth) {
    return Branches.declare(members, inputWidth);
  }

  /** Returns the weights, as many as members. */
  private List<Double> factors() {
    return weights.isEmpty() ? Collections.nCopies(members.size(), 1.0 / members.size()) : weights;
  }

  @Override
  public Optional<OperatorGraph> operators() {
    List<Double> factors = factors();
    return Branches.operators(
        members,
        (g, outputs) -> {
          String sum = g.apply("Mul", outputs[0], g.constant(factors.get(0)));
          for (int i = 1; i < outputs.length; i++) {
            sum = g.apply("Add", sum, g.apply("Mul", outputs[i], g.constant(factors.get(i))));
          }
          return sum;
        });
  }

  @Override
  public BoundLayer bind(LayerContext context) {
    return new Bound(this, context);
  }

  private static final class Bound implements BoundLayer {
    private final Kernels kernels;
    private final Branches members;
    private final Matrix[] factors;
    private final Matrix zeros;
    private final BatchBuffer products;
    private final BatchBuffer outputs;

    Bound(Ensemble definition, LayerContext context) {
      int width = definition.outputWidth(context.inputWidth());
      this.kernels = context.kernels();
      this.members = new Branches(definition.members(), context);
      this.factors =
          definition.factors().stream()
              .map(factor -> Buffers.row(context, width, factor))
              .toArray(Matrix[]::new);
      this.zeros = Buffers.row(context, width);
      this.products = Buffers.batch(context, width);
      this.outputs = Buffers.batch(context, width);
    }

    @Override
    public void adapt(Matrix sample) {
      members.adapt(sample);
    }

    @Override
    public boolean adapts() {
      return members.adapts();
    }

    @Override
    public void beginStep(TrainingClock clock) {
      members.beginStep(clock);
    }

    @Override
    public Matrix forward(Matrix input, boolean training) {
      Matrix sum = outputs.rows(input.rows());
      kernels.scaleShiftColumns(members.forward(0, input, training), factors[0], zeros, sum);
      Matrix product = products.rows(input.rows());
      for (int i = 1; i < factors.length; i++) {
        kernels.scaleShiftColumns(members.forward(i, input, training), factors[i], zeros, product);
        kernels.add(sum, product, sum);
      }
      return sum;
    }

    @Override
    public @Nullable Matrix backward(Matrix gradient) {
      Matrix own = products.rows(gradient.rows());
      for (int i = 0; i < factors.length; i++) {
        kernels.scaleShiftColumns(gradient, factors[i], zeros, own);
        members.backward(i, own);
      }
      return members.inputGradient(gradient.rows());
    }
  }
}
