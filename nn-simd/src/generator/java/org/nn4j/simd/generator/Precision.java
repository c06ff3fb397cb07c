package org.nn4j.simd.generator;

/** What differs between the loops of the two precisions. */
enum Precision {
  FLOAT("Float", "float", "Float", "int", "Integer", "f", "0x007f_ffff"),
  DOUBLE("Double", "double", "Double", "long", "Long", "", "0x000f_ffff_ffff_ffffL");

  /** Of the project's and the Vector API's classes. */
  final String prefix;

  final String real;
  final String realBox;

  /** The integers of the same size. */
  final String integer;

  final String integerBox;

  /** Of literals. */
  final String suffix;

  final String greatestMantissa;

  Precision(
      String prefix,
      String real,
      String realBox,
      String integer,
      String integerBox,
      String suffix,
      String greatestMantissa) {
    this.prefix = prefix;
    this.real = real;
    this.realBox = realBox;
    this.integer = integer;
    this.integerBox = integerBox;
    this.suffix = suffix;
    this.greatestMantissa = greatestMantissa;
  }
}
