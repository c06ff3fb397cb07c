package org.nn4j.simd.generator;

/** The differences between the loops of the two precisions. */
enum Precision {
  FLOAT("float", "f", "int", "Integer", "0x7f_ffff"),
  DOUBLE("double", "", "long", "Long", "0xf_ffff_ffff_ffffL");

  /** The type of the numbers. */
  final String real;

  /** The suffix of literals. */
  final String suffix;

  /** The type of integers of the same size. */
  final String integer;

  final String integerBox;

  /** The bits of a number that are not sign or exponent. */
  final String largestNan;

  Precision(String real, String suffix, String integer, String integerBox, String largestNan) {
    this.largestNan = largestNan;
    this.real = real;
    this.suffix = suffix;
    this.integer = integer;
    this.integerBox = integerBox;
  }

  /** Returns the first word of the class names of the project and the Vector API, also the box. */
  String realPrefix() {
    return capital(real);
  }

  /** Returns the first word of the name of the Vector API's class for integers. */
  String integerPrefix() {
    return capital(integer);
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
