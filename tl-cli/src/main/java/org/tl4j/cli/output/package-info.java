/**
 * Output of commands: the console, results, exit codes and failures. Used by {@code commands}; does not depend on them.
 */
package org.tl4j.cli.output;
