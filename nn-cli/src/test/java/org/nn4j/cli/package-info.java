/** Command lines run whole, in this JVM. */
package org.nn4j.cli;
