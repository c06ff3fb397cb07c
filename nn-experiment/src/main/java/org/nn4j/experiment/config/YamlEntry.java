package org.nn4j.experiment.config;

/** A key of a YAML file with its value and the places of both. */
record YamlEntry(String key, Place keyPlace, RawValue value, Place place) {}
