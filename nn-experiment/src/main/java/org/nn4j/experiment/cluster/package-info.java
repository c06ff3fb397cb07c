/** Training and searching on several machines. */
@NullMarked
package org.nn4j.experiment.cluster;

import org.jspecify.annotations.NullMarked;
