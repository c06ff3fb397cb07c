package org.nn4j.onnx.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nn4j.onnx.file.ElementType;
import org.nn4j.onnx.file.MalformedException;
import org.nn4j.onnx.file.Tensor;

/** Operators that arrange elements anew. */
final class Shaping {
  private Shaping() {}

  static Tensor concat(List<Tensor> parts, int axis) {
    int[] dims = parts.get(0).dims();
    dims[axis] = 0;
    for (Tensor part : parts) {
      int[] own = part.dims();
      if (own.length != dims.length || part.type() != parts.get(0).type()) {
        throw new MalformedException("values of " + parts);
      }
      dims[axis] += own[axis];
      own[axis] = dims[axis];
      if (!Arrays.equals(own, dims)) {
        throw new MalformedException("values of " + parts);
      }
    }
    int inner = product(dims, axis + 1, dims.length);
    int outer = product(dims, 0, axis);
    int given = parts.stream().mapToInt(Tensor::size).max().orElse(0);
    int[] source = new int[Broadcast.size(given, dims)];
    int[] from = new int[source.length];
    int at = 0;
    for (int o = 0; o < outer; o++) {
      for (int p = 0; p < parts.size(); p++) {
        int count = parts.get(p).dim(axis) * inner;
        for (int i = 0; i < count; i++) {
          source[at] = p;
          from[at++] = o * count + i;
        }
      }
    }
    if (parts.get(0).type() == ElementType.STRING) {
      String[] texts = new String[source.length];
      Arrays.setAll(texts, i -> parts.get(source[i]).text(from[i]));
      return Tensor.of(texts, dims);
    }
    double[] numbers = new double[source.length];
    Arrays.setAll(numbers, i -> parts.get(source[i]).number(from[i]));
    return Tensor.of(parts.get(0).type(), numbers, dims);
  }

  /** Returns a tensor of elements of another one. */
  static Tensor pick(Tensor x, IntUnaryOperator from, int... dims) {
    int size = Broadcast.size(x.size(), dims);
    if (x.type() == ElementType.STRING) {
      String[] texts = new String[size];
      Arrays.setAll(texts, i -> x.text(from.applyAsInt(i)));
      return Tensor.of(texts, dims);
    }
    double[] numbers = new double[size];
    Arrays.setAll(numbers, i -> x.number(from.applyAsInt(i)));
    return Tensor.of(x.type(), numbers, dims);
  }

  static Tensor gather(Tensor x, Tensor indices, int axis) {
    int length = x.dim(axis);
    int inner = product(x.dims(), axis + 1, x.rank());
    int count = indices.size();
    int[] dims = new int[x.rank() - 1 + indices.rank()];
    System.arraycopy(x.dims(), 0, dims, 0, axis);
    System.arraycopy(indices.dims(), 0, dims, axis, indices.rank());
    System.arraycopy(x.dims(), axis + 1, dims, axis + indices.rank(), x.rank() - axis - 1);
    int[] chosen = new int[count];
    for (int i = 0; i < count; i++) {
      int index = (int) indices.number(i);
      chosen[i] = index < 0 ? index + length : index;
      if (chosen[i] < 0 || chosen[i] >= length) {
        throw new MalformedException("index " + index + " of " + length + " elements");
      }
    }
    return pick(
        x,
        i -> {
          int block = i / inner;
          return ((block / count) * length + chosen[block % count]) * inner + i % inner;
        },
        dims);
  }

  static Tensor reshape(Tensor x, Tensor shape) {
    int[] dims = new int[shape.size()];
    int open = -1;
    int known = 1;
    for (int i = 0; i < dims.length; i++) {
      dims[i] = (int) shape.number(i);
      if (dims[i] == 0 && i < x.rank()) {
        dims[i] = x.dim(i);
      }
      if (dims[i] == -1) {
        open = i;
      } else {
        known *= dims[i];
      }
    }
    if (open >= 0) {
      dims[open] = known == 0 ? 0 : x.size() / known;
    }
    return x.reshaped(dims);
  }

  static Tensor flatten(Tensor x, int axis) {
    int rows = product(x.dims(), 0, axis);
    return x.reshaped(rows, rows == 0 ? 0 : x.size() / rows);
  }

  static Tensor squeeze(Tensor x, int @Nullable [] axes) {
    List<Integer> dims = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      boolean named = contains(axes, i);
      if (named ? x.dim(i) != 1 : axes != null || x.dim(i) != 1) {
        dims.add(x.dim(i));
      }
    }
    return x.reshaped(dims.stream().mapToInt(Integer::intValue).toArray());
  }

  static Tensor unsqueeze(Tensor x, int[] axes) {
    int[] dims = new int[x.rank() + axes.length];
    int next = 0;
    for (int i = 0; i < dims.length; i++) {
      if (contains(axes, i)) {
        dims[i] = 1;
      } else if (next < x.rank()) {
        dims[i] = x.dim(next++);
      }
    }
    return x.reshaped(dims);
  }

  private static boolean contains(int @Nullable [] axes, int axis) {
    return axes != null && Arrays.stream(axes).anyMatch(a -> a == axis);
  }

  static Tensor transpose(Tensor x, List<?> permutation) {
    int rank = x.rank();
    int[] order = new int[rank];
    for (int i = 0; i < rank; i++) {
      order[i] = permutation.isEmpty() ? rank - 1 - i : ((Long) permutation.get(i)).intValue();
      Objects.checkIndex(order[i], rank);
    }
    int[] dims = new int[rank];
    int[] strides = new int[rank];
    for (int i = 0; i < rank; i++) {
      dims[i] = x.dim(order[i]);
      strides[i] = product(x.dims(), order[i] + 1, rank);
    }
    return pick(
        x,
        i -> {
          int from = 0;
          int rest = i;
          for (int d = rank - 1; d >= 0; d--) {
            from += rest % dims[d] * strides[d];
            rest /= dims[d];
          }
          return from;
        },
        dims);
  }

  /** Returns the elements from, to and by given places along axes. */
  static Tensor slice(Arguments args) {
    Tensor x = args.in(0);
    Tensor starts = args.in(1);
    Tensor ends = args.in(2);
    Tensor steps = args.optional(4);
    int[] axes = args.axes(3, x.rank());
    Tensor result = x;
    for (int i = 0; i < starts.size(); i++) {
      int axis = axes == null ? i : axes[i];
      long step = steps == null ? 1 : (long) steps.number(i);
      if (step != 1) {
        throw new MalformedException("a step of " + step + "; nn4j takes 1");
      }
      int length = result.dim(axis);
      int from = bound(starts.number(i), length);
      int to = bound(ends.number(i), length);
      double[] chosen = new double[Math.max(0, to - from)];
      Arrays.setAll(chosen, k -> from + k);
      result = gather(result, Tensor.of(ElementType.INT64, chosen, chosen.length), axis);
    }
    return result;
  }

  private static int bound(double place, int length) {
    return (int) Math.max(0, Math.min(length, place < 0 ? place + length : place));
  }

  static int product(int[] dims, int from, int to) {
    int product = 1;
    for (int i = from; i < to; i++) {
      product *= dims[i];
    }
    return product;
  }
}
