package org.nn4j.core.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.nn4j.core.InputException;
import org.nn4j.core.io.IdxFile;

/**
 * The training and test images of MNIST or Fashion-MNIST, in the four files of their distribution.
 *
 * @param train {@code train-images-idx3-ubyte} and {@code train-labels-idx1-ubyte}
 * @param test {@code t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}
 */
public record ImageFolder(ImageDataset train, ImageDataset test) {

  /**
   * Reads the four files of a folder, each gzipped ({@code .gz}) or not.
   *
   * @throws InputException if one is missing, naming what was looked for, or does not fit the
   *     others
   */
  public static ImageFolder read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw InputException.in(folder, "there is no such folder of IDX files");
    }
    ImageDataset train = read(folder, "train");
    ImageDataset test = read(folder, "t10k");
    if (train.height() != test.height() || train.width() != test.width()) {
      throw InputException.in(
          folder,
          "training images are "
              + train.height()
              + "×"
              + train.width()
              + " but test images "
              + test.height()
              + "×"
              + test.width());
    }
    return new ImageFolder(train, test);
  }

  private static ImageDataset read(Path folder, String part) {
    Path imageFile = find(folder, part + "-images", "idx3-ubyte");
    Path labelFile = find(folder, part + "-labels", "idx1-ubyte");
    IdxFile images = IdxFile.read(imageFile);
    int[] size = images.dimensions();
    if (size.length != 3) {
      throw InputException.in(imageFile, "holds " + size.length + " dimensions; images have 3");
    }
    IdxFile labels = IdxFile.readLabels(labelFile, imageFile, size[0]);
    return new ImageDataset(images.data(), labels.data(), size[1], size[2]);
  }

  /** Finds {@code name-idx…} or, as some unpackers call it, {@code name.idx…}. */
  private static Path find(Path folder, String name, String kind) {
    List<String> candidates = new ArrayList<>();
    for (String joint : List.of("-", ".")) {
      for (String ending : List.of(".gz", "")) {
        String candidate = name + joint + kind + ending;
        if (Files.isRegularFile(folder.resolve(candidate))) {
          return folder.resolve(candidate);
        }
        candidates.add(candidate);
      }
    }
    throw InputException.in(
        folder,
        candidates.stream().collect(Collectors.joining(", ", "none of the files ", " is there"))
            + "; Fashion-MNIST is Debian's package dataset-fashion-mnist");
  }
}
