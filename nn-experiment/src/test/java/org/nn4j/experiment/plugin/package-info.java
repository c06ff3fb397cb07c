@NullMarked
package org.nn4j.experiment.plugin;

import org.jspecify.annotations.NullMarked;
