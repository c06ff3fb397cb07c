package org.nn4j.experiment.search;

import java.io.Serializable;
import java.util.Map;
import org.nn4j.experiment.config.Settings;

/**
 * A trial of a search that is to be run.
 *
 * @param number its number from 1
 * @param values the values tried, as texts by key
 * @param settings all that is given, those values too
 */
public record PlannedTrial(int number, Map<String, String> values, Settings settings)
    implements Serializable {}
