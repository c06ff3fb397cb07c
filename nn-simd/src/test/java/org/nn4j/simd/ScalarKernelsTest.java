package org.nn4j.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.Kernels;
import org.nn4j.api.KernelsProvider;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/** What surrounds the arithmetic: the declaration, the checks, the twin, the memory. */
class ScalarKernelsTest {
  private static final Kernels KERNELS = new ScalarKernels();

  @Test
  void theProviderIsAlwaysAvailableAtPriorityZero() {
    KernelsProvider provider =
        Candidate.providers().stream()
            .filter(p -> p.name().equals("scalar"))
            .findFirst()
            .orElseThrow();
    assertThat(provider.priority()).isZero();
    assertThat(provider.unavailable()).isEmpty();
    assertThat(provider.create().name()).isEqualTo("scalar");
  }

  @Test
  void bothServiceDeclarationsAreEqual() {
    String service = KernelsProvider.class.getName();
    String listed = new String(resource("META-INF/services/" + service), StandardCharsets.UTF_8);
    ModuleDescriptor module = descriptor();
    assertThat(module.provides()).hasSize(1);
    assertThat(module.provides().iterator().next().service()).isEqualTo(service);
    assertThat(module.provides().iterator().next().providers())
        .containsExactlyInAnyOrderElementsOf(listed.lines().toList());
  }

  @Test
  void theTwinComputesInDouble() {
    assertThat(FloatFunctions.selu(1f)).isEqualTo(1.050701f);
    assertThat(DoubleFunctions.selu(1)).isEqualTo(1.0507009873554805);
    assertThat(DoubleFunctions.gelu(1)).isNotEqualTo(FloatFunctions.gelu(1f));
  }

  @Test
  void aMisfitNamesTheOperationBothShapesAndTheRule() {
    Matrix a = zeros(32, 784);
    assertThatThrownBy(() -> KERNELS.affine(a, zeros(785, 128), zeros(1, 128), zeros(32, 128)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("affine: a is 32×784 but w is 785×128; a.columns must equal w.rows");
    assertThatThrownBy(() -> KERNELS.affine(a, zeros(784, 128), zeros(1, 10), zeros(32, 128)))
        .hasMessage("affine: bias is 1×10 but w is 784×128; bias must be 1×w.columns");
    assertThatThrownBy(() -> KERNELS.rowSums(a, zeros(31, 1)))
        .hasMessage("rowSums: sums is 31×1 but a is 32×784; sums must be a.rows×1");
    assertThatThrownBy(() -> KERNELS.add(a, zeros(784, 32), a))
        .hasMessage("add: a is 32×784 but b is 784×32; the shapes must be equal");
  }

  @Test
  void everyOperationChecksEveryOperand() {
    for (Operation operation : Operation.all()) {
      for (int i = 0; i < operation.shapes().size(); i++) {
        Matrix[] operands = operation.operands(Precision.FLOAT32);
        Matrix right = operands[i];
        for (Matrix wrong : misfits(operation, right)) {
          operands[i] = wrong;
          assertThatThrownBy(() -> operation.body().run(KERNELS, operands))
              .as("%s with operand %d as %s", operation.name(), i, wrong)
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageStartingWith(operation.name() + ": ");
        }
      }
    }
  }

  @Test
  void mixedPrecisionsAreRefused() {
    Matrix b = Matrix.zeros(Precision.FLOAT64, 2, 3);
    assertThatThrownBy(() -> KERNELS.add(zeros(2, 3), b, zeros(2, 3)))
        .hasMessage("add: a is float32 2×3 but b is float64 2×3; both must have one precision");
  }

  /** Vectors are objects until C2 has compiled what works on them, so that has to come first. */
  @ParameterizedTest
  @MethodSource("org.nn4j.simd.Candidate#all")
  void nothingIsAllocatedInSteadyState(Candidate candidate) throws InterruptedException {
    List<Operation> operations = new ArrayList<>(Operation.all());
    operations.add(Operation.unitBytes());
    for (Operation operation : operations) {
      Matrix[] operands = operation.operands(candidate.precision());
      long deadline = System.nanoTime() + 60_000_000_000L;
      long bytes = allocated(candidate, operation, operands);
      for (int round = 0; bytes > 0 && System.nanoTime() < deadline; round++) {
        if (round % 20 == 19) {
          Thread.sleep(5); // leaves the processor to the JIT
        }
        bytes = allocated(candidate, operation, operands);
      }
      assertThat(bytes).as("bytes allocated by 100 times %s", operation.name()).isZero();
    }
  }

  /** Returns the bytes that a hundred runs allocate. */
  private static long allocated(Candidate candidate, Operation operation, Matrix[] operands) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100; i++) {
      operation.body().run(candidate.kernels(), operands);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  /** Returns matrices that differ from a fitting one in one respect. */
  private static List<Matrix> misfits(Operation operation, Matrix right) {
    Matrix doubles = Matrix.zeros(Precision.FLOAT64, right.rows(), right.columns());
    Matrix higher = zeros(right.rows() + 1, right.columns());
    Matrix wider = zeros(right.rows(), right.columns() + 1);
    boolean vector = right.rows() == 1 || right.columns() == 1;
    if (operation.name().equals("rowSums") && !vector) {
      return List.of(doubles, higher); // any width fits
    }
    if (operation.name().equals("columnSums") && !vector) {
      return List.of(doubles, wider); // any height fits
    }
    return List.of(doubles, higher, wider);
  }

  private static Matrix zeros(int rows, int columns) {
    return Matrix.zeros(Precision.FLOAT32, rows, columns);
  }

  private static ModuleDescriptor descriptor() {
    return ModuleDescriptor.read(ByteBuffer.wrap(resource("module-info.class")));
  }

  /** Reads a file of the tested module, not one of that name in another jar. */
  private static byte[] resource(String name) {
    try {
      URI classes = ScalarKernels.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Files.readAllBytes(Path.of(classes).resolve(name));
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
