/** Plug-ins that fail: which of them a failure is due to. */
@NullMarked
package org.nn4j.experiment.plugin;

import org.jspecify.annotations.NullMarked;
