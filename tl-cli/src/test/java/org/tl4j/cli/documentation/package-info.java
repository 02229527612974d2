/** Checks that what the documents say about the command is true. */
package org.tl4j.cli.documentation;
