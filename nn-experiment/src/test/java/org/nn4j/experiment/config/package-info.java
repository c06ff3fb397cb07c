@NullMarked
package org.nn4j.experiment.config;

import org.jspecify.annotations.NullMarked;
