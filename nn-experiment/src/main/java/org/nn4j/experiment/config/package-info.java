/**
 * The settings of an experiment: what each is called, may be and is by default, and reading them
 * from flags and YAML and printing them.
 */
@NullMarked
package org.nn4j.experiment.config;

import org.jspecify.annotations.NullMarked;
