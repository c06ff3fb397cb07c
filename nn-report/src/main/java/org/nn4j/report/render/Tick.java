package org.nn4j.report.render;

/**
 * A labelled place on an axis.
 *
 * @param value where it is
 * @param label its text
 */
record Tick(double value, String label) {}
