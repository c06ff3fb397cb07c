package org.nn4j.experiment.config;

import static org.nn4j.experiment.config.Setting.Group.NETWORK;

import java.nio.file.Path;
import java.util.List;
import org.nn4j.api.Precision;

/** The settings of what is trained: the layers and the numbers to compute with. */
public final class NetworkSettings {
  /** The model that training goes on from. */
  public static final Setting<Path> FROM =
      Setting.optional(
          "from",
          NETWORK,
          PathFormats.path("MODEL"),
          "model to train on instead of a new one: its layers, how it reads columns and its classes"
              + " stay, its parameters are where training starts");

  /** The hidden layers. */
  public static final Setting<List<LayerItem>> LAYERS =
      Setting.auto(
          "layers",
          NETWORK,
          PartFormats.layers(),
          "hidden layers: 16:relu,16:relu, parts such as dropout(rate=0.2), or none");

  /** The output layer's activation. */
  public static final Setting<String> OUTPUT =
      Setting.auto(
          "output",
          NETWORK,
          PartFormats.part("ACTIVATION"),
          "activation of the output layer, or none if the layers end in it");

  /** The weights before training. */
  public static final Setting<String> INITIALIZER =
      Setting.auto(
          "initializer",
          NETWORK,
          PartFormats.part("NAME"),
          "initializer of the weights of layers given as 16:relu and of the output");

  /** Whether dense layers learn in NTK form. */
  public static final Setting<Boolean> NTK =
      Setting.of(
          "ntk",
          NETWORK,
          WordFormats.flag(),
          false,
          "whether layers given as 16:relu and the output learn in NTK form, at rates divided by the"
              + " root of the number of inputs");

  /** The precision. */
  public static final Setting<Precision> PRECISION =
      Setting.of(
          "precision",
          NETWORK,
          WordFormats.choice(Precision.class),
          Precision.FLOAT32,
          "numbers to compute with");

  /** All of them, in the order in which they are listed and printed. */
  static final List<Setting<?>> ALL = List.of(FROM, LAYERS, OUTPUT, INITIALIZER, NTK, PRECISION);

  private NetworkSettings() {}
}
