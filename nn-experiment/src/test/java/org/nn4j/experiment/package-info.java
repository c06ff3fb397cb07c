@NullMarked
package org.nn4j.experiment;

import org.jspecify.annotations.NullMarked;
