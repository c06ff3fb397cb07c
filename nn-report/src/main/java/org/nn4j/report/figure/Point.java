package org.nn4j.report.figure;

/**
 * A place in the coordinates of a figure's axes.
 *
 * @param x the abscissa
 * @param y the ordinate; NaN where there is none, which interrupts a line
 */
public record Point(double x, double y) {}
